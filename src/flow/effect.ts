/** Effects: what a turn does outside the conversation, as data that the flow names and the line carries out. */
import { z } from 'zod'

type Row = {
  /** Carried out again when the same message is delivered again, since twice is the same as once. */
  again: boolean
  /** What the person is told is how it went, and nothing else. */
  told: boolean
}

/** One row an effect; line/effects.ts holds what each one does. */
export const effects = {
  /** Rings the phone that texts. */
  ring: { again: false, told: true },
  /** Ends a call that the person asked for by text, in whatever state it is. */
  stop_ringing: { again: true, told: false },
  /** Ends it only while it may still be on its way or ringing: whoever has answered is not cut off. */
  withdraw: { again: true, told: false },
  /** Asks Twilio to blank what it keeps of the number. */
  erase: { again: true, told: false },
} as const satisfies Record<string, Row>

export type Effect = keyof typeof effects
export const Effect = z.enum(Object.keys(effects) as [Effect, ...Effect[]])

/** How ringing the person's own phone went. */
export type RingOutcome = 'started' | 'limited' | 'unavailable'
