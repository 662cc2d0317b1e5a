/** The conformance suite that every store must pass. */
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Store } from '../../src/store/store.ts'
import { walk } from '../walk.ts'
import type { Made, MakeStore } from './stores.ts'

const KEY = 'a key'
const TTL = 900
const one = Buffer.from('one')
const two = Buffer.from('two')
const three = Buffer.from('three')

export function storeConformance(name: string, makeStore: MakeStore): void {
  describe(`${name}, as every store`, () => {
    let made: Made
    let store: Store
    beforeEach(async () => {
      made = await makeStore()
      store = made.store
    })
    afterEach(() => made.close())

    /** Stores a value, whatever was there. */
    async function put(key: string, value: Buffer, ttl = TTL) {
      expect(await store.exchange(key, await store.get(key), value, ttl)).toEqual({ written: true })
    }

    test('a key that was never written holds nothing', async () => {
      expect(await store.get(KEY)).toBeUndefined()
    })

    test('what was written is read', async () => {
      await put(KEY, one)
      expect(await store.get(KEY)).toEqual(one)
    })

    test('a value is written over the one that was expected', async () => {
      await put(KEY, one)
      expect(await store.exchange(KEY, one, two, TTL)).toEqual({ written: true })
      expect(await store.get(KEY)).toEqual(two)
    })

    test('a value is not written over another than the expected one, which is given back', async () => {
      await put(KEY, one)
      expect(await store.exchange(KEY, two, three, TTL)).toEqual({ written: false, current: one })
      expect(await store.get(KEY)).toEqual(one)
    })

    test('nothing is claimed once: the second claim gets what the first one wrote', async () => {
      expect(await store.exchange(KEY, undefined, one, TTL)).toEqual({ written: true })
      expect(await store.exchange(KEY, undefined, two, TTL)).toEqual({
        written: false,
        current: one,
      })
      expect(await store.get(KEY)).toEqual(one)
    })

    test('a value expected where nothing is loses against nothing', async () => {
      expect(await store.exchange(KEY, one, two, TTL)).toEqual({
        written: false,
        current: undefined,
      })
      expect(await store.get(KEY)).toBeUndefined()
    })

    test('the same value may be written again', async () => {
      await put(KEY, one)
      expect(await store.exchange(KEY, one, one, TTL)).toEqual({ written: true })
      expect(await store.get(KEY)).toEqual(one)
    })

    test('what was deleted is gone and can be claimed again', async () => {
      await put(KEY, one)
      await store.delete(KEY)
      expect(await store.get(KEY)).toBeUndefined()
      expect(await store.exchange(KEY, undefined, two, TTL)).toEqual({ written: true })
      expect(await store.get(KEY)).toEqual(two)
    })

    test('deleting nothing is no fault', async () => {
      await expect(store.delete(KEY)).resolves.toBeUndefined()
    })

    test('keys have nothing to do with each other, however odd they are', async () => {
      const keys = [
        '__proto__',
        'constructor',
        'toString',
        '',
        ' ',
        'a\r\nb',
        'á',
        'A',
        '{a}b',
        '1',
      ]
      for (const key of keys) await put(key, Buffer.from(`of ${key}`))
      await store.delete('A')
      const left = await Promise.all(keys.map((key) => store.get(key)))
      expect(left.map(String)).toEqual(keys.map((key) => (key === 'A' ? 'undefined' : `of ${key}`)))
    })

    test('values are bytes, not text', async () => {
      const every = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte))
      const values = [
        every,
        Buffer.from([0x00]),
        Buffer.from([0xff]),
        Buffer.from([0xc3, 0x28]),
        Buffer.from([0xed, 0xa0, 0x80]),
        Buffer.from('1'),
        Buffer.from('\r\n$-1\r\n'),
        Buffer.alloc(20_000, 0xfe),
      ]
      for (const [at, value] of values.entries()) {
        await put(KEY, value)
        expect(await store.get(KEY), `value ${at}`).toEqual(value)
        expect(await store.exchange(KEY, undefined, one, TTL)).toEqual({
          written: false,
          current: value,
        })
      }
    })

    test('values that differ only where text would not are different', async () => {
      await put(KEY, Buffer.from([0xff]))
      const other = Buffer.from([0xfe])
      expect(await store.exchange(KEY, other, one, TTL)).toMatchObject({ written: false })
      const longer = Buffer.from([0xff, 0x00])
      expect(await store.exchange(KEY, longer, one, TTL)).toMatchObject({ written: false })
    })

    test('a value is written over one that begins as expected, and over no other', async () => {
      const begun = Buffer.from([0xff, 0x00, 0x0d, 0x0a])
      const value = Buffer.concat([begun, Buffer.from([0x80, 0xfe])])
      await put(KEY, value)
      const other = Buffer.from([0xff, 0x00, 0x0d, 0x0b])
      const longer = Buffer.concat([value, one])
      for (const begins of [other, longer])
        expect(await store.exchange(KEY, { begins }, two, TTL)).toEqual({
          written: false,
          current: value,
        })
      // an expected value given as a buffer must match completely
      expect(await store.exchange(KEY, begun, two, TTL)).toMatchObject({ written: false })
      expect(await store.exchange(KEY, { begins: begun }, two, TTL)).toEqual({ written: true })
      expect(await store.get(KEY)).toEqual(two)
    })

    test('nothing begins like no value', async () => {
      expect(await store.exchange(KEY, { begins: one }, two, TTL)).toEqual({
        written: false,
        current: undefined,
      })
      expect(await store.get(KEY)).toBeUndefined()
    })

    test('an empty value is a value, not nothing', async () => {
      const empty = Buffer.alloc(0)
      expect(await store.exchange(KEY, empty, one, TTL)).toEqual({
        written: false,
        current: undefined,
      })
      expect(await store.exchange(KEY, undefined, empty, TTL)).toEqual({ written: true })
      expect(await store.get(KEY)).toEqual(empty)
      expect(await store.exchange(KEY, undefined, one, TTL)).toEqual({
        written: false,
        current: empty,
      })
      expect(await store.exchange(KEY, empty, one, TTL)).toEqual({ written: true })
      expect(await store.get(KEY)).toEqual(one)
    })

    test('a value lives as long as it was told, and no longer', async () => {
      await put(KEY, one, 900)
      await made.advance(800)
      expect(await store.get(KEY)).toEqual(one)
      await made.advance(101)
      expect(await store.get(KEY)).toBeUndefined()
    })

    test('an expired value is nothing to expect, and can be claimed over', async () => {
      await put(KEY, one, 900)
      await made.advance(901)
      expect(await store.exchange(KEY, one, two, TTL)).toEqual({
        written: false,
        current: undefined,
      })
      expect(await store.exchange(KEY, undefined, two, TTL)).toEqual({ written: true })
    })

    test('time is counted from each write, and by its own measure', async () => {
      await put(KEY, one, 900)
      await made.advance(800)
      await put(KEY, two, 900)
      await made.advance(800)
      expect(await store.get(KEY)).toEqual(two)
      await put(KEY, three, 100)
      await made.advance(101)
      expect(await store.get(KEY)).toBeUndefined()
    })

    test('neither a read nor a lost exchange prolongs a life', async () => {
      await put(KEY, one, 900)
      await made.advance(800)
      await store.get(KEY)
      await store.exchange(KEY, two, three, 900)
      await made.advance(101)
      expect(await store.get(KEY)).toBeUndefined()
    })

    test('a value may end when the one before it would have', async () => {
      await put(KEY, one, 900)
      await made.advance(800)
      expect(await store.exchange(KEY, one, two, 900, 'left')).toEqual({ written: true })
      expect(await store.exchange(KEY, one, three, 900, 'left')).toMatchObject({ written: false })
      expect(await store.get(KEY)).toEqual(two)
      await made.advance(101)
      expect(await store.get(KEY)).toBeUndefined()
    })

    test('over nothing it has the time that it was told', async () => {
      expect(await store.exchange(KEY, undefined, one, 900, 'left')).toEqual({ written: true })
      await made.advance(800)
      expect(await store.get(KEY)).toEqual(one)
      await made.advance(101)
      expect(await store.get(KEY)).toBeUndefined()
    })

    test('of 200 claims at once one wins, and all others see its value', async () => {
      await expectOneWinner(undefined)
    })

    test('of 200 writers that expect the same one wins, and all others see its value', async () => {
      await put(KEY, one)
      await expectOneWinner(one)
    })

    async function expectOneWinner(expected: Buffer | undefined) {
      const values = Array.from({ length: 200 }, (_, writer) => Buffer.from(`writer ${writer}`))
      const results = await Promise.all(
        values.map((value) => store.exchange(KEY, expected, value, TTL)),
      )
      const winners = values.filter((_, writer) => results[writer]?.written)
      expect(winners).toHaveLength(1)
      const [winner] = winners
      expect(await store.get(KEY)).toEqual(winner)
      const lost = results.filter((result) => !result.written)
      expect(lost).toEqual(Array(199).fill({ written: false, current: winner }))
    }

    test('changing a buffer that was passed in changes nothing that is stored', async () => {
      const value = Buffer.from('one')
      await put(KEY, value)
      value.fill('x')
      expect(await store.get(KEY)).toEqual(one)
    })

    test('changing a buffer that was read changes nothing that is stored', async () => {
      await put(KEY, one)
      const read = await store.get(KEY)
      read?.fill('x')
      expect(await store.get(KEY)).toEqual(one)
    })

    test('changing a buffer that a lost exchange gave changes nothing that is stored', async () => {
      await put(KEY, one)
      const lost = await store.exchange(KEY, undefined, two, TTL)
      if (!lost.written) lost.current?.fill('x')
      expect(await store.get(KEY)).toEqual(one)
    })

    test('a store that answers is up', async () => {
      expect(await store.health()).toBe('up')
    })

    test('it does what a plain map with a clock does, whatever the order', {
      tags: ['walk'],
    }, async () => {
      let runs = 0
      await fc.assert(
        fc.asyncProperty(fc.commands(commands, { maxCommands: 40 }), async (all) => {
          const run = `${runs++}`
          await fc.asyncModelRun(
            () => ({
              model: { now: 0, entries: new Map(), before: new Map() },
              real: { made, run },
            }),
            all,
          )
        }),
        walk(`${name} against a map`, 150),
      )
    })
  })
}

