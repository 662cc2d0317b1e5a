/**
 * The carry: what is kept of a person also rides with the provider, in an address or a cookie, so that
 * it survives the store. It is sealed by a key of its own, and bound to whom it belongs.
 */
import { type SealingKey, seal, unseal } from './seal.ts'

/** `id`: so many letters in front of what it has sealed. */
export type CarryKey = SealingKey & { readonly id: string }

export type CarryRing = {
  /** The key that seals now. */
  sealing(): CarryKey
  /** Nothing for one that was thrown away, or that nobody has told of. */
  find(id: string): CarryKey | undefined
}

export const ID_LENGTH = 4
/** Letters. Addresses and cookies of 2 kB pass everywhere; nothing that is kept comes near. */
const LONGEST = 1_500

/**
 * Letters, digits, - and _ alone. Nothing where that would be too long for an address or a cookie. The
 * same of the same person is the same again, so that a message that comes twice gets one answer.
 */
export function sealCarry(ring: CarryRing, bound: string, text: string): string | undefined {
  const key = ring.sealing()
  const token = key.id + seal(key, bound, text).toString('base64url')
  return token.length > LONGEST ? undefined : token
}

/** Whether its key is known here; it is not where another process made it a moment ago. */
export function isKeyKnown(ring: CarryRing, token: string): boolean {
  return ring.find(token.slice(0, ID_LENGTH)) !== undefined
}

/** Nothing when it is somebody else's, was changed, is too long, or its key is gone. */
export function openCarry(ring: CarryRing, bound: string, token: string): string | undefined {
  if (token.length > LONGEST) return undefined
  const found = ring.find(token.slice(0, ID_LENGTH))
  return found && unseal(found, bound, Buffer.from(token.slice(ID_LENGTH), 'base64url'))
}
