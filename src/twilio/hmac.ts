/**
 * HMAC-SHA1 by two hashes of one go (RFC 2104): an object of its own for each request, as node:crypto
 * makes one, costs twice as much, most of it when it is collected.
 */
import { hash } from 'node:crypto'

const BLOCK = 64

/** The two blocks that stand before what is hashed. */
export type HmacKey = { readonly inner: Buffer; readonly outer: Buffer }

export function hmacKey(secret: string): HmacKey {
  const bytes = Buffer.from(secret)
  const key = bytes.length > BLOCK ? hash('sha1', bytes, 'buffer') : bytes
  const block = (pad: number) => {
    const padded = Buffer.alloc(BLOCK, pad)
    for (const [at, byte] of key.entries()) padded[at] = byte ^ pad
    return padded
  }
  return { inner: block(0x36), outer: block(0x5c) }
}

/** In base64. */
export function hmacSha1({ inner, outer }: HmacKey, text: string): string {
  const data = Buffer.allocUnsafe(BLOCK + Buffer.byteLength(text))
  inner.copy(data)
  data.write(text, BLOCK)
  return hash('sha1', Buffer.concat([outer, hash('sha1', data, 'buffer')]), 'base64')
}
