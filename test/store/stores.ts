/** Creates both kinds of store for tests: empty, and with a way to let time pass. */
import { vi } from 'vitest'
import { memoryStore } from '../../src/store/memory.ts'
import { redisStore } from '../../src/store/redis.ts'
import type { Store } from '../../src/store/store.ts'
import type { RedisServer } from '../redis.ts'

export type Made = {
  store: Store
  /** Lets time pass for everything in the store. */
  advance(seconds: number): Promise<void>
  close(): Promise<void>
}

export type MakeStore = () => Promise<Made>

/** Creates memory stores whose clock only moves when advanced. */
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

/** Shortens the remaining lifetime of every key; a key with none left is deleted. */
const SHORTEN = `
for _, key in ipairs(redis.call('KEYS', '*')) do
  redis.call('PEXPIRE', key, redis.call('PTTL', key) - ARGV[1])
end`

/** Creates stores on an emptied Redis. */
export const makeRedis = (server: RedisServer): Promise<Made> => makeRedisAt(server.url, [server])

/** The same if the address is not the server's, or covers more than one. */
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

/** Resolves once the store reaches its Redis. */
export async function connected(store: Store): Promise<Store> {
  await vi.waitFor(
    async () => {
      if ((await store.health()) !== 'up') throw new Error('the store is not up yet')
    },
    { timeout: 10_000, interval: 10 },
  )
  return store
}
