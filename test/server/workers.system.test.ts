/** Several processes behind one port: none of them is missed, and together they count as one line. */
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, expect, test, vi } from 'vitest'
import { freePort } from '../free-port.ts'
import { signedForm } from '../line.ts'
import { startRedis } from '../redis.ts'
import { PRODUCTION, refusedStart, startServer } from '../server.ts'

const METRICS_TOKEN = 'a token for metrics'
/** Patience with a busy machine. */
vi.setConfig({ testTimeout: 60_000 })
const SOON = { timeout: 15_000 }

const afterwards: (() => unknown)[] = []
afterEach(async () => {
  for (const end of afterwards.splice(0).reverse()) await end()
})

async function twoWorkers(environment: Record<string, string> = {}) {
  const redis = await startRedis()
  afterwards.push(() => redis.stop())
  const settings = { ...PRODUCTION, REDIS_URL: redis.url, WEB_CONCURRENCY: '2', METRICS_TOKEN }
  const server = await startServer({ ...settings, ...environment }, { detached: true })
  const { child, url, output } = server
  const pid = child.pid ?? 0
  afterwards.push(() => {
    if (child.exitCode === null && child.signalCode === null) process.kill(-pid, 'SIGKILL')
  })
  await expect.poll(() => output().match(/"event":"started"/g)?.length, SOON).toBe(2)
  const ready = async () => (await fetch(`${url}/readyz`).catch(() => undefined))?.status
  await expect.poll(ready, SOON).toBe(200)
  return {
    ...server,
    redis,
    workers: () => childrenOf(pid),
    tellAll: (signal: NodeJS.Signals) => process.kill(-pid, signal),
    call: (CallSid: string) =>
      fetch(
        `${url}/voice`,
        signedForm('/voice', { CallSid }, { url: `${PRODUCTION.PUBLIC_URL}/voice` }),
      ),
    async counted(): Promise<number> {
      const authorization = `Bearer ${METRICS_TOKEN}`
      const page = await (await fetch(`${url}/metrics`, { headers: { authorization } })).text()
      const turns = page.matchAll(/^harborline_turns_total\{channel="voice".* (\d+)$/gm)
      return Array.from(turns).reduce((sum, [, count]) => sum + Number(count), 0)
    },
  }
}

function childrenOf(pid: number): number[] {
  const list = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
  return list.trim().split(' ').filter(Boolean).map(Number)
}

const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

test('the counts of all workers are shown as one sum, whichever is asked, and outlive a worker', async () => {
  const line = await twoWorkers({ CALLS_PER_MINUTE: '0' })
  for (let at = 0; at < 30; at++) await (await line.call(`CA${at}`)).text()
  const asked = await Promise.all(Array.from({ length: 8 }, () => line.counted()))
  expect(asked).toEqual(Array(8).fill(30))

  const [victim = 0] = line.workers()
  process.kill(victim, 'SIGKILL')
  await expect.poll(() => line.output().match(/"event":"started"/g)?.length, SOON).toBe(3)
  expect(line.output()).toContain('"event":"worker_ended","how":"SIGKILL"')
  expect(await line.counted()).toBe(30)
  await (await line.call('CA30')).text()
  expect(await line.counted()).toBe(31)
})

test('told to end as a group, with 20 requests under way, none of them is lost', async () => {
  const { redis, call, tellAll, child } = await twoWorkers()
  redis.pause()
  const underWay = Array.from({ length: 20 }, (_, at) => call(`CA${at}`))
  await sleep(300)
  tellAll('SIGTERM')
  const answers = await Promise.all(underWay.map(async (answer) => (await answer).text()))
  // a call goes on without its store, and is connected where it can not
  for (const answer of answers) expect(answer).toMatch(/<Gather|<Dial/)
  const [code] = await once(child, 'exit')
  expect(code).toBe(0)
})

test('a port that is taken is one sentence of two workers, and the end', async () => {
  const taken = createServer().listen(0, '127.0.0.1')
  await once(taken, 'listening')
  afterwards.push(() => taken.close())
  const address = taken.address()
  const port = typeof address === 'object' ? address?.port : 0
  const { code, output } = await refusedStart({
    ...PRODUCTION,
    REDIS_URL: `redis://127.0.0.1:${await freePort()}`,
    WEB_CONCURRENCY: '2',
    PORT: `${port}`,
  })
  expect(code).toBe(1)
  expect(output.match(/PORT \d+ is taken/g)).toHaveLength(1)
  expect(output).not.toContain('    at ')
  expect(output).not.toContain('"event":"crashed"')
})

test('workers that die as soon as they live are not replaced for ever', async () => {
  const { child, workers, output } = await twoWorkers()
  const killed = new Set<number>()
  const gone = once(child, 'exit')
  while (child.exitCode === null && child.signalCode === null && killed.size < 30) {
    for (const pid of workers()) {
      killed.add(pid)
      process.kill(pid, 'SIGKILL')
    }
    await sleep(50)
  }
  const [code] = await gone
  expect(code).toBe(1)
  expect(killed.size).toBeLessThan(10)
  expect(output()).toContain('"event":"gave_up"')
})

test('without their primary no worker is left behind', async () => {
  const { child, workers } = await twoWorkers()
  const pids = workers()
  expect(pids.map(isAlive)).toEqual([true, true])
  child.kill('SIGKILL')
  await expect.poll(() => pids.map(isAlive), SOON).toEqual([false, false])
})
