/** The balancer of docker-compose.scale.yml, by its own configuration, before processes that a test has started. */
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { ROOT } from './line.ts'
import { freePort } from './server.ts'

export const CONFIG = join(ROOT, 'deploy/haproxy.cfg')

/** Times that it is asked whether it finds a process, a twentieth of a second apart. */
const TRIES = 400

/** Resolves once somebody is reached through it. */
export async function startBalancer(ports: readonly number[]) {
  const port = await freePort()
  const servers = ports.map((each, at) => `  server line${at} 127.0.0.1:${each}`).join('\n')
  const config = readFileSync(CONFIG, 'utf8')
    .replace(/^ {2}server-template .*$/m, servers)
    .replace('bind :3000', `bind 127.0.0.1:${port}`)
  const folder = mkdtempSync(join(tmpdir(), 'harborline-haproxy-'))
  const file = join(folder, 'haproxy.cfg')
  writeFileSync(file, config)
  const balancer = spawn('haproxy', ['-f', file], { stdio: 'ignore' })
  const stop = () => {
    balancer.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  }
  const url = `http://127.0.0.1:${port}`
  for (let tries = 0; tries < TRIES; tries++) {
    const answer = await fetch(`${url}/readyz`).catch(() => undefined)
    if (answer?.ok) return { port, url, stop }
    await sleep(50)
  }
  stop()
  throw new Error('the balancer finds no process of the line')
}
