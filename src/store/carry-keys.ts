/**
 * The keys of the carry: random, shared by all processes through the store (those of one host also
 * without it), kept in memory while it is away, and thrown away after five hours. Providers keep
 * addresses for weeks; nobody opens them later.
 */
import { createSecretKey, randomBytes } from 'node:crypto'
import { type CarryKey, type CarryRing, ID_LENGTH } from './carry.ts'
import { type Codec, listOf, row, whole, word } from './codec.ts'
import { type RecordDefinition, records } from './record.ts'
import type { Vault } from './vault.ts'

/** Seconds that a key seals for: what it seals as its last may live for 4 hours and 5 minutes more. */
const SEALS_S = 45 * 60
/** The next key is made so long before, and others have so long to hear of it before it seals. */
const AHEAD_S = 5 * 60
const HEARD_S = 60
const KEPT_S = 5 * 3600
/** A key from further ahead is of a clock that has been set since. */
const UNSURE_S = 10 * 60
/** Keys of all processes together; beyond them the oldest go. */
const MOST = 64

/** `born`: seconds since 1970. `secret`: base64url. */
export type SharedKey = { readonly id: string; readonly secret: string; readonly born: number }

const key: Codec<SharedKey> = row<SharedKey>(' ', { id: word, secret: word, born: whole })

const definition: RecordDefinition<readonly SharedKey[]> = {
  name: 'carry',
  version: 1,
  codec: listOf(key, ';'),
  ttl: KEPT_S,
  newest: (one, other) => united(one, other),
}

/** `age`: seconds that it had when it was learnt, at `since` of the ticks: no step of the clock changes how old it is. */
type KnownKey = SharedKey & CarryKey & { shared: boolean; age: number; since: number }

export type CarryKeys = CarryRing & {
  /** Learns the keys of others, and tells them ours. Throws StoreError. */
  share(): Promise<void>
  /** Learns keys that others told of by another way than the store. */
  learn(keys: readonly SharedKey[]): void
}

/** `now`: milliseconds since 1970, which may be set; `ticks` only go forward. */
export type KeyClocks = { now: () => number; ticks: () => number }

/** `onNew` hears of a key that was made, and of which nobody knows yet. */
export function createCarryKeys(
  vault: Vault,
  clocks: KeyClocks,
  onNew: (key: SharedKey) => void = () => {},
): CarryKeys {
  const kept = records(vault, definition)
  const known = knownKeys(clocks)
  const { seconds } = known
  /** What seals, and the tick for which it was chosen. */
  let chosen: { key: KnownKey; at: number } | undefined
  /** Whether they have been written by this process, which may know secrets that others did not. */
  let told = false

  function sealing(): KnownKey {
    const at = known.passed()
    if (chosen?.at !== at) chosen = { key: known.youngest() ?? made(), at }
    return chosen.key
  }

  function made(): KnownKey {
    const fresh = newKey(seconds())
    onNew(fresh)
    return known.add(fresh, false)
  }

  return {
    sealing,
    find: known.find,
    learn(keys) {
      for (const key of keys) if (isAlive(key.born, seconds())) known.add(key, false)
      chosen = undefined
    },
    async share() {
      const at = seconds()
      const { result } = await kept.update('keys', (found = []) => {
        // whoever has none takes those of others, so that there are not as many keys as processes
        const own = known.any() || found.length === 0 ? known.all() : []
        const all = united(own, found).filter(({ born }) => isAlive(born, at))
        const isSame = told && all.length === found.length && own.every((key) => has(found, key))
        return { result: all, ...(!isSame && { keep: all, everywhere: true }) }
      })
      for (const key of result) known.add(key, true)
      told = true
      chosen = undefined
    },
  }
}

/** The keys that this process knows, and how old each is. */
function knownKeys({ now, ticks }: KeyClocks) {
  const known = new Map<string, KnownKey>()
  const seconds = () => Math.floor(now() / 1000)
  const passed = () => Math.floor(ticks() / 1000)
  const ageOf = ({ age, since }: KnownKey) => age + passed() - since

  function add(key: SharedKey, shared: boolean): KnownKey {
    const there = known.get(key.id)
    if (there) there.shared ||= shared
    const imported = () => createSecretKey(Buffer.from(key.secret, 'base64url'))
    const age = seconds() - key.born
    const nonces = key.secret
    const added = there ?? { ...key, key: imported(), nonces, shared, age, since: passed() }
    known.set(key.id, added)
    return added
  }

  /** As others should know it: born by the clock of before it was set, they would take it for over, or to come. */
  function asShared(key: KnownKey): SharedKey {
    const { id, secret, born } = key
    const really = seconds() - ageOf(key)
    return { id, secret, born: Math.abs(really - born) > UNSURE_S ? really : born }
  }

  return {
    seconds,
    passed,
    add,
    any: () => known.size > 0,
    find(id: string): KnownKey | undefined {
      const found = known.get(id)
      return found && ageOf(found) < KEPT_S ? found : undefined
    },
    /** The youngest that may seal; one that others have heard of goes first. */
    youngest(): KnownKey | undefined {
      const rank = (key: KnownKey) => (key.shared ? (ageOf(key) >= HEARD_S ? 2 : 1) : 0)
      return Array.from(known.values())
        .filter((key) => ageOf(key) < SEALS_S)
        .toSorted((one, other) => rank(other) - rank(one) || ageOf(one) - ageOf(other))[0]
    },
    /** All that are not over; one more when none would be left to seal in some minutes. */
    all(): SharedKey[] {
      for (const [id, key] of known) if (ageOf(key) >= KEPT_S) known.delete(id)
      const lasts = (key: KnownKey) => ageOf(key) < SEALS_S - AHEAD_S
      if (!Array.from(known.values()).some(lasts)) add(newKey(seconds()), false)
      return Array.from(known.values(), asShared)
    },
  }
}

export function isAlive(born: number, at: number): boolean {
  return at - born < KEPT_S && born - at < UNSURE_S
}

function has(keys: readonly SharedKey[], { id, born }: SharedKey): boolean {
  return keys.some((key) => key.id === id && key.born === born)
}

/** All of both, each as the first has it, the oldest first. */
function united(one: readonly SharedKey[], other: readonly SharedKey[]): readonly SharedKey[] {
  const ids = new Set(one.map(({ id }) => id))
  const all = [...one, ...other.filter(({ id }) => !ids.has(id))]
  return all.toSorted((a, b) => a.born - b.born).slice(-MOST)
}

function newKey(born: number): SharedKey {
  const id = randomBytes(ID_LENGTH).toString('base64url').slice(0, ID_LENGTH)
  return { id, secret: randomBytes(32).toString('base64url'), born }
}
