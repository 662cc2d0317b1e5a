/** Telephony through Twilio's REST API, with errors reduced before anybody sees them. */
import type { CallListInstanceCreateOptions } from 'twilio/lib/rest/api/v2010/account/call.js'
import type { CallResult, Failure, MessageArchive, Result, Telephony } from '../line/telephony.ts'
import { addressesOf } from './addresses.ts'
import { type Credentials, clientOf, outcomeOf } from './client.ts'

export type RestAccount = Credentials & {
  /** The line's own number, used as caller ID of every call. */
  from: string
  /** This server's public address. */
  publicUrl: string
  /** The address of the fallback for calls requested by text, if not on this server. */
  callbackFallbackUrl?: string | undefined
  /** Runs a function after a delay in milliseconds, unless cancelled. */
  timer?: Timer
}

export type Timer = (ms: number, run: () => void) => () => void

/**
 * How long to wait for a response: a caller hears nothing meanwhile. Later responses are still
 * processed, because a call that was placed has a SID by which it can be ended.
 */
const PATIENCE_MS = 4_500

/** Messages per page, Twilio's maximum. */
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
  const ring = async (call: Omit<CallListInstanceCreateOptions, 'from'>): Promise<CallResult> => {
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

const UNANSWERED: Failure = { ok: false, code: 0, status: 0 }

/** The outcome of a request, or `late`. */
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
