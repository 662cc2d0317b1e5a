/** What the line answers, in its own words; twilio/ writes them down. */
import type { TransferOutcome } from '../flow/input.ts'
import type { Caller } from './transfer-record.ts'

/** How a caller is connected: in a queue of their own until somebody answers, or at once. */
export type Connection = { type: 'hold'; transfer: string } | Bridge

/** The caller's own call goes on to a number; `digits` are pressed there once it has answered. */
export type Bridge = { type: 'bridge'; number: string; digits?: string | undefined }

/** What a caller who waits gets: some seconds more, or the way out. */
export type WhileWaiting = { type: 'hold'; language: string; first: boolean } | { type: 'leave' }

/** How a caller goes on who is out of the queue. `nothing`: they hung up. */
export type AfterQueue = { type: 'ended'; outcome: TransferOutcome } | Bridge | { type: 'nothing' }

/** What somebody gets who answered for a caller; a caller with `join` is told of first. */
export type ForAdvocate =
  | { type: 'introduce'; caller: Caller }
  | { type: 'join'; transfer: string; caller?: Caller | undefined }
  | { type: 'end' }
