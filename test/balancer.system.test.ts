/** Several processes behind the balancer of docker-compose.scale.yml: who dies or leaves costs nobody an answer. */
import { execFileSync, spawn } from 'node:child_process'
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test, vi } from 'vitest'
import { parse } from 'yaml'
import { startCrowd } from './faults/crowd.ts'
import { openLab } from './faults/lab.ts'
import { expectedWords } from './faults/measure.ts'
import type { Deliver } from './faults/person.ts'
import { ROOT } from './line.ts'
import { freePort } from './server.ts'

const CONFIG = join(ROOT, 'deploy/haproxy.cfg')
const servicesOf = (file: string) => parse(readFileSync(join(ROOT, file), 'utf8')).services

test('both compose files are valid, and run the same line on the same Redis', ({
  onTestFinished,
}) => {
  const folder = mkdtempSync(join(tmpdir(), 'harborline-compose-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  copyFileSync(join(ROOT, '.env.example'), join(folder, '.env'))
  for (const file of ['docker-compose.yml', 'docker-compose.scale.yml']) {
    copyFileSync(join(ROOT, file), join(folder, file))
    execFileSync('docker-compose', ['-f', file, 'config', '--quiet'], { cwd: folder })
  }
  const { line, redis } = servicesOf('docker-compose.yml')
  const scaled = servicesOf('docker-compose.scale.yml')
  const { ports, ...unpublished } = line
  // a port of the host can be had once: the balancer has it
  expect(scaled.balancer.ports).toEqual(ports)
  expect(scaled.line).toEqual(unpublished)
  expect(scaled.redis).toEqual(redis)
})

test('the configuration of the balancer is valid, and keeps no log', () => {
  const said = execFileSync('haproxy', ['-c', '-f', CONFIG], { encoding: 'utf8' })
  expect(said).toContain('Configuration file is valid')
  expect(readFileSync(CONFIG, 'utf8')).not.toMatch(/^\s*(log|option httplog)\b/m)
})

test('one of three is killed and one is told to end, and everybody is answered rightly', async (context) => {
  const expected = await expectedWords()
  const lab = await openLab({ kind: 'redis', environment: { DRAIN_S: '3' } })
  context.onTestFinished(() => lab.close())
  const port = await startBalancer(lab.servers.map((server) => server.port))
  const crowd = startCrowd({ deliver: through(port), expected, people: 24 })
  await sleep(1_500)
  lab.servers[0]?.child.kill('SIGKILL')
  await sleep(2_000)
  lab.servers[1]?.child.kill('SIGTERM')
  await sleep(5_000)
  await crowd.stop()
  const brought = crowd.answers.filter(({ cookie }) => cookie === 'brought')
  expect(brought.length).toBeGreaterThan(100)
  expect(brought.filter(({ verdict }) => verdict !== 'right')).toEqual([])
  expect(crowd.twice().doubled).toBe(0)

  async function startBalancer(ports: readonly number[]): Promise<number> {
    const own = await freePort()
    const servers = ports.map((each, at) => `  server line${at} 127.0.0.1:${each}`).join('\n')
    const config = readFileSync(CONFIG, 'utf8')
      .replace(/^ {2}server-template .*$/m, servers)
      .replace('bind :3000', `bind 127.0.0.1:${own}`)
    const folder = mkdtempSync(join(tmpdir(), 'harborline-haproxy-'))
    const file = join(folder, 'haproxy.cfg')
    writeFileSync(file, config)
    const balancer = spawn('haproxy', ['-f', file], { stdio: 'ignore' })
    context.onTestFinished(() => {
      balancer.kill('SIGKILL')
      rmSync(folder, { recursive: true })
    })
    const ready = async () => expect((await fetch(`http://127.0.0.1:${own}/readyz`)).ok).toBe(true)
    await vi.waitFor(ready, { timeout: 20_000, interval: 50 })
    return own
  }
})

const through =
  (port: number): Deliver =>
  async (request) => {
    const { pathname, search } = new URL(request.url)
    return fetch(`http://127.0.0.1:${port}${pathname}${search}`, {
      method: request.method,
      headers: request.headers,
      body: await request.text(),
    })
  }
