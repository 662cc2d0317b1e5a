/** The few calls that the line makes to Twilio's REST API, with errors reduced before anyone sees them. */
import type { RequestClient, Twilio } from 'twilio'

/** Twilio's own code, and the HTTP status; 0 where there was no answer to have one. */
export type RestFailure = { ok: false; code: number; status: number }
export type RestResult<Value> = { ok: true; value: Value } | RestFailure

export type OutgoingCall = {
  to: string
  /** Where its document is, and where its end is told. Absolute. */
  url: string
  statusCallback: string
  /** What is told there beside the end. */
  events?: ('ringing' | 'completed')[]
  /** Seconds that it rings. */
  timeout: number
}

export type Rest = {
  /** Gives the call's SID. Not idempotent: after a failure without a status the call may exist. */
  ring(call: OutgoingCall): Promise<RestResult<string>>
  /** Ends a call in whatever state it is. */
  endCall(sid: string): Promise<RestResult<void>>
  deleteQueue(sid: string): Promise<RestResult<void>>
}

/** A message that Twilio keeps: what of it is there, and whether it may be changed yet. */
export type KeptMessage = { sid: string; final: boolean; blank: boolean; media: boolean }

/** What Twilio keeps of texts. */
export type Records = {
  /** The latest ones from a number to another, at most a thousand. */
  messages(between: { from: string; to: string }): Promise<RestResult<KeptMessage[]>>
  /** Empties a message's body. Refused with 20009 until the message is final. */
  blankMessage(sid: string): Promise<RestResult<void>>
  /** Deletes a message, and the media in it. */
  deleteMessage(sid: string): Promise<RestResult<void>>
}

export type RestAccount = {
  accountSid: string
  /** An API key and its secret, or the account SID and its auth token. */
  user: string
  password: string
  /** The line's own number, the caller ID of every call. */
  from: string
  /** How to reach the API; Twilio's own way unless a test or the simulator says otherwise. */
  httpClient?: RequestClient
}

/** Answers later than this are not waited for: a caller hears nothing meanwhile. */
const TIMEOUT_MS = 4_000

/** Messages on one page, Twilio's most. */
const PAGE = 1000

/** Source: https://www.twilio.com/docs/messaging/api/message-resource#message-status-values */
const FINAL = new Set(['delivered', 'undelivered', 'received', 'read', 'failed', 'canceled'])

export function createRest({
  accountSid,
  user,
  password,
  from,
  httpClient,
}: RestAccount): Rest & Records {
  let client: Promise<Twilio> | undefined
  // the SDK takes a tenth of a second to load: only a line that calls needs it
  const twilio = () => {
    client ??= import('twilio').then(({ default: sdk }) =>
      sdk(user, password, {
        accountSid,
        httpClient: httpClient ?? new sdk.RequestClient({ timeout: TIMEOUT_MS }),
      }),
    )
    return client
  }
  return {
    ring: ({ to, url, statusCallback, events = ['completed'], timeout }) =>
      reduced(async () => {
        const call = await (await twilio()).calls.create({
          to,
          from,
          url,
          method: 'POST',
          timeout,
          statusCallback,
          statusCallbackMethod: 'POST',
          statusCallbackEvent: events,
        })
        return call.sid
      }),
    endCall: (sid) =>
      reduced(async () => {
        await (await twilio()).calls(sid).update({ status: 'completed' })
      }),
    deleteQueue: (sid) =>
      reduced(async () => {
        await (await twilio()).queues(sid).remove()
      }),
    messages: (between) =>
      reduced(async () => {
        const page = await (await twilio()).messages.page({ ...between, pageSize: PAGE })
        return page.instances.map(({ sid, status, body, numMedia }) => ({
          sid,
          final: FINAL.has(status),
          blank: !body,
          media: Number(numMedia) > 0,
        }))
      }),
    blankMessage: (sid) =>
      reduced(async () => {
        await (await twilio()).messages(sid).update({ body: '' })
      }),
    deleteMessage: (sid) =>
      reduced(async () => {
        await (await twilio()).messages(sid).remove()
      }),
  }
}

/** A number that is what it claims to be; 0 for anything else, which may be somebody's. */
function between(value: unknown, least: number, most: number): number {
  const number = Number(value)
  return Number.isInteger(number) && number >= least && number <= most ? number : 0
}

/** An SDK error holds the credentials, the numbers and the request: only two numbers of it go on. */
async function reduced<Value>(request: () => Promise<Value>): Promise<RestResult<Value>> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<RestFailure>((resolve) => {
    timer = setTimeout(resolve, TIMEOUT_MS + 500, { ok: false, code: 0, status: 0 })
  })
  const answer = request().then(
    (value): RestResult<Value> => ({ ok: true, value }),
    (error: { code?: unknown; status?: unknown }): RestFailure => ({
      ok: false,
      code: between(error?.code, 10_000, 999_999),
      status: between(error?.status, 100, 599),
    }),
  )
  return Promise.race([answer, late]).finally(() => clearTimeout(timer))
}
