/**
 * The vault: hides names and values from the store. A key is an HMAC of the name, a value is sealed
 * under its key; without SESSION_SECRET a dump of the store reveals nothing about anybody.
 */
import { createHmac, createSecretKey, hkdfSync } from 'node:crypto'
import { beginningOf, type SealingKey, seal, unseal } from './seal.ts'
import type { Expected, Life, Store } from './store.ts'

/** A name's keys in the store, one per secret, the current one first. */
export type Keys = readonly [string, ...string[]]

/** What was found under a name, and what is needed to write against it. */
export type Slot = {
  readonly keys: Keys
  readonly text: string | undefined
  /** Further texts found under other secrets. */
  readonly others: readonly string[]
  /** The stored value to be replaced. */
  readonly sealed: Expected
}

/** A slot that was read. */
export type Found = Slot & { readonly sealed: Buffer | undefined }

export type Vault = {
  keysOf(name: string): Keys
  read(name: string | Keys): Promise<Found>
  /**
   * The slot, supposing that it holds this text (undefined: nothing), to be written against without
   * reading. Undefined if there are several secrets, since the newest value must then be looked
   * for.
   */
  supposed(keys: Keys, text: string | undefined): Slot | undefined
  /** Writes over the slot unless somebody else wrote meanwhile; then returns the current slot. */
  write(slot: Slot, text: string, ttl: number, life?: Life): Promise<Found | undefined>
  /** Writes the same under the other secrets, over whatever is there. */
  cover(slot: Slot, text: string, ttl: number): Promise<void>
}

/** Attempts at overwriting a value under another secret while others write it. */
const TRIES = 4

/**
 * `secrets`: the first names and seals; the others can still be read, so that a secret can be
 * rotated without losing conversations. Reads under all of them share one round trip.
 */
export function createVault(store: Store, secrets: readonly [string, ...string[]]): Vault {
  const rings = secrets.map(ring) as [Ring, ...Ring[]]
  const [current, ...older] = rings

  const keysOf = (name: string) => rings.map(({ key }) => key(name)) as [string, ...string[]]

  return {
    keysOf,
    async read(name) {
      const keys = typeof name === 'string' ? keysOf(name) : name
      const [sealed, ...rest] = await Promise.all(keys.map((key) => store.get(key)))
      const own = sealed && current.open(keys[0], sealed)
      const others = older.flatMap((each, at) => {
        const [value, key = ''] = [rest[at], keys[at + 1]]
        return (value && each.open(key, value)) ?? []
      })
      return slotOf(keys, sealed, own, others)
    },
    supposed(keys, text) {
      if (older.length > 0) return undefined
      return {
        keys,
        text,
        others: [],
        sealed: text === undefined ? undefined : { begins: current.beginning(keys[0], text) },
      }
    },
    async write({ keys, sealed, others }, text, ttl, life) {
      const [key] = keys
      const done = await store.exchange(key, sealed, current.seal(key, text), ttl, life)
      if (done.written) return undefined
      const there = done.current && current.open(key, done.current)
      return slotOf(keys, done.current, there, others)
    },
    async cover({ keys }, text, ttl) {
      await Promise.all(
        older.map(async (each, at) => {
          const key = keys[at + 1] ?? ''
          for (let tries = 0; tries < TRIES; tries++) {
            const there = await store.get(key)
            const done = await store.exchange(key, there, each.seal(key, text), ttl)
            if (done.written) return
          }
        }),
      )
    },
  }
}

function slotOf(
  keys: Keys,
  sealed: Buffer | undefined,
  own: string | undefined,
  others: readonly string[],
): Found {
  if (own !== undefined) return { keys, sealed, text: own, others }
  const [text, ...rest] = others
  return { keys, sealed, text, others: rest }
}

type Ring = {
  key(name: string): string
  seal(key: string, text: string): Buffer
  /** The first bytes of the sealed value. */
  beginning(key: string, text: string): Buffer
  /** Undefined if the value is not ours or was changed; it then counts as nothing. */
  open(key: string, sealed: Buffer): string | undefined
}

function ring(secret: string): Ring {
  const derived = (use: string) => Buffer.from(hkdfSync('sha256', secret, '', use, 32))
  const naming = createSecretKey(derived('harborline store key'))
  const sealing: SealingKey = {
    key: createSecretKey(derived('harborline store value')),
    nonces: derived('harborline store nonce').toString('base64url'),
  }
  return {
    key: (name) =>
      `h1:${createHmac('sha256', naming).update(name).digest('base64url').slice(0, 22)}`,
    seal: (key, text) => seal(sealing, key, text),
    beginning: (key, text) => beginningOf(sealing, key, text),
    open: (key, sealed) => unseal(sealing, key, sealed),
  }
}
