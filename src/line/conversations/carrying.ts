/** A conversation sealed for its way: what is given to the provider, and what is brought back. */
import { isKeyKnown, openCarry, sealCarry } from '../../store/carry.ts'
import type { CarryKeys } from '../../store/carry-keys.ts'
import type { Codec } from '../../store/codec.ts'
import type { Known } from '../../store/record.ts'
import { StoreError } from '../../store/store.ts'
import { type Conversation, secondsLeft } from './conversation.ts'

/** What is given with an answer, to be brought back with the next input; and its life. */
export type Carry = { readonly token: string; readonly seconds: number }

/** Whose conversation it is. */
export type Whose = {
  /** A number, or a call. It is hashed before it is stored. */
  who: string
  /** What was brought back. It may be missing, old, or anybody's. */
  carry?: string | undefined
  /** Whether what is given now will be brought back. */
  carries?: boolean | undefined
}

export type CarryingParts = {
  /** Whose conversations they are: a channel's, or those of calls. */
  name: string
  /** Seconds that one lives after its last turn. */
  ttl: number
  /** The line that they are with: a carry of another one is refused. */
  lineNumber: string
  ring: CarryKeys
}

export function createCarrying(parts: CarryingParts, texts: Codec<Conversation>) {
  const { name, ttl, lineNumber, ring } = parts
  const boundTo = (who: string) => `${name} ${who} ${lineNumber}`

  return {
    /** Nothing for a conversation of which nothing needs to be known. `text`: as it was written, if it was. */
    carryOf(
      { who, carries }: Whose,
      conversation: Conversation,
      now: number,
      text?: string,
    ): Carry | undefined {
      const seconds = secondsLeft(conversation, ttl, now)
      if (!carries || !conversation.stamp || seconds === 0) return undefined
      const token = sealCarry(ring, boundTo(who), text ?? texts.write(conversation))
      return token === undefined ? undefined : { token, seconds }
    },

    /** Whether the keys of others are to be asked for before it can be said what was brought back. */
    isSealedElsewhere: ({ carry }: Whose): boolean =>
      carry !== undefined && !isKeyKnown(ring, carry),

    /** Nothing when it is somebody else's, over, or of a release that is further on. */
    carried({ who, carry }: Whose, now: number): Known<Conversation> | undefined {
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
