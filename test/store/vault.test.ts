/** The vault: what Redis sees of a name and a text, and that nothing comes back changed. */
import { createRequire } from 'node:module'
import fc from 'fast-check'
import { beforeEach, expect, test } from 'vitest'
import { memoryStore } from '../../src/store/memory.ts'
import type { Store } from '../../src/store/store.ts'
import { createVault, type Slot, type Vault } from '../../src/store/vault.ts'
import { anyCharacters } from '../any-characters.ts'
import { walk } from '../walk.ts'

// it comes with ioredis and brings no types
const slotOf: (key: string) => number = createRequire(import.meta.url)('cluster-key-slot')

const NAME = 'sms +14155550123'
const TEXT = 'canary-text: signs, zebra-quartz-Maria'
const SECRET = 'the first secret of more than 32 characters'
const NEXT = 'the second secret of more than 32 characters'
const TTL = 900

type Entry = { key: string; value: Buffer }

/** A store and everything that was written to it, so that a test can look and tamper. */
let store: Store
let written: Entry[]
beforeEach(() => {
  written = []
  store = watched(memoryStore())
})

function watched(inner: Store): Store {
  return {
    ...inner,
    async exchange(key, expected, value, ttl, life) {
      const result = await inner.exchange(key, expected, value, ttl, life)
      if (result.written) written.push({ key, value })
      return result
    },
  }
}

/** Puts bytes where they do not belong. */
async function place(key: string, value: Buffer) {
  expect(await store.exchange(key, await store.get(key), value, TTL)).toEqual({ written: true })
}

/** Writes a text over a slot, sealed as the vault seals it. */
const write = (vault: Vault, slot: Slot, text: string) =>
  vault.write(slot, vault.seal(slot, text), TTL)

/** Writes a text under a name, and gives back what the store holds of it. */
async function keep(secret: string, name = NAME, text = TEXT): Promise<Entry> {
  const vault = createVault(store, [secret])
  expect(await write(vault, await vault.read(name), text)).toBeUndefined()
  const entry = written.at(-1)
  if (!entry) throw new Error('nothing was written')
  return entry
}

async function textUnder(secrets: [string, ...string[]], name = NAME) {
  return (await createVault(store, secrets).read(name)).text
}

test('a text is read under the name that it was written under', async () => {
  await keep(SECRET)
  expect(await textUnder([SECRET])).toBe(TEXT)
  expect(await textUnder([SECRET], 'sms +14155550124')).toBeUndefined()
})

test('any name and text come back as they were', { tags: ['walk'] }, async () => {
  await fc.assert(
    fc.asyncProperty(anyCharacters(), anyCharacters(), async (name, text) => {
      store = watched(memoryStore())
      await keep(SECRET, name, text)
      expect(await textUnder([SECRET], name)).toBe(text)
    }),
    walk('names and texts', 200),
  )
})

test('the secret is needed for everything: another one finds nothing, and other keys', async () => {
  const { key, value } = await keep(SECRET)
  expect(await textUnder([NEXT])).toBeUndefined()
  const under = await keep(NEXT)
  expect(under.key).not.toBe(key)
  await place(under.key, value)
  expect(await textUnder([NEXT])).toBeUndefined()
})

test('the same text looks the same to who knows it, and of two people or secrets never', async () => {
  const first = await keep(SECRET)
  const again = await keep(SECRET)
  expect(again).toEqual(first)
  expect(first.value).toHaveLength(Buffer.byteLength(TEXT) + 28)
  const others = [
    await keep(SECRET, 'sms +14155550124'),
    await keep(SECRET, NAME, `${TEXT} `),
    await keep('another secret, of as many letters as one needs'),
  ]
  const beginnings = [first, ...others].map(({ value }) => value.toString('hex', 0, 12))
  expect(new Set(beginnings).size).toBe(4)
})

test('a slot is written over that is as it was supposed to be, without being read', async () => {
  await keep(SECRET)
  const vault = createVault({ ...store, get: () => Promise.reject(new Error('read')) }, [SECRET])
  const keys = vault.keysOf(NAME)
  const slot = (text?: string) => {
    const sealed = text === undefined ? undefined : vault.seal({ keys }, text)
    const supposed = vault.supposed(keys, sealed)
    if (!supposed) throw new Error('nothing can be supposed')
    return supposed
  }
  expect(await write(vault, slot('another text'), 'mine')).toMatchObject({ text: TEXT })
  expect(await write(vault, slot(), 'mine')).toMatchObject({ text: TEXT })
  expect(await write(vault, slot(TEXT), 'mine')).toBeUndefined()
  expect(await textUnder([SECRET])).toBe('mine')
})

