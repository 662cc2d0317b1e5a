/** What reaches the engine: every channel's events in one vocabulary. */
import type { Event } from './event.ts'

/**
 * How a transfer ended. `short`: bridged, but too briefly to have been a talk. `returned`: the
 * caller did not want to wait any longer.
 */
export type TransferOutcome =
  | 'answered'
  | 'short'
  | 'busy'
  | 'no_answer'
  | 'failed'
  | 'canceled'
  | 'returned'

export type Input =
  | { type: 'begin' }
  /** A call that the person asked for by text, in the language of those texts. */
  | { type: 'called_back'; language: string }
  /** `spoken`: the language of the call, for one of which nothing is remembered. */
  | { type: 'key'; key: string; language?: string; spoken?: string | undefined }
  /**
   * `otherwise`: what the same text means where nothing answers the event, such as a YES unasked. `also`: a
   * topic that it may ask for as well.
   */
  | { type: 'event'; event: Event; language?: string; otherwise?: Input; also?: string }
  /**
   * A topic asked for; the language is the one it was asked in, where that is plain. `personal`: by
   * somebody who writes about themselves. `also`: another topic that may be meant.
   */
  | { type: 'topic'; topic: string; language?: string; personal?: boolean; also?: string }
  /** A question that may be about one of a few topics. */
  | { type: 'choices'; topics: readonly string[]; language?: string }
  /**
   * A question about the line itself, or small talk; `about` names it. `neutral`: its answer names no
   * subject, so that it may be given before anybody has said that it is safe. `waits`: it is worth being
   * given once that is said.
   */
  | { type: 'small_talk'; about: string; neutral?: boolean; waits?: boolean; language?: string }
  | { type: 'language'; language: string }
  /** A text in, or a request for, a language that is not offered; `of` names it. */
  | { type: 'interpreter'; of: string }
  /** Written by a phone or another automaton; `picture`: nothing but a picture or a contact. */
  | { type: 'automatic'; picture?: boolean }
  /** Not understood; in its language, where that is plain. */
  | { type: 'unknown'; language?: string }
  | { type: 'silence' }
  /** `seconds`: of the talk, where whoever bridged it tells. */
  | {
      type: 'transfer_ended'
      outcome: TransferOutcome
      spoken?: string | undefined
      seconds?: number | undefined
    }
