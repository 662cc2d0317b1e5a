/**
 * The carry of a conversation: sealing it for the provider to hold, and opening what the provider
 * brings back.
 */
import { tokenOf } from '../../store/carry.ts'
import type { Codec } from '../../store/codec.ts'
import type { Known } from '../../store/record.ts'
import { StoreError } from '../../store/store.ts'
import type { Keys, Sealer } from '../../store/vault.ts'
import { type Conversation, secondsLeft } from './conversation.ts'

/**
 * A sealed conversation that goes out with an answer and comes back with the next input, and its
 * lifetime.
 */
export type Carry = { readonly token: string; readonly seconds: number }

/** Identifies a conversation. */
export type Identity = {
  /** A phone number or call id. It is hashed before it is stored. */
  who: string
  /** The token that came back. It may be missing, stale, or somebody else's. */
  carry?: string | undefined
  /** Whether the provider will bring back what it is given now. */
  carries?: boolean | undefined
}

export type CarryingParts = {
  /** Lifetime after the last turn, in seconds. */
  ttl: number
  sealer: Sealer
}

export function createCarrying({ ttl, sealer }: CarryingParts, texts: Codec<Conversation>) {
  return {
    /**
     * The carry of a conversation; undefined if there is nothing to remember. `sealed` is the
     * conversation as it was written, if it was.
     */
    carryOf(
      keys: Keys,
      conversation: Conversation,
      now: number,
      sealed?: Buffer,
    ): Carry | undefined {
      const seconds = secondsLeft(conversation, ttl, now)
      if (!conversation.stamp || seconds === 0) return undefined
      const token = tokenOf(sealed ?? sealer.seal(keys[0], texts.write(conversation)))
      return token === undefined ? undefined : { token, seconds }
    },

    /** Opens sealed bytes; undefined if they are somebody else's, expired, or from a newer release. */
    carried(keys: Keys, sealed: Buffer, now: number): Known<Conversation> | undefined {
      const text = textUnder(keys, sealed)
      const value = text === undefined ? undefined : readable(texts, text)
      if (text === undefined || !value?.stamp) return undefined
      return secondsLeft(value, ttl, now) > 0 ? { text, value, sealed } : undefined
    },
  }

  /** Another process may seal under another of the secrets. */
  function textUnder(keys: Keys, sealed: Buffer): string | undefined {
    for (const key of keys) {
      const text = sealer.open(key, sealed)
      if (text !== undefined) return text
    }
    return undefined
  }
}

function readable<Value>(texts: Codec<Value>, text: string): Value | undefined {
  try {
    return texts.read(text)
  } catch (error) {
    if (error instanceof StoreError) return undefined
    throw error
  }
}