// ---- the store against a model

type Model = {
  now: number
  entries: Map<string, { value: Buffer; expires: number }>
  /** Each key's value before its last write. */
  before: Map<string, Buffer>
}
type Real = { made: Made; run: string }
type Command = fc.AsyncCommand<Model, Real>

function held({ entries, now }: Model, key: string): Buffer | undefined {
  const entry = entries.get(key)
  return entry && entry.expires > now ? entry.value : undefined
}

const key = fc.constantFrom('a', 'b', 'c')
const value = fc.constantFrom('', '00', 'ff', 'ff00').map((hex) => Buffer.from(hex, 'hex'))
/** Values expire half way between two moments of the clock, so that real seconds do not matter. */
const ttl = fc.constantFrom(150, 250, 450)
const pause = fc.constantFrom(100, 200, 300)

const get = (key: string): Command => ({
  check: () => true,
  toString: () => `get ${key}`,
  async run(model, { made, run }) {
    expect(await made.store.get(run + key)).toEqual(held(model, key))
  },
})

type Expectation = 'right' | 'stale' | 'absent'

const exchange = (key: string, kind: Expectation, value: Buffer, ttl: number): Command => ({
  check: () => true,
  toString: () => `exchange ${key} (${kind}) ${value.toString('hex')} for ${ttl}`,
  async run(model, { made, run }) {
    const current = held(model, key)
    const stale = model.before.get(key) ?? Buffer.from('never there')
    const expected = { right: current, stale, absent: undefined }[kind]
    const result = await made.store.exchange(run + key, expected, value, ttl)
    const same = current && expected ? current.equals(expected) : current === expected
    expect(result).toEqual(same ? { written: true } : { written: false, current })
    if (!same) return
    if (current) model.before.set(key, current)
    model.entries.set(key, { value, expires: model.now + ttl })
  },
})

const remove = (key: string): Command => ({
  check: () => true,
  toString: () => `delete ${key}`,
  async run(model, { made, run }) {
    await made.store.delete(run + key)
    model.entries.delete(key)
  },
})

const advance = (seconds: number): Command => ({
  check: () => true,
  toString: () => `advance ${seconds}`,
  async run(model, { made }) {
    await made.advance(seconds)
    model.now += seconds
  },
})

const commands = [
  key.map(get),
  fc
    .tuple(key, fc.constantFrom<Expectation>('right', 'stale', 'absent'), value, ttl)
    .map((args) => exchange(...args)),
  key.map(remove),
  pause.map(advance),
]
