/**
 * The vault: hides names and values from the store. A key is an HMAC of the name, a value is sealed
 * under its key; without SESSION_SECRET a dump of the store reveals nothing about anybody.
 */
import { createHmac, createSecretKey, hkdfSync } from 'node:crypto'
import { NONCE, type SealingKey, seal, unseal } from './seal.ts'
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

/** How values are sealed. `owner` is the key in the store. */
export type Sealer = {
  /** Number of first bytes that no two texts share. */
  begins: number
  seal(owner: string, text: string): Buffer
  /** Undefined if the value is not ours or was changed; it then counts as nothing. */
  open(owner: string, sealed: Buffer): string | undefined
  /** Whether it can be opened here, or its key has to be learnt first. */
  isKeyKnown(sealed: Buffer): boolean
  /** Whether others can learn the key that it was sealed with. */
  isKeyShared(sealed: Buffer): boolean
  /** Learns other processes' keys, and lets them learn ours. Throws StoreError. */
  exchangeKeys(): Promise<void>
}

export type Vault = {
  keysOf(name: string): Keys
  read(name: string | Keys): Promise<Found>
  /**
   * The slot, supposing that it holds these bytes (undefined: nothing), to be written against
   * without reading. Undefined if there are several secrets, since the newest value must then be
   * looked for.
   */
  supposed(keys: Keys, sealed: Buffer | undefined): Slot | undefined
  /** Seals a text for this slot. */
  seal(slot: Pick<Slot, 'keys'>, text: string): Buffer
  /** Writes over the slot unless somebody else wrote meanwhile; then returns the current slot. */
  write(slot: Slot, sealed: Buffer, ttl: number, life?: Life): Promise<Found | undefined>
  /** Writes the same under the other secrets, over whatever is there. */
  cover(slot: Slot, text: string, ttl: number): Promise<void>
  /** The same vault, with values sealed in another way. It still reads what this one wrote. */
  sealedBy(sealer: Sealer): Vault
}

/** Attempts at overwriting a value under another secret while others write it. */
const TRIES = 4

/**
 * `secrets`: the first names and seals; the others can still be read, so that a secret can be
 * rotated without losing conversations. Reads under all of them share one round trip.
 */
export function createVault(store: Store, secrets: readonly [string, ...string[]]): Vault {
  return vaultOf(store, secrets.map(ring) as [Ring, ...Ring[]])
}

function vaultOf(store: Store, rings: readonly [Ring, ...Ring[]], sealer?: Sealer): Vault {
  const [current, ...older] = rings
  const keysOf = (name: string) => rings.map(({ key }) => key(name)) as [string, ...string[]]
  const sealed = (by: Ring, key: string, text: string) => (sealer ?? by).seal(key, text)
  const opened = (by: Ring, key: string, value: Buffer) =>
    sealer?.open(key, value) ?? by.open(key, value)

  async function learnFor(values: readonly (Buffer | undefined)[]): Promise<void> {
    if (sealer && values.some((value) => value && !sealer.isKeyKnown(value)))
      await sealer.exchangeKeys()
  }

  return {
    keysOf,
    async read(name) {
      const keys = typeof name === 'string' ? keysOf(name) : name
      const values = await Promise.all(keys.map((key) => store.get(key)))
      await learnFor(values)
      const [value, ...rest] = values
      const own = value && opened(current, keys[0], value)
      const others = older.flatMap((each, at) => {
        const [other, key = ''] = [rest[at], keys[at + 1]]
        return (other && opened(each, key, other)) ?? []
      })
      return slotOf(keys, value, own, others)
    },
    supposed(keys, value) {
      if (older.length > 0) return undefined
      const begins = value?.subarray(0, (sealer ?? current).begins)
      return { keys, text: undefined, others: [], sealed: begins && { begins } }
    },
    seal: ({ keys: [key] }, text) => sealed(current, key, text),
    async write({ keys, sealed: expected, others }, value, ttl, life) {
      const [key] = keys
      // whoever finds it must be able to open it: it may say that something was wiped
      if (sealer && !sealer.isKeyShared(value)) await sealer.exchangeKeys()
      const done = await store.exchange(key, expected, value, ttl, life)
      if (done.written) return undefined
      await learnFor([done.current])
      const there = done.current && opened(current, key, done.current)
      return slotOf(keys, done.current, there, others)
    },
    async cover({ keys }, text, ttl) {
      await Promise.all(
        older.map(async (each, at) => {
          const key = keys[at + 1] ?? ''
          for (let tries = 0; tries < TRIES; tries++) {
            const there = await store.get(key)
            const done = await store.exchange(key, there, sealed(each, key, text), ttl)
            if (done.written) return
          }
        }),
      )
    },
    sealedBy: (other) => vaultOf(store, rings, other),
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

/** What one secret is used for. */
type Ring = Pick<Sealer, 'begins' | 'seal' | 'open'> & { key(name: string): string }

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
    begins: NONCE,
    seal: (key, text) => seal(sealing, key, text),
    open: (key, sealed) => unseal(sealing, key, sealed),
  }
}
