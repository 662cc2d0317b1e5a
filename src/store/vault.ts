/**
 * The vault: names and values as the store may see them. A key is a keyed hash of the name, a value
 * is sealed under its key; without SESSION_SECRET a dump of the store says nothing about anyone.
 */
import { createHmac, createSecretKey, hkdfSync } from 'node:crypto'
import { beginningOf, type SealingKey, seal, unseal } from './seal.ts'
import type { Expected, Life, Store } from './store.ts'

/** A name as the store sees it: its key under each secret, the one that writes first. */
export type Keys = readonly [string, ...string[]]

/** What was found under a name, with what is needed to write against it. */
export type Slot = {
  readonly keys: Keys
  readonly text: string | undefined
  /** What else was found, under other secrets. */
  readonly others: readonly string[]
  /** What is to be written over. */
  readonly sealed: Expected
}

/** A slot that was read. */
export type Found = Slot & { readonly sealed: Buffer | undefined }

export type Vault = {
  keysOf(name: string): Keys
  read(name: string | Keys): Promise<Found>
  /**
   * The slot as it is if this is what it holds (undefined: nothing), to be written against without having
   * been read. None under several secrets, since what is newest must be looked for.
   */
  supposed(keys: Keys, text: string | undefined): Slot | undefined
  /** Writes over the slot if nobody wrote meanwhile; else gives the slot as it is now. */
  write(slot: Slot, text: string, ttl: number, life?: Life): Promise<Found | undefined>
  /** Writes the same under the other secrets too, over whatever is there. */
  cover(slot: Slot, text: string, ttl: number): Promise<void>
}

/** How often a value under another secret is tried to be covered that is written at the same time. */
const TRIES = 4

/**
 * `secrets`: the first one names and seals; the others are still read, so that a secret can be
 * rotated without losing a conversation. Reads under all of them share one round trip.
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
  /** How that begins. */
  beginning(key: string, text: string): Buffer
  /** Undefined when the value is not ours or was changed: it counts as nothing. */
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
