/**
 * What is remembered between two turns: where the conversation stands, and nothing about who said
 * what.
 */
import type { Effect, RingOutcome } from './effect.ts'

/** Small and serialisable; holds no number and no text. */
export type Session = {
  readonly node: string
  readonly language: string
  /** Consecutive misses: silence, or input that the node has no answer to. */
  readonly misses: number
  /** Page of the message being read, from 0. */
  readonly page: number
  /** The node asked for before a gate was answered. */
  readonly waiting?: string
  /** Whether whoever asked for it writes about themselves. */
  readonly personal?: true
  /**
   * The topics that the last question may have been about; the first keys choose among them. Before
   * a gate is answered, the first of them may be what waits.
   */
  readonly choices?: readonly string[]
  /** In the neutral time after an exit, however its node may be named by then. */
  readonly neutral?: true
}

/** What the line answers, by text key; the channel looks up the words. */
export type Reply =
  /** `also`, here and below: another topic that may be meant, chosen by the first key. */
  | { type: 'say'; text: string; also?: string }
  | { type: 'menu'; node: string }
  | { type: 'page'; node: string; page: number; also?: string }
  /** A page preceded by a person's number, for somebody who writes about themselves. */
  | { type: 'led'; node: string; page: number; also?: string }
  /** Topics to choose from by key; the node stays the same. */
  | { type: 'choices'; node: string; topics: readonly string[] }
  /** Only the keys that work on a page, not the page itself. */
  | { type: 'keys'; node: string; page: number }
  | { type: 'transfer'; node: string; destination: string }
  /** The outcome of an effect that people are told about. */
  | { type: 'outcome'; effect: 'ring'; went: RingOutcome }
  | { type: 'end' }

/** What the person gets, and in which language. */
export type Answer = { readonly language: string; readonly replies: readonly Reply[] }

/**
 * The result of one input. No session: the conversation is over, and the next input starts a new
 * one. The identical session object: nothing happened that is worth keeping.
 */
export type Turn = Answer & {
  readonly session: Session | undefined
  readonly effects: readonly Effect[]
  /** The input was not understood, or was silence. */
  readonly missed: boolean
}
