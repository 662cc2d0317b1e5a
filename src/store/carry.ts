/**
 * The carry: a person's record also travels with the provider, in an address or cookie, so that it
 * survives the store. What travels and what is stored are the same bytes: sealed with a key of their
 * own and bound to their owner.
 */
import { NONCE, type SealingKey, seal, unseal } from './seal.ts'
import type { Sealer } from './vault.ts'

/** `id` is the prefix of everything it has sealed, in base64url. */
export type CarryKey = SealingKey & {
  readonly id: string
  readonly prefix: Buffer
  /** Whether it is in the store, where others can learn it. */
  readonly shared: boolean
}

export type CarryRing = {
  /** The key that seals now. */
  sealing(): CarryKey
  /** Undefined for a key that was discarded or never learnt. */
  find(id: string): CarryKey | undefined
  /** Learns other processes' keys and publishes ours. Throws StoreError. */
  share(): Promise<void>
}

/** In characters and in bytes. */
export const ID_LENGTH = 4
const ID_BYTES = 3
/** In characters. Addresses and cookies of 2 kB pass everywhere; no record comes near that. */
const LONGEST = 1_500

/**
 * Seals records under the ring's keys. `scope` separates lines that share a store: what was sealed
 * for one is refused by another.
 */
export function carrySealer(ring: CarryRing, scope: string): Sealer {
  const keyOf = (sealed: Buffer) => ring.find(sealed.toString('base64url', 0, ID_BYTES))
  return {
    begins: ID_BYTES + NONCE,
    seal(owner, text) {
      const key = ring.sealing()
      return seal(key, `${owner} ${scope}`, text, key.prefix)
    },
    open(owner, sealed) {
      const key = keyOf(sealed)
      return key && unseal(key, `${owner} ${scope}`, sealed.subarray(ID_BYTES))
    },
    isKeyKnown: (sealed) => keyOf(sealed) !== undefined,
    isKeyShared: (sealed) => keyOf(sealed)?.shared === true,
    exchangeKeys: ring.share,
  }
}

/** Sealed bytes as letters, digits, - and _; undefined if too long for an address or cookie. */
export function tokenOf(sealed: Buffer): string | undefined {
  const token = sealed.toString('base64url')
  return token.length > LONGEST ? undefined : token
}

/** The sealed bytes in a token; undefined if it is none. */
export function sealedIn(token: string): Buffer | undefined {
  return token.length > LONGEST || token.length < ID_LENGTH
    ? undefined
    : Buffer.from(token, 'base64url')
}
