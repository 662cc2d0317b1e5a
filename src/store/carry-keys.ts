/**
 * Carry keys: random, shared by all processes through the store (on one host also without it), kept
 * in memory while the store is down, and discarded after five hours. Providers keep addresses for
 * weeks; after that time nobody can open them.
 */
import { createSecretKey, randomBytes } from 'node:crypto'
import { type CarryKey, type CarryRing, ID_LENGTH } from './carry.ts'
import { type Codec, listOf, row, whole, word } from './codec.ts'
import { type RecordDefinition, records } from './record.ts'
import type { Vault } from './vault.ts'

/**
 * How long a key is used for sealing; what it seals last may live for another 4 hours and 5
 * minutes.
 */
const SEALS_S = 45 * 60
/**
 * How long before that the next key is made, and how long others have to learn it before it is
 * used.
 */
const AHEAD_S = 5 * 60
const HEARD_S = 60
const KEPT_S = 5 * 3600
/** A key from further in the future comes from a clock that has been set since. */
const UNSURE_S = 10 * 60
/** Most keys of all processes together; beyond that the oldest are dropped. */
const MOST = 64

/** `born` is in seconds since 1970; `secret` is base64url. */
export type SharedKey = { readonly id: string; readonly secret: string; readonly born: number }

const key: Codec<SharedKey> = row<SharedKey>(' ', { id: word, secret: word, born: whole })

const definition: RecordDefinition<readonly SharedKey[]> = {
  name: 'carry',
  version: 1,
  codec: listOf(key, ';'),
  ttl: KEPT_S,
  newest: (one, other) => united(one, other),
}

/**
 * `age` is its age in seconds when learnt, at `since` on the monotonic clock, so that clock steps
 * do not change it.
 */
type KnownKey = SharedKey & CarryKey & { shared: boolean; age: number; since: number }

export type CarryKeys = CarryRing & {
  /** Learns keys that arrived by another way than the store. */
  learn(keys: readonly SharedKey[]): void
}

/** `now` is the wall clock in milliseconds, `ticks` a monotonic one. */
export type KeyClocks = { now: () => number; ticks: () => number }

/** `onNew` receives a newly created key that nobody else knows yet. */
export function createCarryKeys(
  vault: Vault,
  clocks: KeyClocks,
  onNew: (key: SharedKey) => void = () => {},
): CarryKeys {
  const kept = records(vault, definition)
  const known = knownKeys(clocks)
  const { seconds } = known
  /** The sealing key, and the second for which it was chosen. */
  let chosen: { key: KnownKey; at: number } | undefined
  /** Whether this process has written them; it may know secrets that others did not. */
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
        // a process without keys adopts the others', so that there are not as many keys as
        // processes
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

/** The keys that this process knows, and their ages. */
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
    const prefix = Buffer.from(key.id, 'base64url')
    const since = passed()
    const added = there ?? { ...key, key: imported(), prefix, nonces, shared, age, since }
    known.set(key.id, added)
    return added
  }

  /**
   * A key as others should see it: born by a clock that has been set since, it would look expired
   * or from the future.
   */
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
    /** The youngest key that may seal; keys known to others come first. */
    youngest(): KnownKey | undefined {
      const rank = (key: KnownKey) => (key.shared ? (ageOf(key) >= HEARD_S ? 2 : 1) : 0)
      return Array.from(known.values())
        .filter((key) => ageOf(key) < SEALS_S)
        .toSorted((one, other) => rank(other) - rank(one) || ageOf(one) - ageOf(other))[0]
    },
    /** All keys that have not expired, plus a new one if the others are about to stop sealing. */
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

/** The union of both lists, the first taking precedence, oldest first. */
function united(one: readonly SharedKey[], other: readonly SharedKey[]): readonly SharedKey[] {
  const ids = new Set(one.map(({ id }) => id))
  const all = [...one, ...other.filter(({ id }) => !ids.has(id))]
  return all.toSorted((a, b) => a.born - b.born).slice(-MOST)
}

function newKey(born: number): SharedKey {
  const id = randomBytes(ID_LENGTH).toString('base64url').slice(0, ID_LENGTH)
  return { id, secret: randomBytes(32).toString('base64url'), born }
}
