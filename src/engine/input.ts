/** What reaches the engine: every channel's events in one vocabulary. */
import type { Event } from './flow.ts'

/** How a transfer ended. `short`: bridged, but too briefly to have been a talk. */
export type TransferOutcome = 'answered' | 'short' | 'busy' | 'no_answer' | 'failed' | 'canceled'

export type Input =
  | { type: 'begin' }
  | { type: 'key'; key: string }
  | { type: 'event'; event: Event; language?: string }
  /** A topic asked for by its name; the language is the one it was asked in, where that is plain. */
  | { type: 'topic'; topic: string; language?: string }
  | { type: 'language'; language: string }
  | { type: 'unknown' }
  | { type: 'silence' }
  | { type: 'transfer_ended'; outcome: TransferOutcome }
