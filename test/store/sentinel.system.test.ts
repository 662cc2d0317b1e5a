/** A Redis that sentinels watch: as every store, and when its master changes. */
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { redisStore } from '../../src/store/redis.ts'
import { startRedis } from '../redis.ts'
import { type Sentinels, startSentinels } from '../redis-sentinel.ts'
import { storeConformance } from './conformance.ts'
import { connected, makeRedisAt } from './stores.ts'

const TTL = 900
/** Patience with a busy machine. */
vi.setConfig({ testTimeout: 180_000 })
const SOON = { timeout: 60_000, interval: 50 }

let watched: Sentinels
beforeAll(async () => {
  watched = await startSentinels()
})
afterAll(() => watched.stop())

storeConformance('the store at sentinels', () => makeRedisAt(watched.url, [watched.master]))

test('a master that is killed is replaced, and what it held is still there', async (context) => {
  const own = await startSentinels({ password: 'sentinels-own', dataPassword: 'of-the-data' })
  context.onTestFinished(() => own.stop())
  const store = redisStore(own.url)
  context.onTestFinished(() => store.close())
  await connected(store)
  const value = Buffer.from('kept')
  expect(await store.exchange('a key', undefined, value, TTL)).toEqual({ written: true })
  const copy = own.replica.client('of-the-data')
  await vi.waitFor(async () => expect(await copy.exists('a key')).toBe(1), SOON)

  await own.master.kill()
  await vi.waitFor(async () => expect(await store.get('a key')).toEqual(value), SOON)
  const next = Buffer.from('next')
  await vi.waitFor(
    async () => expect(await store.exchange('a key', value, next, TTL)).toEqual({ written: true }),
    SOON,
  )
  expect(await store.health()).toBe('up')
})

test('a master that hands over gracefully is left without a lost write', async (context) => {
  const own = await startSentinels()
  context.onTestFinished(() => own.stop())
  const store = redisStore(own.url)
  context.onTestFinished(() => store.close())
  await connected(store)
  const written: string[] = []
  let at = 0
  let over = false
  const writing = (async () => {
    while (!over) {
      const key = `key ${at++}`
      const done = await store
        .exchange(key, undefined, Buffer.from(key), TTL)
        .catch(() => undefined)
      if (done?.written) written.push(key)
      await new Promise((go) => setTimeout(go, 2))
    }
  })()
  await vi.waitFor(() => expect(written.length).toBeGreaterThan(50), SOON)
  await own.replica
    .client()
    .call('FAILOVER')
    .catch(() => {})
  await own.master.client().call('FAILOVER', 'TO', '127.0.0.1', `${own.replica.port}`)
  const sofar = written.length
  await vi.waitFor(() => expect(written.length).toBeGreaterThan(sofar + 100), SOON)
  over = true
  await writing
  const found = await Promise.all(written.map((key) => store.get(key)))
  expect(found.filter((value) => value === undefined)).toEqual([])
})

test.for([
  ['knows no master of that name', 'NOMASTER', (url: string) => url.replace('mymaster', 'other')],
  ['wants a password', 'NOAUTH', (url: string) => url.replace(/\?.*/, '')],
  ['is none', 'NOCOMMAND', undefined],
] as const)('a sentinel that %s is named so', async ([_what, code, change], context) => {
  const own = await startSentinels({ sentinels: 1, password: 'sentinels-own' })
  context.onTestFinished(() => own.stop())
  const data = await startRedis()
  context.onTestFinished(() => data.stop())
  const url = change?.(own.url) ?? `redis+sentinel://127.0.0.1:${data.port}/mymaster`
  const codes = new Set<string>()
  const store = redisStore(url, (found) => codes.add(found))
  context.onTestFinished(() => store.close())
  await vi.waitFor(() => expect(codes).toContain(code), SOON)
  expect(await store.health()).toBe('down')
  const remedy = await store.trouble()
  expect(remedy).toMatch(/sentinel/)
  expect(remedy).not.toContain('own')
})
