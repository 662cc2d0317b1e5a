/** The carry and its keys: what rides with the provider is opened by nobody else, and not for long. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type CarryRing, carrySealer, sealedIn, tokenOf } from '../../src/store/carry.ts'
import { createCarryKeys, type SharedKey } from '../../src/store/carry-keys.ts'
import { memoryStore } from '../../src/store/memory.ts'
import { type Store, StoreError } from '../../src/store/store.ts'
import { createVault } from '../../src/store/vault.ts'
import { anyCharacters } from '../any-characters.ts'
import { formsOf, hunt } from '../leak/hunt.ts'
import { walk } from '../walk.ts'

const SECRET = 'a session secret of more than 32 characters'
const NEXT = 'the second secret of more than 32 characters'
const WHO = 'sms +14155550123 +15105550100'
const MINUTE = 60_000
const HOUR = 60 * MINUTE

function clock(start = Date.UTC(2026, 10, 26)) {
  let at = start
  return {
    now: () => at,
    pass(ms: number) {
      at += ms
    },
  }
}

const LINE = '+15105550100'

/** What travels of a text of somebody. */
const sealCarry = (ring: CarryRing, who: string, text: string) =>
  tokenOf(carrySealer(ring, LINE).seal(who, text))

function openCarry(ring: CarryRing, who: string, token: string, line = LINE) {
  const sealed = sealedIn(token)
  return sealed && carrySealer(ring, line).open(who, sealed)
}

type Secrets = [string, ...string[]]

function keysOf(store: Store, now: () => number, secrets: Secrets = [SECRET]) {
  return createCarryKeys(createVault(store, secrets), { now, ticks: now })
}

function away(store: Store) {
  let there = true
  const unlessAway = () => {
    if (!there) throw new StoreError('timeout')
  }
  return {
    go() {
      there = false
    },
    back() {
      there = true
    },
    store: {
      ...store,
      async get(key) {
        unlessAway()
        return store.get(key)
      },
      async exchange(...change) {
        unlessAway()
        return store.exchange(...change)
      },
    } satisfies Store,
  }
}

describe('a carry', () => {
  const ring = keysOf(memoryStore(), clock().now)
  const text = anyCharacters({ maxLength: 300 })

  test('of any text comes back as it was, to whom it belongs alone', { tags: ['walk'] }, () => {
    fc.assert(
      fc.property(text, fc.string(), fc.string(), (written, who, other) => {
        const token = sealCarry(ring, who, written) ?? ''
        // an address and a cookie take it as it is
        expect(token).toMatch(/^[\w-]+$/)
        expect(openCarry(ring, who, token)).toBe(written)
        if (other !== who) expect(openCarry(ring, other, token)).toBeUndefined()
      }),
      walk('carries', 400),
    )
  })

  test('with any letter changed, cut or added is refused', () => {
    const token = sealCarry(ring, WHO, '3 home en 0 0    ||') ?? ''
    const last = token.length - 1
    for (let at = 0; at < last; at++) {
      const letter = token[at] === 'A' ? 'B' : 'A'
      const changed = token.slice(0, at) + letter + token.slice(at + 1)
      expect(openCarry(ring, WHO, changed), `${at}`).toBeUndefined()
      expect(openCarry(ring, WHO, token.slice(0, at))).toBeUndefined()
    }
    expect(openCarry(ring, WHO, `${token}AAAA`)).toBeUndefined()
  })

  test('whatever comes in its place is refused, and nothing breaks', { tags: ['walk'] }, () => {
    fc.assert(
      fc.property(anyCharacters({ maxLength: 4_000 }), (noise) => {
        expect(openCarry(ring, WHO, noise)).toBeUndefined()
      }),
      walk('no carries', 400),
    )
  })

  test('too long for an address is neither written nor read', () => {
    expect(sealCarry(ring, WHO, 'x'.repeat(1_100))).toBeUndefined()
    const token = sealCarry(ring, WHO, 'x'.repeat(1_000)) ?? ''
    expect(token.length).toBeLessThanOrEqual(1_500)
    expect(openCarry(ring, WHO, token + 'A'.repeat(1_500))).toBeUndefined()
  })

  test('shows nothing of whom it belongs to, nor of what is in it', () => {
    const tokens = Array.from(
      { length: 50 },
      (_, serial) => sealCarry(ring, WHO, `home signs en ${serial}`) ?? '',
    )
    const needles = ['4155550123', '5105550100', 'home signs en', SECRET].flatMap(formsOf)
    expect(hunt(needles, tokens.join('\n'))).toEqual([])
    // each has a nonce of its own, and two that differ in one letter have nothing in common
    expect(new Set(tokens.map((token) => token.slice(4, 20))).size).toBe(50)
  })

  test('of the same is the same again, of somebody else or under another key it is not', () => {
    const text = 'home signs en'
    const other = keysOf(memoryStore(), clock().now)
    const [token, again] = [sealCarry(ring, WHO, text), sealCarry(ring, WHO, text)]
    expect(again).toBe(token)
    expect(sealCarry(ring, `${WHO}1`, text)?.slice(4, 20)).not.toBe(token?.slice(4, 20))
    expect(sealCarry(other, WHO, text)?.slice(4, 20)).not.toBe(token?.slice(4, 20))
  })
})

