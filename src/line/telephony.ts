/** The port to telephony: what the line asks of it, in the line's own words. twilio/rest.ts answers. */

/** The provider's own code, and the HTTP status; 0 where there was no answer to have one. */
export type Failure = { ok: false; code: number; status: number }
export type Result<Value> = { ok: true; value: Value } | Failure

/** What became of a call that was to be made; `late`: what is answered when nobody waits any more. */
export type Made = Result<string> | (Failure & { late: Promise<Result<string>> })

/** Rung for a caller who waits: somebody who may talk with them. */
export type AdvocateCall = {
  to: string
  /** Keys that are pressed once it has answered. */
  digits?: string | undefined
  transfer: string
  rung: number
  seconds: number
}

/** Rung because they asked for it by text: the person's own phone. */
export type PersonCall = { to: string; language: string; seconds: number }

export type Telephony = {
  /** Both give the call's id. Not idempotent: after a failure that is no refusal the call may exist. */
  ringAdvocate(call: AdvocateCall): Promise<Made>
  ringPerson(call: PersonCall): Promise<Made>
  /** Ends a call in whatever state it is. */
  endCall(id: string): Promise<Result<void>>
  deleteQueue(id: string): Promise<Result<void>>
}

/** Whether nothing was done, for sure: the provider understood the request, and refused it. */
export function isRefused({ status }: Failure): boolean {
  return status >= 400 && status < 500
}

/** A message that the provider keeps: what of it is there, and whether it may be changed yet. */
export type KeptMessage = { sid: string; final: boolean; blank: boolean; media: boolean }

/** What the provider keeps of texts. */
export type MessageArchive = {
  /** The latest ones from a number to another, at most a thousand. */
  messages(between: { from: string; to: string }): Promise<Result<KeptMessage[]>>
  /** Empties a message's body. Refused with 20009 until the message is final. */
  blankMessage(sid: string): Promise<Result<void>>
  /** Deletes a message, and the media in it. */
  deleteMessage(sid: string): Promise<Result<void>>
}
