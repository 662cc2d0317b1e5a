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
export const makeRedis = (server: RedisServer): Promise<Made> => makeRedisAt(server.url, [server])

/** The same where the address is not that of the server, or of more than one. */
export async function makeRedisAt(url: string, servers: readonly RedisServer[]): Promise<Made> {
  const raw = servers.map((server) => server.client())
  await Promise.all(raw.map((client) => client.flushall()))
  const store = await connected(redisStore(url))
  return {
    store,
    advance: async (seconds) => {
      await Promise.all(raw.map((client) => client.eval(SHORTEN, 0, seconds * 1000)))
    },
    close: async () => {
      for (const client of raw) client.disconnect()
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
