/**
 * Seals texts so that only the holder of a key can read them, bound to their owner (AES-256-GCM).
 */
import { createCipheriv, createDecipheriv, hash, type KeyObject } from 'node:crypto'

const TAG = 16

/** In bytes; no two texts may share a nonce under the same key. */
export const NONCE = 12

const NO_PREFIX = Buffer.alloc(0)

/** `nonces` is a second secret of 32 bytes, as text, from which nonces are derived. */
export type SealingKey = { readonly key: KeyObject; readonly nonces: string }

/**
 * `bound` is the owner: required for opening, and not contained. `prefix` is left readable.
 * Deterministic: the same text of the same owner gives the same bytes, and no other text of this
 * owner the same nonce. Nobody without the key learns more than that nothing has changed. Source:
 * the synthetic IV of RFC 5297, section 1.3.2.
 */
export function seal(
  { key, nonces }: SealingKey,
  bound: string,
  text: string,
  prefix: Buffer = NO_PREFIX,
): Buffer {
  const nonce = hash('sha256', `${nonces} ${bound} ${text}`, 'buffer').subarray(0, NONCE)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(bound))
  const body = cipher.update(text, 'utf8')
  return Buffer.concat([prefix, nonce, body, cipher.final(), cipher.getAuthTag()])
}

/** Undefined if it was sealed with another key, belongs to another owner, or was changed. */
export function unseal(
  { key }: Pick<SealingKey, 'key'>,
  bound: string,
  sealed: Buffer,
): string | undefined {
  if (sealed.length < NONCE + TAG) return undefined
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE))
    .setAAD(Buffer.from(bound))
    .setAuthTag(sealed.subarray(-TAG))
  try {
    const body = decipher.update(sealed.subarray(NONCE, -TAG))
    // adds nothing, but throws if anything was changed
    decipher.final()
    return body.toString()
  } catch {
    return undefined
  }
}
