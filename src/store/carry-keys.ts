/**
 * The keys of the carry: random, shared by all processes through the store, kept in memory while it is
 * away, and thrown away after five hours. Providers keep addresses for weeks; nobody opens them later.
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
type SharedKey = { readonly id: string; readonly secret: string; readonly born: number }

const key: Codec<SharedKey> = row<SharedKey>(' ', { id: word, secret: word, born: whole })

const definition: RecordDefinition<readonly SharedKey[]> = {
  name: 'carry',
  version: 1,
  codec: listOf(key, ';'),
  ttl: KEPT_S,
  newest: (one, other) => united(one, other),
}

type KnownKey = SharedKey & CarryKey & { shared: boolean }

export type CarryKeys = CarryRing & {
  /** Learns the keys of others, and tells them ours. Throws StoreError. */
  share(): Promise<void>
}

/** `now`: milliseconds since 1970. `onNew` hears that a key was made of which nobody knows yet. */
export function createCarryKeys(
  vault: Vault,
  now: () => number,
  onNew: () => void = () => {},
): CarryKeys {
  const kept = records(vault, definition)
  const known = new Map<string, KnownKey>()
  /** What seals, and the second for which it was chosen. */
  let chosen: { key: KnownKey; at: number } | undefined
  /** Whether they have been written by this process, which may know secrets that others did not. */
  let told = false

  const seconds = () => Math.floor(now() / 1000)

  function sealing(): KnownKey {
    const at = seconds()
    if (chosen?.at !== at) chosen = { key: youngest(at) ?? made(at), at }
    return chosen.key
  }

  function made(at: number): KnownKey {
    onNew()
    return add(newKey(at), false)
  }

  /** The youngest that may seal; one that others have heard of goes first. */
  function youngest(at: number): KnownKey | undefined {
    const rank = ({ shared, born }: KnownKey) => (shared ? (at - born >= HEARD_S ? 2 : 1) : 0)
    return Array.from(known.values())
      .filter(({ born }) => at - born < SEALS_S)
      .toSorted((one, other) => rank(other) - rank(one) || other.born - one.born)[0]
  }

  function add(key: SharedKey, shared: boolean): KnownKey {
    const there = known.get(key.id)
    if (there) there.shared ||= shared
    const imported = () => createSecretKey(Buffer.from(key.secret, 'base64url'))
    const added = there ?? { ...key, key: imported(), shared }
    known.set(key.id, added)
    return added
  }

  /** All that are known; one more when none would be left to seal in some minutes. */
  function ours(at: number): SharedKey[] {
    for (const { id, born } of known.values()) if (!isAlive(born, at)) known.delete(id)
    const lasts = ({ born }: KnownKey) => at - born < SEALS_S - AHEAD_S
    if (!Array.from(known.values()).some(lasts)) add(newKey(at), false)
    return Array.from(known.values(), ({ id, secret, born }) => ({ id, secret, born }))
  }

  return {
    sealing,
    find(id) {
      const found = known.get(id)
      return found && isAlive(found.born, seconds()) ? found : undefined
    },
    async share() {
      const at = seconds()
      const { result } = await kept.update('keys', (found = []) => {
        // whoever has none takes those of others, so that there are not as many keys as processes
        const own = known.size > 0 || found.length === 0 ? ours(at) : []
        const all = united(found, own).filter(({ born }) => isAlive(born, at))
        const isSame = told && all.length === found.length && own.every(({ id }) => has(found, id))
        return { result: all, ...(!isSame && { keep: all, everywhere: true }) }
      })
      for (const key of result) add(key, true)
      told = true
      chosen = undefined
    },
  }
}

function isAlive(born: number, at: number): boolean {
  return at - born < KEPT_S && born - at < UNSURE_S
}

function has(keys: readonly SharedKey[], id: string): boolean {
  return keys.some((key) => key.id === id)
}

/** All of both, the oldest first. */
function united(one: readonly SharedKey[], other: readonly SharedKey[]): readonly SharedKey[] {
  const all = [...one, ...other.filter(({ id }) => !has(one, id))]
  return all.toSorted((a, b) => a.born - b.born).slice(-MOST)
}

function newKey(born: number): SharedKey {
  const id = randomBytes(ID_LENGTH).toString('base64url').slice(0, ID_LENGTH)
  return { id, secret: randomBytes(32).toString('base64url'), born }
}
