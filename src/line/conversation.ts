/** A conversation between two turns: where it stands, the sender's count, and the last turns. */
import type { Effect } from '../flow/effect.ts'
import type { Answer, Session } from '../flow/session.ts'
import type { Pace } from './sender-limit.ts'

/** A turn that was taken, for a message that is delivered again. */
export type Recent = Answer & { readonly id: string; readonly effects: readonly Effect[] }

export type Conversation = {
  readonly session?: Session | undefined
  readonly pace?: Pace | undefined
  /** The latest first. */
  readonly recent: readonly Recent[]
}
