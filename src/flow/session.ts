/** What is remembered of a conversation between two turns: where it stands, and nothing of who or what. */
import type { Effect, RingOutcome } from './effect.ts'

/** Small and serialisable; holds no number and no text. */
export type Session = {
  readonly node: string
  readonly language: string
  /** Misses in a row: silence, or input that the node has no answer to. */
  readonly misses: number
  /** Page of the message being read, from 0. */
  readonly page: number
  /** The node asked for before a gate was answered. */
  readonly waiting?: string
  /** That it was asked for by somebody who writes about themselves. */
  readonly personal?: true
  /**
   * The topics that the last question may have been about, which the first keys choose from. Before a gate
   * was answered the first of them may be what waits.
   */
  readonly choices?: readonly string[]
  /** In the neutral time after an exit, whatever its node is called in the content of another day. */
  readonly neutral?: true
}

/** What the line gives back, by key; the channel finds the words. */
export type Reply =
  /** `also`, here and below: a topic that may be meant as well, which the first key chooses. */
  | { type: 'say'; text: string; also?: string }
  | { type: 'menu'; node: string }
  | { type: 'page'; node: string; page: number; also?: string }
  /** A page led by a person's number, for somebody who writes about themselves. */
  | { type: 'led'; node: string; page: number; also?: string }
  /** Topics to choose from by key; the node stays. */
  | { type: 'choices'; node: string; topics: readonly string[] }
  /** Only the keys that serve on a page, not the page again. */
  | { type: 'keys'; node: string; page: number }
  | { type: 'transfer'; node: string; destination: string }
  /** How an effect went that people are told of. */
  | { type: 'outcome'; effect: 'ring'; went: RingOutcome }
  | { type: 'end' }

/** What is given back to the person, in which language. */
export type Answer = { readonly language: string; readonly replies: readonly Reply[] }

/**
 * The outcome of one input. No session: the conversation is over and the next input is a first one.
 * The very same session object: nothing happened that is worth keeping.
 */
export type Turn = Answer & {
  readonly session: Session | undefined
  readonly effects: readonly Effect[]
  /** What came was not understood, or nothing came. */
  readonly missed: boolean
}
