/** Telephony by Twilio's REST API, with errors reduced before anyone sees them. */
import { createRequire } from 'node:module'
import type sdk from 'twilio'
import type { CallListInstanceCreateOptions } from 'twilio/lib/rest/api/v2010/account/call.js'
import type { Failure, Made, MessageArchive, Result, Telephony } from '../line/telephony.ts'
import { addressesOf } from './addresses.ts'

export type RestAccount = {
  accountSid: string
  /** An API key and its secret, or the account SID and its auth token. */
  user: string
  password: string
  /** The line's own number, the caller ID of every call. */
  from: string
  /** Where Twilio reaches this server. */
  publicUrl: string
  /** Where the fallback of calls that were asked for by text is hosted, if not by this server. */
  callbackFallbackUrl?: string | undefined
  /** How to reach the API; Twilio's own way unless a test or the simulator says otherwise. */
  httpClient?: sdk.RequestClient
  /** Does something after so many milliseconds, unless it is called off. */
  timer?: Timer
}

export type Timer = (ms: number, run: () => void) => () => void

/** Answers later than this are not waited for: a caller hears nothing meanwhile. */
const PATIENCE_MS = 4_500
/** But they are listened to, for a call that was made has a SID by which it can be ended. */
const TIMEOUT_MS = 30_000

const require = createRequire(import.meta.url)

/** Messages on one page, Twilio's most. */
const PAGE = 1000

/** Source: https://www.twilio.com/docs/messaging/api/message-resource#message-status-values */
const FINAL = new Set(['delivered', 'undelivered', 'received', 'read', 'failed', 'canceled'])

export function createRest(account: RestAccount): Telephony & MessageArchive {
  const { from, publicUrl, callbackFallbackUrl, timer = realTimer } = account
  const addresses = addressesOf(publicUrl)
  const twilio = clientOf(account)
  const reduced = async <Value>(request: () => Promise<Value>): Promise<Result<Value>> => {
    const result = await inTime(timer, outcomeOf(request))
    return result === 'late' ? UNANSWERED : result
  }
  const ring = async (call: Omit<CallListInstanceCreateOptions, 'from'>): Promise<Made> => {
    const made = outcomeOf(async () => {
      const methods = { method: 'POST', statusCallbackMethod: 'POST' }
      return (await twilio().calls.create({ from, ...methods, ...call })).sid
    })
    const result = await inTime(timer, made)
    return result === 'late' ? { ...UNANSWERED, late: made } : result
  }
  return {
    ringAdvocate: ({ to, digits, transfer, rung, seconds }) =>
      ring({
        to,
        ...(digits && { sendDigits: digits }),
        url: addresses.leg(transfer, rung),
        statusCallback: addresses.legStatus(transfer, rung),
        statusCallbackEvent: ['completed'],
        timeout: seconds,
      }),
    ringPerson: ({ to, language, seconds }) =>
      ring({
        to,
        url: addresses.callback(language),
        fallbackUrl: callbackFallbackUrl ?? addresses.callbackFallback(),
        fallbackMethod: 'POST',
        statusCallback: addresses.callbackStatus(),
        statusCallbackEvent: ['ringing', 'completed'],
        timeout: seconds,
      }),
    endCall: (sid) =>
      reduced(async () => {
        await twilio().calls(sid).update({ status: 'completed' })
      }),
    deleteQueue: (sid) =>
      reduced(async () => {
        await twilio().queues(sid).remove()
      }),
    messages: (between) =>
      reduced(async () => {
        const page = await twilio().messages.page({ ...between, pageSize: PAGE })
        return page.instances.map(({ sid, status, body, numMedia }) => ({
          sid,
          final: FINAL.has(status),
          blank: !body,
          media: Number(numMedia) > 0,
        }))
      }),
    blankMessage: (sid) =>
      reduced(async () => {
        await twilio().messages(sid).update({ body: '' })
      }),
    deleteMessage: (sid) =>
      reduced(async () => {
        await twilio().messages(sid).remove()
      }),
  }
}

/** A number that is what it claims to be; 0 for anything else, which may be somebody's. */
function between(value: unknown, least: number, most: number): number {
  const number = Number(value)
  return Number.isInteger(number) && number >= least && number <= most ? number : 0
}

/**
 * The SDK takes a tenth of a second to load: only a line that calls needs it. It is not loaded by
 * import(), of which a failure, such as a moment without file descriptors, is remembered for ever.
 */
function clientOf({ user, password, accountSid, httpClient }: RestAccount): () => sdk.Twilio {
  let client: sdk.Twilio | undefined
  return () => {
    if (client) return client
    const load: typeof sdk = require('twilio')
    const own = httpClient ?? new load.RequestClient({ timeout: TIMEOUT_MS })
    client = load(user, password, { accountSid, httpClient: own })
    return client
  }
}

const UNANSWERED: Failure = { ok: false, code: 0, status: 0 }

/** An SDK error holds the credentials, the numbers and the request: only two numbers of it go on. */
async function outcomeOf<Value>(request: () => Promise<Value>): Promise<Result<Value>> {
  try {
    return { ok: true, value: await request() }
  } catch (error) {
    const { code, status } = (error ?? {}) as { code?: unknown; status?: unknown }
    return {
      ok: false,
      code: between(code, 10_000, 999_999),
      status: between(status, 100, 599),
    }
  }
}

/** What comes of a request, if it comes in time. */
async function inTime<Outcome>(timer: Timer, outcome: Promise<Outcome>): Promise<Outcome | 'late'> {
  let cancel = () => {}
  const late = new Promise<'late'>((resolve) => {
    cancel = timer(PATIENCE_MS, () => resolve('late'))
  })
  return Promise.race([outcome, late]).finally(() => cancel())
}

function realTimer(ms: number, run: () => void): () => void {
  const timeout = setTimeout(run, ms)
  return () => clearTimeout(timeout)
}
