/** Several processes behind the balancer of docker-compose.scale.yml: who dies or leaves costs nobody an answer. */
import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { startCrowd } from './faults/crowd.ts'
import { openLab } from './faults/lab.ts'
import { expectedWords } from './faults/measure.ts'
import { CONFIG } from './haproxy.ts'
import { ROOT } from './line.ts'

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
  // docker kills after 10 s by itself, and keeps every line of a log for ever
  expect(Number.parseInt(line.stop_grace_period, 10)).toBeGreaterThan(10)
  expect(line.logging.options).toMatchObject({ 'max-size': '10m' })
})

test('the configuration of the balancer is valid, and keeps no log', () => {
  const said = execFileSync('haproxy', ['-c', '-f', CONFIG], { encoding: 'utf8' })
  expect(said).toContain('Configuration file is valid')
  expect(readFileSync(CONFIG, 'utf8')).not.toMatch(/^\s*(log|option httplog)\b/m)
})

test('one of three is killed and one is told to end, and everybody is answered rightly', async (context) => {
  const expected = await expectedWords()
  const lab = await openLab({ kind: 'redis', balanced: true, environment: { DRAIN_S: '3' } })
  context.onTestFinished(() => lab.close())
  const crowd = startCrowd({ deliver: lab.deliver, expected, people: 12, think: 500 })
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
})

test('whoever texts or calls stays with one process, so that nobody needs what the others know', async (context) => {
  const expected = await expectedWords()
  const lab = await openLab({ kind: 'memory', processes: 3, balanced: true })
  context.onTestFinished(() => lab.close())
  const crowd = startCrowd({ deliver: lab.deliver, expected, people: 12, think: 500 })
  await sleep(3_000)
  await crowd.stop()
  const brought = crowd.answers.filter(({ cookie }) => cookie === 'brought')
  expect(brought.length).toBeGreaterThan(50)
  expect(brought.filter(({ verdict }) => verdict !== 'right')).toEqual([])
})
