/**
 * The carry of a conversation: sealing it for the provider to hold, and opening what the provider
 * brings back.
 */
import { isKeyKnown, openCarry, sealCarry } from '../../store/carry.ts'
import type { CarryKeys } from '../../store/carry-keys.ts'
import type { Codec } from '../../store/codec.ts'
import type { Known } from '../../store/record.ts'
import { StoreError } from '../../store/store.ts'
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
  /** The name of the channel, or of calls. */
  name: string
  /** Lifetime after the last turn, in seconds. */
  ttl: number
  /** The line's number; a token sealed for another line is rejected. */
  lineNumber: string
  ring: CarryKeys
}

export function createCarrying(parts: CarryingParts, texts: Codec<Conversation>) {
  const { name, ttl, lineNumber, ring } = parts
  const boundTo = (who: string) => `${name} ${who} ${lineNumber}`

  return {
    /**
     * Seals a conversation; undefined if there is nothing to remember. `text` is the conversation
     * as it was written, if it was.
     */
    carryOf(
      { who, carries }: Identity,
      conversation: Conversation,
      now: number,
      text?: string,
    ): Carry | undefined {
      const seconds = secondsLeft(conversation, ttl, now)
      if (!carries || !conversation.stamp || seconds === 0) return undefined
      const token = sealCarry(ring, boundTo(who), text ?? texts.write(conversation))
      return token === undefined ? undefined : { token, seconds }
    },

    /** Whether the token is sealed under another process's key, which has to be learned first. */
    isSealedElsewhere: ({ carry }: Identity): boolean =>
      carry !== undefined && !isKeyKnown(ring, carry),

    /** Opens the token; undefined if it is somebody else's, expired, or from a newer release. */
    carried({ who, carry }: Identity, now: number): Known<Conversation> | undefined {
      const text = carry === undefined ? undefined : openCarry(ring, boundTo(who), carry)
      const value = text === undefined ? undefined : readable(texts, text)
      if (text === undefined || !value?.stamp) return undefined
      return secondsLeft(value, ttl, now) > 0 ? { text, value } : undefined
    },
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
