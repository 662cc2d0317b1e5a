/** What the line answers, in its own vocabulary; twilio/ turns it into TwiML. */
import type { TransferOutcome } from '../flow/input.ts'
import type { Caller } from './transfer-record.ts'

/**
 * How a caller is connected: held in a queue of their own until somebody answers, or bridged at
 * once.
 */
export type Connection = { type: 'hold'; transfer: string } | Bridge

/** The caller's own call is bridged to a number; `digits` are pressed once it has answered. */
export type Bridge = { type: 'bridge'; number: string; digits?: string | undefined }

/**
 * What a waiting caller gets: a few more seconds, or the way out. `language` is empty if they have
 * chosen none.
 */
export type WhileWaiting = { type: 'hold'; language: string; first: boolean } | { type: 'leave' }

/** How a caller who has left the queue goes on. `nothing`: they hung up. */
export type AfterQueue = { type: 'ended'; outcome: TransferOutcome } | Bridge | { type: 'nothing' }

/**
 * What somebody who answered for a caller gets; with `caller`, a `join` is preceded by the
 * introduction.
 */
export type ForAdvocate =
  | { type: 'introduce'; caller: Caller }
  | { type: 'join'; transfer: string; caller?: Caller | undefined }
  | { type: 'end' }