describe('the keys', () => {
  test('are the same in all processes that share a store', async () => {
    const [store, { now }] = [memoryStore(), clock()]
    const [one, other] = [keysOf(store, now), keysOf(store, now)]
    await one.share()
    await other.share()
    expect(other.sealing().id).toBe(one.sealing().id)
    expect(openCarry(other, WHO, sealCarry(one, WHO, 'home') ?? '')).toBe('home')
  })

  test('of processes that began while the store was away are known to all once it is back', async () => {
    const [{ store, go, back }, { now, pass }] = [away(memoryStore()), clock()]
    go()
    const all = [keysOf(store, now), keysOf(store, now), keysOf(store, now)]
    const tokens = all.map((keys) => sealCarry(keys, WHO, 'home') ?? '')
    for (const keys of all) await expect(keys.share()).rejects.toThrow(StoreError)
    back()
    pass(1_000)
    for (const keys of [...all, ...all]) await keys.share()
    for (const keys of all)
      expect(tokens.map((token) => openCarry(keys, WHO, token))).toEqual(['home', 'home', 'home'])
  })

  test('go on while the store is away', async () => {
    const [{ store, go }, { now, pass }] = [away(memoryStore()), clock()]
    const keys = keysOf(store, now)
    await keys.share()
    go()
    for (let hour = 0; hour < 12; hour++) {
      const token = sealCarry(keys, WHO, 'home') ?? ''
      pass(HOUR)
      await keys.share().catch(() => {})
      expect(openCarry(keys, WHO, token)).toBe('home')
    }
  })

  test('change within the hour, and others know the next one before it seals', async () => {
    const [store, { now, pass }] = [memoryStore(), clock()]
    const [one, other] = [keysOf(store, now), keysOf(store, now)]
    const used = new Set<string>()
    for (let minute = 0; minute < 5 * 60; minute++) {
      await one.share()
      const token = sealCarry(one, WHO, 'home') ?? ''
      used.add(token.slice(0, 4))
      expect(openCarry(other, WHO, token) ?? (minute === 0 ? 'home' : undefined)).toBe('home')
      await other.share()
      pass(MINUTE)
    }
    expect(used.size).toBeGreaterThanOrEqual(5)
  })

  test('are thrown away after five hours, in the store and in memory', async () => {
    const [store, { now, pass }] = [memoryStore({ now: () => 0 }), clock()]
    const keys = keysOf(store, now)
    await keys.share()
    const token = sealCarry(keys, WHO, 'home') ?? ''
    // the longest that what a key seals has to live: a call
    pass(4 * HOUR + 5 * MINUTE)
    await keys.share()
    expect(openCarry(keys, WHO, token)).toBe('home')
    pass(55 * MINUTE)
    expect(openCarry(keys, WHO, token)).toBeUndefined()
    await keys.share()
    // with the session secret and all that is left in the store
    const later = keysOf(store, now)
    await later.share()
    expect(openCarry(later, WHO, token)).toBeUndefined()
  })

  test('what they seal in their last minute can be opened for as long as a call lasts', async () => {
    const [store, { now, pass }] = [memoryStore(), clock()]
    const keys = keysOf(store, now)
    await keys.share()
    for (let minute = 0; minute < 120; minute++) {
      const token = sealCarry(keys, WHO, 'home') ?? ''
      pass(4 * HOUR + 5 * MINUTE)
      expect(openCarry(keys, WHO, token)).toBe('home')
      pass(-(4 * HOUR + 4 * MINUTE))
      await keys.share()
    }
  })

  test.each([-HOUR, 24 * HOUR])('outlive a clock that is set by %i ms', async (step) => {
    const [store, { now, pass }] = [memoryStore({ now: () => 0 }), clock()]
    let set = 0
    const clocks = { now: () => now() + set, ticks: now }
    const [one, other] = [1, 2].map(() => createCarryKeys(createVault(store, [SECRET]), clocks))
    if (!one || !other) throw new Error('there are two')
    await one.share()
    await other.share()
    const token = sealCarry(one, WHO, 'home') ?? ''
    pass(MINUTE)
    set = step
    expect(openCarry(other, WHO, token)).toBe('home')
    expect(one.sealing().id).toBe(token.slice(0, 4))
    await one.share()
    await other.share()
    // a process that comes later goes by the clock as it is now
    const later = createCarryKeys(createVault(store, [SECRET]), clocks)
    await later.share()
    expect(openCarry(later, WHO, token)).toBe('home')
    pass(5 * HOUR)
    for (const keys of [one, other, later]) expect(openCarry(keys, WHO, token)).toBeUndefined()
  })

  test('that a process beside it has told of are known while the store is away, and written once it is back', async () => {
    const [{ store, go, back }, { now }] = [away(memoryStore()), clock()]
    const told: SharedKey[] = []
    const make = (onNew?: (key: SharedKey) => void) =>
      createCarryKeys(createVault(store, [SECRET]), { now, ticks: now }, onNew)
    const [one, other, elsewhere] = [make((key) => told.push(key)), make(), make()]
    go()
    const token = sealCarry(one, WHO, 'home') ?? ''
    other.learn(told)
    expect(openCarry(other, WHO, token)).toBe('home')
    // and seals by it too, so that there are not as many keys as processes
    expect(other.sealing().id).toBe(one.sealing().id)
    expect(openCarry(elsewhere, WHO, token)).toBeUndefined()
    back()
    await other.share()
    await elsewhere.share()
    expect(openCarry(elsewhere, WHO, token)).toBe('home')
  })

  test('stay known while the secret of the sessions is rotated', async () => {
    const [store, { now }] = [memoryStore(), clock()]
    const rollout: Secrets[] = [[SECRET], [SECRET, NEXT], [NEXT, SECRET], [NEXT]]
    const all = rollout.map((secrets) => keysOf(store, now, secrets))
    for (const [at, keys] of all.entries()) {
      await keys.share()
      const before = all[at - 1]
      if (!before) continue
      await before.share()
      expect(openCarry(keys, WHO, sealCarry(before, WHO, 'home') ?? '')).toBe('home')
      expect(openCarry(before, WHO, sealCarry(keys, WHO, 'home') ?? '')).toBe('home')
    }
  })
})
