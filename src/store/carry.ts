/**
 * The carry: a person's record also travels with the provider, in an address or cookie, so that it
 * survives the store. It is sealed with a key of its own and bound to its owner.
 */
import { type SealingKey, seal, unseal } from './seal.ts'

/** `id` is the prefix of everything it has sealed. */
export type CarryKey = SealingKey & { readonly id: string }

export type CarryRing = {
  /** The key that seals now. */
  sealing(): CarryKey
  /** Undefined for a key that was discarded or never learnt. */
  find(id: string): CarryKey | undefined
}

export const ID_LENGTH = 4
/** In characters. Addresses and cookies of 2 kB pass everywhere; no record comes near that. */
const LONGEST = 1_500

/**
 * Seals a text into letters, digits, - and _; undefined if that would be too long for an address or
 * cookie. Deterministic, so that a redelivered message gets an identical answer.
 */
export function sealCarry(ring: CarryRing, bound: string, text: string): string | undefined {
  const key = ring.sealing()
  const token = key.id + seal(key, bound, text).toString('base64url')
  return token.length > LONGEST ? undefined : token
}

/** Whether its key is known here; not if another process made it a moment ago. */
export function isKeyKnown(ring: CarryRing, token: string): boolean {
  return ring.find(token.slice(0, ID_LENGTH)) !== undefined
}

/** Undefined if it is somebody else's, was changed, is too long, or its key is gone. */
export function openCarry(ring: CarryRing, bound: string, token: string): string | undefined {
  if (token.length > LONGEST) return undefined
  const found = ring.find(token.slice(0, ID_LENGTH))
  return found && unseal(found, bound, Buffer.from(token.slice(ID_LENGTH), 'base64url'))
}
