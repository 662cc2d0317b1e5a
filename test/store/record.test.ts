/** Records: one loop that changes what is kept, and the formats of three releases side by side. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { Effect } from '../../src/flow/effect.ts'
import { readTurn, writeTurn } from '../../src/line/conversations/recent-turn.ts'
import { sessionRecord } from '../../src/line/conversations/session-record.ts'
import { json, listOf, optional, row, whole, word } from '../../src/store/codec.ts'
import { memoryStore } from '../../src/store/memory.ts'
import { type RecordDefinition, records } from '../../src/store/record.ts'
import type { Store } from '../../src/store/store.ts'
import { createVault } from '../../src/store/vault.ts'

type Counter = { count: number }

const SECRET = 'a session secret of more than 32 characters'
const plain = json<Counter>(z.strictObject({ count: z.number() }))
const short = row<Counter>(' ', { count: whole })
const words = {
  write: ({ count }: Counter) => 'i'.repeat(count),
  read: (text: string) => ({ count: text.length }),
}

/** Three releases of one record: each writes its own format and reads those beside it. */
const releases: Record<'last' | 'this' | 'next', RecordDefinition<Counter>> = {
  last: { name: 'counter', version: 1, codec: plain, others: { 2: short }, ttl: 60 },
  this: { name: 'counter', version: 2, codec: short, others: { 1: plain, 3: words }, ttl: 60 },
  next: { name: 'counter', version: 3, codec: words, others: { 2: short }, ttl: 60 },
}

function kept(store: Store = memoryStore()) {
  const vault = createVault(store, [SECRET])
  const of = (release: keyof typeof releases) => records(vault, releases[release])
  const add = (release: keyof typeof releases) =>
    of(release).update('x', (before) => ({
      result: before?.count ?? 0,
      keep: { count: (before?.count ?? 0) + 1 },
    }))
  return { vault, of, add }
}

test('two releases that run side by side go on with what the other wrote', async () => {
  const { add, of } = kept()
  for (const release of ['last', 'this', 'last', 'this', 'next', 'this', 'next'] as const)
    expect(await add(release)).toMatchObject({ kept: 'written' })
  expect(await of('this').read('x')).toEqual({ count: 7 })
})

test('what a release can not read counts as a store that fails, and is never written over', async () => {
  const { add, vault } = kept()
  await add('next')
  const before = (await vault.read('counter x')).text
  await expect(add('last')).rejects.toMatchObject({ name: 'StoreError', code: 'unreadable' })
  expect((await vault.read('counter x')).text).toBe(before)
})

test('a change that keeps nothing writes nothing', async () => {
  const { of, vault } = kept()
  expect(await of('this').update('x', () => ({ result: 'seen' }))).toEqual({
    result: 'seen',
    kept: 'unchanged',
  })
  expect((await vault.read('counter x')).text).toBeUndefined()
})

test('changes at the same time all count, one after the other', async () => {
  const { add, of } = kept()
  const changes = await Promise.all(Array.from({ length: 5 }, () => add('this')))
  expect(changes.map(({ result }) => result).toSorted()).toEqual([0, 1, 2, 3, 4])
  expect(await of('this').read('x')).toEqual({ count: 5 })
})

test('whoever loses every race is told so, and has changed nothing', async () => {
  const store = memoryStore()
  const taken = Buffer.from('somebody else')
  const { add } = kept({ ...store, exchange: async () => ({ written: false, current: taken }) })
  expect(await add('this')).toEqual({ result: 0, kept: 'contended' })
})

describe('a conversation', () => {
  const { codec } = sessionRecord('sms', 900)
  const name = fc.stringMatching(/^[a-z][a-z-]{0,20}$/)
  const key = fc.stringMatching(/^[a-z][a-z._-]{0,20}$/)
  const small = fc.nat(40)
  const reply = fc.oneof(
    fc.record(
      { type: fc.constant('say' as const), text: key, also: name },
      { requiredKeys: ['type', 'text'] },
    ),
    fc.record({ type: fc.constantFrom('menu' as const), node: name }),
    fc.record({ type: fc.constant('keys' as const), node: name, page: small }),
    fc.record(
      { type: fc.constantFrom('page', 'led'), node: name, page: small, also: name },
      { requiredKeys: ['type', 'node', 'page'] },
    ),
    fc.record({ type: fc.constant('choices' as const), node: name, topics: fc.array(name) }),
    fc.record({ type: fc.constant('transfer' as const), node: name, destination: name }),
    fc.record({
      type: fc.constant('outcome' as const),
      effect: fc.constant('ring' as const),
      went: fc.constantFrom('started' as const, 'limited' as const, 'unavailable' as const),
    }),
    fc.record({ type: fc.constant('end' as const) }),
  )
  const recent = fc.record({
    id: fc.stringMatching(/^[\w-]{8}$/),
    language: fc.constantFrom('en', 'es'),
    replies: fc.array(reply, { minLength: 1, maxLength: 3 }),
    effects: fc.uniqueArray(fc.constantFrom(...Effect.options)),
  })
  const session = fc.record(
    {
      node: name,
      language: fc.constantFrom('en', 'es'),
      misses: small,
      page: small,
      waiting: name,
      personal: fc.constant(true as const),
      choices: fc.array(name, { minLength: 1, maxLength: 3 }),
      neutral: fc.constant(true as const),
    },
    { requiredKeys: ['node', 'language', 'misses', 'page'] },
  )
  const pace = fc.record({ count: small, since: fc.nat(4_000_000_000) })
  const conversation = fc.record(
    { session, pace, recent: fc.array(recent.map(writeTurn), { maxLength: 4 }) },
    { requiredKeys: ['recent'] },
  )

  test('of any turn is read as it was written', () => {
    fc.assert(
      fc.property(recent, (value) => {
        expect(readTurn(writeTurn(value))).toEqual(value)
      }),
      { numRuns: 2_000 },
    )
  })

  test('of any kind is read as it was written', () => {
    fc.assert(
      fc.property(conversation, (value) => {
        expect(codec.read(codec.write(value))).toEqual(value)
      }),
      { numRuns: 2_000 },
    )
  })

  test('that is no such text is never read as one', () => {
    fc.assert(
      fc.property(fc.string(), conversation, fc.nat(60), (noise, value, at) => {
        const text = codec.write(value)
        const changed = text.slice(0, at) + noise + text.slice(at + noise.length)
        // either it is refused, or it is a text that could have been written
        let read: ReturnType<typeof codec.read> | undefined
        try {
          read = codec.read(changed)
        } catch {}
        if (read) expect(codec.read(codec.write(read))).toEqual(read)
      }),
      { numRuns: 2_000 },
    )
  })
})

test('a row leaves out what is undefined, and tells a list of none from no list', () => {
  const codec = row<{ one?: string; many: readonly string[] }>('|', {
    one: optional(word),
    many: listOf(word, ','),
  })
  expect(codec.write({ many: [] })).toBe('|')
  expect(codec.read('|')).toEqual({ many: [] })
  expect(codec.read('a|b,c')).toEqual({ one: 'a', many: ['b', 'c'] })
})
