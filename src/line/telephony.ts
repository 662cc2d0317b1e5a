/**
 * The telephony port: what the line needs of a provider, in its own vocabulary. twilio/rest.ts
 * implements it.
 */

/** The provider's error code, and the HTTP status; 0 if there was no response. */
export type Failure = { ok: false; code: number; status: number }
export type Result<Value> = { ok: true; value: Value } | Failure

/** The outcome of placing a call; `late` resolves to a response that came after the deadline. */
export type CallResult = Result<string> | (Failure & { late: Promise<Result<string>> })

/** A call to somebody who may talk with a waiting caller. */
export type AdvocateCall = {
  to: string
  /** Keys to press once it has answered. */
  digits?: string | undefined
  transfer: string
  rung: number
  seconds: number
}

/** A call to somebody who asked for it by text, on their own phone. */
export type PersonCall = { to: string; language: string; seconds: number }

export type Telephony = {
  /**
   * Both return the call's id. Not idempotent: after any failure but a refusal the call may exist.
   */
  ringAdvocate(call: AdvocateCall): Promise<CallResult>
  ringPerson(call: PersonCall): Promise<CallResult>
  /** Ends a call, whatever its state. */
  endCall(id: string): Promise<Result<void>>
  deleteQueue(id: string): Promise<Result<void>>
}

/** Whether the provider certainly did nothing: it understood the request and refused it. */
export function isRefused({ status }: Failure): boolean {
  return status >= 400 && status < 500
}

/** Twilio's "not found", and "call is not in progress". */
const GONE = 404
const NOT_IN_PROGRESS = 21220

/** Whether there is nothing left to do: the call has ended, or the call or message is gone. */
export function isAlreadyDone({ code, status }: Failure): boolean {
  return status === GONE || code === NOT_IN_PROGRESS
}

/** A message that the provider stores: what is left of it, and whether it may be changed yet. */
export type KeptMessage = { sid: string; final: boolean; blank: boolean; media: boolean }

/** The messages that the provider stores. */
export type MessageArchive = {
  /** The latest messages from one number to another, at most a thousand. */
  messages(between: { from: string; to: string }): Promise<Result<KeptMessage[]>>
  /** Empties a message's body. Refused with 20009 until the message is final. */
  blankMessage(sid: string): Promise<Result<void>>
  /** Deletes a message, and the media in it. */
  deleteMessage(sid: string): Promise<Result<void>>
}
