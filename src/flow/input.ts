/** Inputs of the engine: the events of every channel in one vocabulary. */
import type { Event } from './event.ts'

/**
 * How a transfer ended. `short`: bridged, but too briefly to have been a conversation. `returned`:
 * the caller chose not to wait any longer.
 */
export type TransferOutcome =
  | 'answered'
  | 'short'
  | 'busy'
  | 'no_answer'
  | 'failed'
  | 'canceled'
  | 'returned'

/**
 * `language`: the one the text is clearly in. `begins`: that of a single word also used in other
 * languages; a conversation may begin in it, but an ongoing one keeps its own.
 */
type Spoken = { language?: string; begins?: string }

export type Input =
  | { type: 'begin' }
  /** A call that the person asked for by text starts, in the language of their texts. */
  | { type: 'called_back'; language: string }
  /** `spoken`: the language of the call, in case nothing is remembered of it. */
  | ({ type: 'key'; key: string; spoken?: string | undefined } & Spoken)
  /**
   * `otherwise`: what the same text means if nothing handles the event, such as an unprompted YES.
   * `also`: a topic that it may be asking for as well.
   */
  | ({ type: 'event'; event: Event; otherwise?: Input; also?: string } & Spoken)
  /**
   * A topic was asked for. `personal`: the sender writes about themselves. `also`: another topic
   * that may be meant.
   */
  | ({ type: 'topic'; topic: string; personal?: boolean; also?: string } & Spoken)
  /** A question that could be about any of a few topics. */
  | ({ type: 'choices'; topics: readonly string[] } & Spoken)
  /**
   * A question about the line itself, or small talk; `about` names it. `neutral`: its answer names
   * no subject, so it may be given before anybody has said that it is safe to talk. `waits`: it is
   * worth answering once they have.
   */
  | ({ type: 'small_talk'; about: string; neutral?: boolean; waits?: boolean } & Spoken)
  | { type: 'language'; language: string }
  /** A text in, or a request for, a language that is not offered; `of` names it. */
  | { type: 'interpreter'; of: string }
  /** Sent by a phone or another automated system. `picture`: nothing but a picture or a contact. */
  | { type: 'automatic'; picture?: boolean }
  /** Not understood. */
  | ({ type: 'unknown' } & Spoken)
  | { type: 'silence' }
  /** `seconds`: how long they talked, if the provider said so. */
  | {
      type: 'transfer_ended'
      outcome: TransferOutcome
      spoken?: string | undefined
      seconds?: number | undefined
    }
