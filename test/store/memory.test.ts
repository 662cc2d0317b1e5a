/** The memory store: what every store does, and that it stays small whatever comes. */
import { setTimeout as sleep } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { memoryStore } from '../../src/store/memory.ts'
import type { Store } from '../../src/store/store.ts'
import { times } from '../walk.ts'
import { storeConformance } from './conformance.ts'
import { makeMemory } from './stores.ts'

const VALUE = Buffer.alloc(200, 1)
const MB = 1024 * 1024

setFlagsFromString('--expose-gc')
const gc: () => void = runInNewContext('gc')

storeConformance('the memory store', makeMemory)

async function claim(store: Store, key: string, ttl = 900) {
  expect(await store.exchange(key, undefined, VALUE, ttl)).toEqual({ written: true })
}

async function left(store: Store, keys: string[]) {
  const values = await Promise.all(keys.map((key) => store.get(key)))
  return keys.filter((_, at) => values[at])
}

test('beyond its limit what was written longest ago goes first', async () => {
  const store = memoryStore({ limit: 3 })
  for (const key of ['a', 'b', 'c', 'd', 'e']) await claim(store, key)
  expect(await left(store, ['a', 'b', 'c', 'd', 'e'])).toEqual(['c', 'd', 'e'])
})

test('a value that is written again counts as new, one that is only read does not', async () => {
  const store = memoryStore({ limit: 3 })
  for (const key of ['a', 'b', 'c']) await claim(store, key)
  await store.exchange('a', VALUE, VALUE, 900)
  await store.get('b')
  await claim(store, 'd')
  expect(await left(store, ['a', 'b', 'c', 'd'])).toEqual(['a', 'c', 'd'])
})

test('a lost exchange neither drops an entry nor makes one young', async () => {
  const store = memoryStore({ limit: 2 })
  await claim(store, 'a')
  await claim(store, 'b')
  await store.exchange('a', undefined, VALUE, 900)
  await store.exchange('other', VALUE, VALUE, 900)
  await claim(store, 'c')
  expect(await left(store, ['a', 'b', 'c'])).toEqual(['b', 'c'])
})

test('a value is gone at the very moment that its time is over', async () => {
  let now = 0
  const store = memoryStore({ now: () => now })
  await claim(store, 'a', 900)
  now = 899_999
  expect(await store.get('a')).toBeDefined()
  now = 900_000
  expect(await store.get('a')).toBeUndefined()
})

test('the wall clock does not matter', async () => {
  const store = memoryStore()
  await claim(store, 'a', 900)
  const realNow = Date.now
  try {
    Date.now = () => realNow() + 24 * 3600 * 1000
    expect(await store.get('a')).toBeDefined()
  } finally {
    Date.now = realNow
  }
})

test('the dead make room without being read, so that the living are not dropped for them', async () => {
  let now = 0
  const store = memoryStore({ limit: 100, now: () => now })
  await claim(store, 'old', 100_000)
  for (let at = 0; at < 50; at++) await claim(store, `dead ${at}`, 1)
  now += 2_000
  for (let at = 0; at < 90; at++) await claim(store, `new ${at}`, 100_000)
  expect(await left(store, ['old', 'new 0', 'new 89'])).toEqual(['old', 'new 0', 'new 89'])
})

test('a store full of the dead drops none of the living', async () => {
  let now = 0
  const store = memoryStore({ limit: 10, now: () => now })
  await claim(store, 'old', 100_000)
  for (let at = 0; at < 9; at++) await claim(store, `dead ${at}`, 1)
  now += 2_000
  await claim(store, 'new', 100_000)
  expect(await left(store, ['old', 'new'])).toEqual(['old', 'new'])
})

test('the dead give their memory back while others write', async () => {
  let now = 0
  const store = memoryStore({ now: () => now })
  const before = await used()
  for (let at = 0; at < 50_000; at++) await store.exchange(`dead ${at}`, undefined, VALUE, 1)
  const full = (await used()) - before
  now += 2_000
  for (let at = 0; at < 60_000; at++)
    await store.exchange('living', await store.get('living'), VALUE, 900)
  expect(full).toBeGreaterThan(10 * MB)
  expect((await used()) - before).toBeLessThan(full / 3)
  expect(await store.get('living')).toBeDefined()
})

test('any number of strangers leave no more behind than the limit allows', {
  timeout: 60_000,
}, async () => {
  const store = memoryStore({ limit: 10_000 })
  const before = await used()
  const strangers = Math.max(30_000, times(60_000))
  for (let at = 0; at < strangers; at++) await store.exchange(`key ${at}`, undefined, VALUE, 900)
  expect((await used()) - before).toBeLessThan(20 * MB)
  expect(await left(store, ['key 0', `key ${strangers - 10_001}`])).toEqual([])
  expect(await left(store, [`key ${strangers - 9_800}`, `key ${strangers - 1}`])).toHaveLength(2)
})

test.each([
  { what: 'strangers alone', again: false },
  { what: 'strangers, and those who come again', again: true },
])('a full store that hears $what is not much slower than one that fills', async ({ again }) => {
  const writes = 30_000
  const limit = Math.max(50_000, times(50_000))
  const store = memoryStore({ limit })
  const fill = async (from: number, to: number) => {
    const started = performance.now()
    for (let at = from; at < to; at++) {
      await store.exchange(`key ${at}`, undefined, VALUE, 900)
      if (again) await store.exchange(`key ${at}`, VALUE, VALUE, 900)
    }
    return (performance.now() - started) / (to - from)
  }
  const filling = await fill(0, limit)
  // the store grows slower, if it does, with each one that it has dropped
  await fill(limit, limit + writes)
  const full = await fill(limit + writes, limit + 2 * writes)
  expect(full / filling).toBeLessThan(10)
})

test('what is stored keeps no other memory alive', async () => {
  const store = memoryStore()
  const before = await used()
  for (let at = 0; at < 10_000; at++) {
    await store.exchange(`key ${at}`, undefined, VALUE, 900)
    // as a request does, whose small buffers share their memory with whatever comes next
    Buffer.allocUnsafe(2_000)
    Buffer.allocUnsafe(2_000)
  }
  expect((await used()) - before).toBeLessThan(10_000 * 1_000)
  expect(await store.get('key 0')).toEqual(VALUE)
})

/** Bytes in use; what buffers held is given back a little after the collection. */
async function used(): Promise<number> {
  for (let round = 0; round < 3; round++) {
    gc()
    await sleep(20)
  }
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}
