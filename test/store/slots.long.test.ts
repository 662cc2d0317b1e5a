/** A Redis Cluster whose slots move from one master to another while a store writes to them. */
import { expect, test, vi } from 'vitest'
import { redisStore } from '../../src/store/redis.ts'
import type { Store } from '../../src/store/store.ts'
import { startCluster } from '../redis-cluster.ts'
import { connected } from './stores.ts'

const TTL = 900
/** Patience with a busy machine. */
const SOON = { timeout: 30_000, interval: 50 }

/** Counts up in many keys over and over, each by compare and set, and tells what went wrong. */
function counting(store: Store, keys: number) {
  let over = false
  const failures: string[] = []
  const counts = Array.from({ length: keys }, () => 0)
  const one = async (at: number) => {
    let held: Buffer | undefined
    while (!over) {
      const next = Buffer.from(`${Number(held ?? 0) + 1}`)
      const done = await store.exchange(`key ${at}`, held, next, TTL).catch((error) => {
        failures.push(`${error}`)
        return undefined
      })
      if (done?.written) {
        held = next
        counts[at] = Number(next)
      } else if (done) failures.push(`${at}: ${held} is not ${done.current}`)
      await new Promise((go) => setTimeout(go, 5))
    }
  }
  const all = Array.from({ length: keys }, (_, at) => one(at))
  return {
    counts,
    failures,
    async stop() {
      over = true
      await Promise.all(all)
    },
  }
}

test('slots that move while they are written to lose nothing, double nothing and fail nobody', async (context) => {
  const cluster = await startCluster()
  context.onTestFinished(() => cluster.stop())
  const store = await connected(redisStore(cluster.url))
  context.onTestFinished(() => store.close())
  const run = counting(store, 60)
  context.onTestFinished(() => run.stop())
  await vi.waitFor(() => expect(Math.min(...run.counts)).toBeGreaterThan(3), SOON)
  const [first, second] = cluster.masters
  if (!first || !second) throw new Error('two masters are needed')
  await cluster.migrate(first, second, 1_500)
  await cluster.migrate(second, first, 1_500)
  await run.stop()
  expect(run.failures).toEqual([])
  const held = await Promise.all(run.counts.map((_, at) => store.get(`key ${at}`)))
  expect(held.map(Number)).toEqual(run.counts)
})
