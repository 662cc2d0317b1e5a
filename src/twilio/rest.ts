/** Telephony by Twilio's REST API, with errors reduced before anyone sees them. */
import type { RequestClient, Twilio } from 'twilio'
import type { CallListInstanceCreateOptions } from 'twilio/lib/rest/api/v2010/account/call.js'
import type { Failure, MessageArchive, Result, Telephony } from '../line/telephony.ts'
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
  publicUrl,
  httpClient,
}: RestAccount): Telephony & MessageArchive {
  const addresses = addressesOf(publicUrl)
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
  const ring = (call: Omit<CallListInstanceCreateOptions, 'from'>) =>
    reduced(async () => {
      const methods = { method: 'POST', statusCallbackMethod: 'POST' }
      const { sid } = await (await twilio()).calls.create({ from, ...methods, ...call })
      return sid
    })
  return {
    ringAdvocate: ({ to, transfer, rung, seconds }) =>
      ring({
        to,
        url: addresses.leg(transfer, rung),
        statusCallback: addresses.legStatus(transfer, rung),
        statusCallbackEvent: ['completed'],
        timeout: seconds,
      }),
    ringPerson: ({ to, language, seconds }) =>
      ring({
        to,
        url: addresses.callback(language),
        statusCallback: addresses.callbackStatus(),
        statusCallbackEvent: ['ringing', 'completed'],
        timeout: seconds,
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
async function reduced<Value>(request: () => Promise<Value>): Promise<Result<Value>> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<Failure>((resolve) => {
    timer = setTimeout(resolve, TIMEOUT_MS + 500, { ok: false, code: 0, status: 0 })
  })
  const answer = request().then(
    (value): Result<Value> => ({ ok: true, value }),
    (error: { code?: unknown; status?: unknown }): Failure => ({
      ok: false,
      code: between(error?.code, 10_000, 999_999),
      status: between(error?.status, 100, 599),
    }),
  )
  return Promise.race([answer, late]).finally(() => clearTimeout(timer))
}
