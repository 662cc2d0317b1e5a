/** Both stores as the tests make them: empty, and with a way to let time pass. */
import { vi } from 'vitest'
import { memoryStore } from '../../src/store/memory.ts'
import { redisStore } from '../../src/store/redis.ts'
import type { Store } from '../../src/store/store.ts'
import type { RedisServer } from '../redis.ts'

export type Made = {
  store: Store
  /** Lets this much time pass for everything that the store holds. */
  advance(seconds: number): Promise<void>
  close(): Promise<void>
}

export type MakeStore = () => Promise<Made>

/** Makes memory stores whose clock stands still until it is told otherwise. */
export const makeMemory: MakeStore = async () => {
  let now = 0
  const store = memoryStore({ now: () => now })
  return {
    store,
    advance: async (seconds) => {
      now += seconds * 1000
    },
    close: () => store.close(),
  }
}

/** What is left of every key, shortened; a key with nothing left is gone. */
const SHORTEN = `
for _, key in ipairs(redis.call('KEYS', '*')) do
  redis.call('PEXPIRE', key, redis.call('PTTL', key) - ARGV[1])
end`

/** Makes stores on an emptied Redis. */
export async function makeRedis(server: RedisServer): Promise<Made> {
  const raw = server.client()
  await raw.flushall()
  const store = await connected(redisStore(server.url))
  return {
    store,
    advance: async (seconds) => {
      await raw.eval(SHORTEN, 0, seconds * 1000)
    },
    close: async () => {
      raw.disconnect()
      await store.close()
    },
  }
}

/** The store once it reaches its Redis. */
export async function connected(store: Store): Promise<Store> {
  await vi.waitFor(
    async () => {
      if ((await store.health()) !== 'up') throw new Error('the store is not up yet')
    },
    { timeout: 10_000, interval: 10 },
  )
  return store
}
