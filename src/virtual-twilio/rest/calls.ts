/**
 * Calls over REST: created, read, redirected, ended.
 * Source: https://www.twilio.com/docs/voice/api/call-resource
 */
import { statusCallbacks } from '../callbacks.ts'
import type { Run } from '../document.ts'
import { never, SimulatedLeg, type Source } from '../leg.ts'
import { startLegTask } from '../leg-task.ts'
import { ring } from '../ring.ts'
import type { State } from '../state.ts'
import { e164 } from '../verbs/dial-number.ts'
import { missing, Refusal, type RestRequest, type RestResponse, type Route } from './answer.ts'

/** Milliseconds between two calls placed by one account over REST. */
const BETWEEN_CALLS_MS = 1_000
/** Seconds. */
const TIMEOUT_S = 60
/** Characters. Source: https://www.twilio.com/docs/api/errors/32018 */
const MAX_TWIML = 4000

export function callRoutes(state: State, run: Run): Route[] {
  const { clock, options } = state
  let free = 0
  return [
    { method: 'POST', path: '/Calls.json', answer: create },
    { method: 'GET', path: '/Calls/{sid}.json', answer: ({ sid }) => shown(find(sid)) },
    { method: 'POST', path: '/Calls/{sid}.json', answer: ({ sid, params }) => update(sid, params) },
  ]

  function create({ params }: RestRequest): RestResponse {
    const leg = queued(state, params)
    const source = sourceIn(params)
    if (!source) throw new Refusal(400, 21205, 'Url parameter is required')
    state.legs.push(leg)
    subscribe(state, leg, params)
    const delay = Math.max(0, free - clock.now())
    free = clock.now() + delay + BETWEEN_CALLS_MS
    const [timeout = TIMEOUT_S] = params.Timeout ?? []
    const [limit] = params.TimeLimit ?? []
    startLegTask({ state, run, leg }, async () => {
      if (delay > 0) await leg.wait('ring', never, delay)
      if (!(await ring(state, leg, Number(timeout)))) return
      if (limit) clock.after(Number(limit) * 1000, () => leg.end())
      await run(leg, source, 'voice')
    })
    // the response describes the call as accepted, whatever has happened since
    const body = { ...recordOf(leg, options.accountSid), status: 'queued' }
    return { status: 201, body: { ...body, queue_time: String(delay) } }
  }

  /** Source: https://www.twilio.com/docs/voice/api/call-resource#update-a-call-resource */
  function update(sid: string, params: RestRequest['params']): RestResponse {
    const leg = find(sid)
    const status = params.Status?.[0]
    const source = sourceIn(params)
    if (leg.over) throw new Refusal(400, 21220, 'Call is not in-progress. Cannot redirect.')
    const waiting = leg.answered === undefined && leg.direction !== 'inbound'
    if (status === 'completed') leg.end(waiting ? 'canceled' : 'completed')
    else if (status === 'canceled') {
      if (!waiting) throw new Refusal(400, 21220, 'Call is already in-progress. Cannot cancel.')
      leg.end('canceled')
    } else if (source) {
      if (leg.status !== 'in-progress')
        throw new Refusal(400, 21220, 'Call is not in-progress. Cannot redirect.')
      leg.interrupt({ type: 'redirect', source })
      leg.unbridge()
      leg.parent?.wake()
    } else if (status) throw new Refusal(400, 21218, 'Invalid status')
    return shown(leg)
  }

  function find(sid: string): SimulatedLeg {
    const leg = state.legs.find((each) => each.sid === sid)
    if (!leg) throw missing(`/2010-04-01/Accounts/${options.accountSid}/Calls/${sid}.json`)
    return leg
  }

  function shown(leg: SimulatedLeg): RestResponse {
    return { status: 200, body: recordOf(leg, options.accountSid) }
  }
}

/** The leg that a request creates, before it rings. */
function queued(state: State, params: RestRequest['params']): SimulatedLeg {
  const to = numberIn(params, 'To', 21201, 21211)
  const from = numberIn(params, 'From', 21213, 21212)
  if (from !== state.options.lineNumber)
    throw new Refusal(400, 21210, 'The source phone number provided is not yet verified')
  const [url] = params.FallbackUrl ?? []
  const [method = 'POST'] = params.FallbackMethod ?? []
  const fallback = url === undefined ? undefined : ({ type: 'url', url, method } as const)
  const sid = state.sids.sid('CA')
  return new SimulatedLeg(state, { sid, from, to, direction: 'outbound-api', fallback }, 'queued')
}

/** Source: https://www.twilio.com/docs/voice/api/call-resource#statuscallback */
function subscribe(state: State, leg: SimulatedLeg, params: RestRequest['params']): void {
  const [url] = params.StatusCallback ?? []
  const [method] = params.StatusCallbackMethod ?? []
  const events = params.StatusCallbackEvent?.flatMap((event) => event.split(/[\s,]+/))
  if (url) statusCallbacks(state, leg, { url, method, events })
}

function recordOf(leg: SimulatedLeg, accountSid: string) {
  return {
    sid: leg.sid,
    account_sid: accountSid,
    from: leg.from,
    to: leg.to,
    direction: leg.direction,
    status: leg.status,
    parent_call_sid: leg.parent?.sid ?? null,
    duration: leg.over ? String(leg.seconds) : null,
    api_version: '2010-04-01',
    uri: `/2010-04-01/Accounts/${accountSid}/Calls/${leg.sid}.json`,
  }
}

/** The document that a request specifies; Url takes precedence over Twiml. */
function sourceIn(params: RestRequest['params']): Source | undefined {
  const [url] = params.Url ?? []
  const [text] = params.Twiml ?? []
  if (url !== undefined) {
    if (!/^https?:\/\//.test(url)) throw new Refusal(400, 21205, 'Url is not a valid URL')
    return { type: 'url', url, method: params.Method?.[0] ?? 'POST' }
  }
  if (text !== undefined && text.length > MAX_TWIML)
    throw new Refusal(400, 32018, 'Twiml is longer than 4000 characters')
  return text === undefined ? undefined : { type: 'text', text }
}

function numberIn(
  params: RestRequest['params'],
  name: string,
  absent: number,
  invalid: number,
): string {
  const [text] = params[name] ?? []
  if (!text) throw new Refusal(400, absent, `No '${name}' number is specified`)
  const number = e164(text)
  if (!number) throw new Refusal(400, invalid, `Invalid '${name}' Phone Number`)
  return number
}
