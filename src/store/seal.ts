/** Seals: a text that only the holder of a key can read, bound to what it belongs to (AES-256-GCM). */
import { createCipheriv, createDecipheriv, type KeyObject, randomFillSync } from 'node:crypto'

const TAG = 16

/** Bytes that no other text may be sealed with under the same key. */
export const NONCE = 12

/** `bound`: what it belongs to; it is opened with the same alone, and not in it. */
export function seal(key: KeyObject, bound: string, text: string, nonce = nextNonce()): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(bound))
  const body = cipher.update(text, 'utf8')
  return Buffer.concat([nonce, body, cipher.final(), cipher.getAuthTag()])
}

/** Undefined when it was sealed by another key, belongs to something else, or was changed. */
export function unseal(key: KeyObject, bound: string, sealed: Buffer): string | undefined {
  if (sealed.length < NONCE + TAG) return undefined
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE))
    .setAAD(Buffer.from(bound))
    .setAuthTag(sealed.subarray(-TAG))
  try {
    return decipher.update(sealed.subarray(NONCE, -TAG)).toString('utf8') + decipher.final('utf8')
  } catch {
    return undefined
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
