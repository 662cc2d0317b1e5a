/**
 * The vault: names and values as the store may see them. A key is a keyed hash of the name, a value
 * is sealed under its key; without SESSION_SECRET a dump of the store says nothing about anyone.
 */
import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  randomFillSync,
} from 'node:crypto'
import type { Life, Store } from './store.ts'

/** What was found under a name, with what is needed to write against it. */
export type Slot = {
  readonly name: string
  /** Its key under the secret that writes. */
  readonly key: string
  readonly text: string | undefined
  readonly sealed: Buffer | undefined
}

export type Vault = {
  read(name: string): Promise<Slot>
  /** Writes over the slot if nobody wrote meanwhile; else gives the slot as it is now. */
  write(slot: Slot, text: string, ttl: number, life?: Life): Promise<Slot | undefined>
}

const NONCE = 12
const TAG = 16

/**
 * `secrets`: the first one names and seals; the others are still read, so that a secret can be
 * rotated without losing a conversation. Reads under all of them share one round trip.
 */
export function createVault(store: Store, secrets: readonly [string, ...string[]]): Vault {
  const [current, ...older] = secrets.map(ring) as [Ring, ...Ring[]]
  return {
    async read(name) {
      const [slot, ...others] = await Promise.all(
        [current, ...older].map((keys) => readUnder(keys, name)),
      )
      const text = slot?.text ?? others.find((other) => other.text !== undefined)?.text
      return { name, key: slot?.key ?? current.key(name), text, sealed: slot?.sealed }
    },
    async write({ name, key, sealed }, text, ttl, life) {
      const done = await store.exchange(key, sealed, current.seal(key, text), ttl, life)
      if (done.written) return undefined
      const there = done.current && current.open(key, done.current)
      return { name, key, sealed: done.current, text: there }
    },
  }

  async function readUnder(keys: Ring, name: string) {
    const key = keys.key(name)
    const sealed = await store.get(key)
    return { key, sealed, text: sealed && keys.open(key, sealed) }
  }
}

/** Random bytes are dear one by one: they are drawn for some hundred nonces at a time. */
const pool = Buffer.alloc(NONCE * 512)
let drawn = pool.length

function nextNonce(): Buffer {
  if (drawn === pool.length) {
    randomFillSync(pool)
    drawn = 0
  }
  drawn += NONCE
  return pool.subarray(drawn - NONCE, drawn)
}

type Ring = {
  key(name: string): string
  seal(key: string, text: string): Buffer
  /** Undefined when the value is not ours or was changed: it counts as nothing. */
  open(key: string, sealed: Buffer): string | undefined
}

function ring(secret: string): Ring {
  const derive = (use: string) =>
    createSecretKey(Buffer.from(hkdfSync('sha256', secret, '', use, 32)))
  const naming = derive('harborline store key')
  const sealing = derive('harborline store value')
  return {
    key: (name) =>
      `h1:${createHmac('sha256', naming).update(name).digest('base64url').slice(0, 22)}`,
    seal(key, text) {
      const nonce = nextNonce()
      const cipher = createCipheriv('aes-256-gcm', sealing, nonce).setAAD(Buffer.from(key))
      const body = cipher.update(text, 'utf8')
      return Buffer.concat([nonce, body, cipher.final(), cipher.getAuthTag()])
    },
    open(key, sealed) {
      if (sealed.length < NONCE + TAG) return undefined
      const decipher = createDecipheriv('aes-256-gcm', sealing, sealed.subarray(0, NONCE))
        .setAAD(Buffer.from(key))
        .setAuthTag(sealed.subarray(-TAG))
      try {
        return (
          decipher.update(sealed.subarray(NONCE, -TAG)).toString('utf8') + decipher.final('utf8')
        )
      } catch {
        return undefined
      }
    },
  }
}
