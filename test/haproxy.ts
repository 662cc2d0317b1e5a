/**
 * HAProxy in front of processes started by a test, with the test's configuration or that of
 * docker-compose.scale.yml.
 */
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from './free-port.ts'
import { ROOT } from './line.ts'
import { untilReady } from './server.ts'

export const CONFIG = join(ROOT, 'deploy/haproxy.cfg')

/** Starts it without waiting. */
export function spawnProxy(config: string) {
  const folder = mkdtempSync(join(tmpdir(), 'harborline-haproxy-'))
  const file = join(folder, 'haproxy.cfg')
  writeFileSync(file, config)
  const child = spawn('haproxy', ['-f', file], { stdio: 'ignore' })
  const stop = () => {
    child.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  }
  return { child, stop }
}

/** Starts the repository's load balancer. Resolves once a process can be reached through it. */
export async function startBalancer(ports: readonly number[]) {
  const port = await freePort()
  const servers = ports.map((each, at) => `  server line${at} 127.0.0.1:${each}`).join('\n')
  const config = readFileSync(CONFIG, 'utf8')
    .replace(/^ {2}server-template .*$/m, servers)
    .replace('bind :3000', `bind 127.0.0.1:${port}`)
  const { stop } = spawnProxy(config)
  const url = `http://127.0.0.1:${port}`
  await untilReady(url).catch((error) => {
    stop()
    throw error
  })
  return { url, stop }
}
