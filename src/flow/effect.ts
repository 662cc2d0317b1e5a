/**
 * Effects: what a turn does outside the conversation, as data. The flow names them, the line
 * carries them out.
 */
import { z } from 'zod'

type Row = {
  /**
   * Whether it is repeated when the same message is delivered again, because doing it twice equals
   * doing it once.
   */
  again: boolean
  /** Whether the person is told how it went, and nothing else. */
  told: boolean
}

/** One row per effect; line/effects.ts implements them. */
export const effects = {
  /** Rings the phone that texts. */
  ring: { again: false, told: true },
  /** Ends the call that the person asked for by text, whatever its state. */
  stop_ringing: { again: true, told: false },
  /** Ends that call only while it is being placed or ringing; once answered it is left alone. */
  withdraw: { again: true, told: false },
  /** Asks Twilio to blank the stored texts of this number. */
  erase: { again: true, told: false },
} as const satisfies Record<string, Row>

export type Effect = keyof typeof effects
export const Effect = z.enum(Object.keys(effects) as [Effect, ...Effect[]])

/** How ringing the person's own phone went. */
export type RingOutcome = 'started' | 'limited' | 'unavailable'