test('nothing is supposed while secrets change, since each of them may have the newest', () => {
  const vault = createVault(store, [SECRET, 'another secret, of as many letters as one needs'])
  const keys = vault.keysOf(NAME)
  expect(vault.supposed(keys, vault.seal({ keys }, TEXT))).toBeUndefined()
})

test('a value that is moved to another key reads as nothing', async () => {
  const { value } = await keep(SECRET)
  const other = await keep(SECRET, 'sms +14155550124', 'another text')
  await place(other.key, value)
  expect(await textUnder([SECRET], 'sms +14155550124')).toBeUndefined()
})

test('a value with any bit changed, cut or lengthened reads as nothing, and can be written over', async () => {
  const { key, value } = await keep(SECRET)
  const changed = Array.from(value, (byte, at) => {
    const copy = Buffer.from(value)
    copy[at] = byte ^ (1 << (at % 8))
    return copy
  })
  const cut = Array.from(value, (_, at) => value.subarray(0, at))
  const odd = [Buffer.concat([value, Buffer.alloc(1)]), Buffer.from('{}'), Buffer.alloc(28)]
  for (const wrong of [...changed, ...cut.slice(1), ...odd]) {
    await place(key, wrong)
    expect(await textUnder([SECRET])).toBeUndefined()
  }
  await keep(SECRET)
  expect(await textUnder([SECRET])).toBe(TEXT)
})

test('after a rotation what the old secret wrote is read, and written under the new one', async () => {
  const before = await keep(SECRET)
  expect(await textUnder([NEXT, SECRET])).toBe(TEXT)

  const vault = createVault(store, [NEXT, SECRET])
  expect(await write(vault, await vault.read(NAME), 'later')).toBeUndefined()
  expect(written.at(-1)?.key).not.toBe(before.key)
  expect(await textUnder([NEXT])).toBe('later')
  expect(await textUnder([NEXT, SECRET])).toBe('later')
  // the old one sees only what it wrote itself
  expect(await textUnder([SECRET])).toBe(TEXT)
})

test('the new secret alone does not read what the old one wrote', async () => {
  await keep(SECRET)
  expect(await textUnder([NEXT])).toBeUndefined()
})

test('a turn that was read under the old secret is still written once only', async () => {
  await keep(SECRET)
  const vault = createVault(store, [NEXT, SECRET])
  const slot = await vault.read(NAME)
  expect(await write(vault, slot, 'first')).toBeUndefined()
  expect((await write(vault, slot, 'second'))?.text).toBe('first')
})

test('keys are 22 characters after their version, and spread over the slots of a cluster', async () => {
  for (let at = 0; at < 200; at++) await keep(SECRET, `sms +1415555${1000 + at}`)
  const keys = new Set(written.map(({ key }) => key))
  expect(keys.size).toBe(200)
  for (const key of keys) expect(key).toMatch(/^h1:[A-Za-z0-9_-]{22}$/)
  expect(new Set(Array.from(keys, slotOf)).size).toBeGreaterThan(150)
})

test('of many writers on one slot one wins, and the others get its text to go on from', async () => {
  const vault = createVault(store, [SECRET])
  for (const round of ['claim', 'change']) {
    const slot = await vault.read(NAME)
    const texts = Array.from({ length: 50 }, (_, writer) => `${round} of ${writer}`)
    const slots = await Promise.all(texts.map((text) => write(vault, slot, text)))
    const winners = texts.filter((_, writer) => slots[writer] === undefined)
    expect(winners).toHaveLength(1)
    const [winner] = winners
    expect((await vault.read(NAME)).text).toBe(winner)
    const lost = slots.filter((now) => now !== undefined)
    expect(lost.map(({ text }) => text)).toEqual(Array(49).fill(winner))
  }
})

test('who lost can write over what won', async () => {
  const vault = createVault(store, [SECRET])
  const slot = await vault.read(NAME)
  await write(vault, slot, 'first')
  const now = await write(vault, slot, 'second')
  expect(now && (await write(vault, now, 'second'))).toBeUndefined()
  expect(now).toBeDefined()
  expect((await vault.read(NAME)).text).toBe('second')
})
