/** Seals: a text that only the holder of a key can read, bound to what it belongs to (AES-256-GCM). */
import { createCipheriv, createDecipheriv, hash, type KeyObject } from 'node:crypto'

const TAG = 16

/** Bytes that no other text may be sealed with under the same key. */
const NONCE = 12

/** `nonces`: a secret beside the key, of 32 bytes as text, that decides which nonce a text has. */
export type SealingKey = { readonly key: KeyObject; readonly nonces: string }

/**
 * `bound`: what it belongs to; it is opened with the same alone, and not in it. The same text of the same
 * is sealed as the same bytes, so that who knows the text knows what is stored; nobody else learns more
 * from it than that nothing has changed. Source: the synthetic IV of RFC 5297, section 1.3.2.
 */
export function seal(sealing: SealingKey, bound: string, text: string): Buffer {
  const { key } = sealing
  const nonce = beginningOf(sealing, bound, text)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(bound))
  const body = cipher.update(text, 'utf8')
  return Buffer.concat([nonce, body, cipher.final(), cipher.getAuthTag()])
}

/** How the sealed text begins: no other text of the same begins like that. */
export function beginningOf({ nonces }: SealingKey, bound: string, text: string): Buffer {
  return hash('sha256', `${nonces} ${bound} ${text}`, 'buffer').subarray(0, NONCE)
}

/** Undefined when it was sealed by another key, belongs to something else, or was changed. */
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
    // adds nothing; it throws where anything was changed
    decipher.final()
    return body.toString()
  } catch {
    return undefined
  }
}
