/** A Redis Cluster: as every store, when a master dies, and when all of it is gone. Slots move in test/store/slots.long.test.ts. */
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { redisStore } from '../../src/store/redis.ts'
import { type RedisCluster, startCluster } from '../redis-cluster.ts'
import { storeConformance } from './conformance.ts'
import { connected, makeRedisAt } from './stores.ts'

const TTL = 900
/** Patience with a busy machine. */
const SOON = { timeout: 30_000, interval: 50 }

let cluster: RedisCluster
beforeAll(async () => {
  cluster = await startCluster()
})
afterAll(() => cluster.stop())

storeConformance('the store on a cluster', () => makeRedisAt(cluster.url, cluster.masters))

test('a master that is killed takes its own part along for a while, and no other', async (context) => {
  const own = await startCluster({ replicas: 1, args: ['--cluster-require-full-coverage', 'no'] })
  context.onTestFinished(() => own.stop())
  const store = await connected(redisStore(own.url))
  context.onTestFinished(() => store.close())
  const keys = Array.from({ length: 60 }, (_, at) => `key ${at}`)
  for (const key of keys) await store.exchange(key, undefined, Buffer.from(key), TTL)
  const [dying] = own.masters
  const ofDying = new Set(await dying?.client().keys('*'))
  expect(ofDying.size).toBeGreaterThan(5)
  await dying?.kill()

  const reads = async () => {
    const values = await Promise.all(keys.map((key) => store.get(key).catch(() => 'failed')))
    return keys.filter((_, at) => values[at] === 'failed')
  }
  const failed = await reads()
  expect(failed.filter((key) => !ofDying.has(key))).toEqual([])
  // its replica takes over
  await vi.waitFor(async () => expect(await reads()).toEqual([]), SOON)
  await vi.waitFor(async () => expect(await store.health()).toBe('up'), SOON)
})

test('a cluster that is gone is said to be, without anybody waiting for it', async (context) => {
  const own = await startCluster({ masters: 2 })
  const store = redisStore(own.url)
  context.onTestFinished(() => store.close())
  await connected(store)
  await own.stop()
  await vi.waitFor(async () => expect(await store.health()).toBe('down'), SOON)
  const started = performance.now()
  await expect(store.get('a key')).rejects.toThrow('the store failed')
  expect(performance.now() - started).toBeLessThan(2_400)
  await vi.waitFor(
    async () => expect(await store.trouble()).toMatch(/^No node of the cluster answers/),
    SOON,
  )
})
