/**
 * Twilio's REST API on an in-memory account: the requests made by the doctor and the set-up,
 * answered as Twilio documents them, including their changes. Anything else is a 404, so that
 * nothing passes by chance.
 */
import { hostingRoutes } from './hosting.ts'
import {
  type Asked,
  bySid,
  changed,
  found,
  list,
  newSid,
  Refusal,
  type Route,
  route,
} from './route.ts'
import type { AccountState, Row } from './state.ts'

export type Answered = { status: number; body: unknown }

const V2010 = '/2010-04-01/Accounts/AC[0-9a-f]{32}'

const routes: Route[] = [
  ...hostingRoutes,
  route('GET api', `${V2010}.json`, (_m, _a, state) => state.account),
  route('GET api', `${V2010}/Balance.json`, (_m, _a, state) => state.balance),
  route('GET api', `${V2010}/Usage/Records/ThisMonth.json`, (_m, _a, s) =>
    list('usage_records', s.spent),
  ),
  route('GET api', `${V2010}/Usage/Triggers.json`, (_m, _a, s) =>
    list('usage_triggers', s.triggers),
  ),
  route('POST api', `${V2010}/Usage/Triggers.json`, (_m, { form }, state) => {
    const row = changed({ sid: newSid('UT') }, form)
    state.triggers.push(row)
    return row
  }),
  route('DELETE api', `${V2010}/Usage/Triggers/(UT\\w+).json`, ([sid], _a, state) => {
    found(bySid(state.triggers, sid))
    state.triggers = state.triggers.filter((row) => row.sid !== sid)
    return undefined
  }),
  route('GET api', `${V2010}/IncomingPhoneNumbers.json`, (_m, { query }, state) => {
    const number = query.get('PhoneNumber')
    const rows = state.numbers.filter((row) => !number || row.phone_number === number)
    return list('incoming_phone_numbers', rows)
  }),
  route('POST api', `${V2010}/IncomingPhoneNumbers/(PN\\w+).json`, ([sid], { form }, state) =>
    changed(found(bySid(state.numbers, sid)), form),
  ),
  route('GET api', `${V2010}/OutgoingCallerIds.json`, (_m, { query }, state) =>
    list(
      'outgoing_caller_ids',
      state.callerIds.filter((row) => row.phone_number === query.get('PhoneNumber')),
    ),
  ),
  route('GET api', `${V2010}/Recordings.json`, (_m, _a, s) => list('recordings', s.recordings)),
  route('GET api', `${V2010}/Messages.json`, (_m, { query }, state) =>
    list('messages', state.messages.filter(isBefore('date_sent', query.get('DateSent<')))),
  ),
  route('GET api', `${V2010}/Calls.json`, (_m, { query }, state) =>
    list('calls', state.calls.filter(isBefore('start_time', query.get('StartTime<')))),
  ),
  route('GET messaging', '/v1/Services', (_m, _a, s) => list('services', s.services)),
  route('POST messaging', '/v1/Services', (_m, { form }, state) => {
    const row = changed(
      { sid: newSid('MG'), inbound_request_url: null, validity_period: 36000 },
      form,
    )
    state.services.push(row)
    state.senders[String(row.sid)] = []
    return row
  }),
  route('POST messaging', '/v1/Services/(MG\\w+)', ([sid], { form }, state) =>
    changed(found(bySid(state.services, sid)), form),
  ),
  route('DELETE messaging', '/v1/Services/(MG\\w+)', ([sid = ''], _a, state) => {
    found(bySid(state.services, sid))
    state.services = state.services.filter((row) => row.sid !== sid)
    delete state.senders[sid]
    return undefined
  }),
  route('GET messaging', '/v1/Services/(MG\\w+)/PhoneNumbers', ([sid = ''], _a, state) =>
    list(
      'phone_numbers',
      (state.senders[sid] ?? []).map((one) => ({ sid: one, capabilities: [] })),
    ),
  ),
  route('POST messaging', '/v1/Services/(MG\\w+)/PhoneNumbers', ([sid = ''], { form }, state) => {
    const number = form.get('PhoneNumberSid') ?? ''
    // https://www.twilio.com/docs/api/errors/21712
    if (Object.values(state.senders).flat().includes(number)) throw new Refusal(409, 21712)
    state.senders[sid]?.push(number)
    return { sid: number, capabilities: [] }
  }),
  route(
    'DELETE messaging',
    '/v1/Services/(MG\\w+)/PhoneNumbers/(PN\\w+)',
    ([sid = '', one], _a, s) => {
      if (!s.senders[sid]?.includes(one ?? '')) throw new Refusal(404, 20404)
      s.senders[sid] = s.senders[sid].filter((number) => number !== one)
      return undefined
    },
  ),
  route('GET messaging', '/v1/Services/(MG\\w+)/Compliance/Usa2p', ([sid = ''], _a, state) =>
    list('compliance', state.campaigns[sid] ?? []),
  ),
  route('GET messaging', '/v1/Services/(MG\\w+)/Compliance/Usa2p/Usecases', (_m, _a, s) => ({
    us_app_to_person_usecases: s.useCases,
  })),
  route(
    'POST messaging',
    '/v1/Services/(MG\\w+)/Compliance/Usa2p',
    ([sid = ''], { form }, state) => {
      const row = { ...fields(form), sid: newSid('QE'), campaign_status: 'IN_PROGRESS', errors: [] }
      state.campaigns[sid] = [...(state.campaigns[sid] ?? []), row]
      return row
    },
  ),
  route('POST messaging', '/v1/a2p/BrandRegistrations', (_m, { form }, state) => {
    const row = { ...fields(form), sid: newSid('BN'), status: 'PENDING', errors: [] }
    state.brands.push(row)
    return row
  }),
  route('POST messaging', '/v1/Tollfree/Verifications', (_m, { form }, state) => {
    const row = { ...fields(form), sid: newSid('HH'), status: 'PENDING_REVIEW' }
    state.tollfree.push(row)
    return row
  }),
  route('GET messaging', '/v1/a2p/BrandRegistrations', (_m, _a, s) => list('data', s.brands)),
  route('GET messaging', '/v1/Tollfree/Verifications', (_m, _a, s) =>
    list('verifications', s.tollfree),
  ),
  route('GET accounts', '/v1/Messaging/GeoPermissions', (_m, { query }, state) => {
    const code = query.get('CountryCode')
    return {
      permissions: [
        { country_code: code, type: 'country', enabled: state.textsTo.includes(code ?? '') },
      ],
    }
  }),
  route('GET trusthub', '/v1/CustomerProfiles', (_m, { query }, s) =>
    list('results', s.profiles.filter(isOf(query.get('Status')))),
  ),
  route('GET trusthub', '/v1/TrustProducts', (_m, { query }, s) =>
    list('results', s.trustProducts.filter(isOf(query.get('Status')))),
  ),
  route('GET voice', '/v1/DialingPermissions/Countries', (_m, _a, state) =>
    list(
      'content',
      state.dialing.filter((row) => row.low_risk_numbers_enabled),
    ),
  ),
  route('GET voice', '/v1/DialingPermissions/Countries/([A-Z]{2})', ([iso], _a, state) =>
    found(state.dialing.find((row) => row.iso_code === iso)),
  ),
  route('POST voice', '/v1/DialingPermissions/BulkCountryUpdates', (_m, { form }, state) => {
    const rows: Row[] = JSON.parse(form.get('UpdateRequest') ?? '[]')
    for (const row of rows)
      Object.assign(found(state.dialing.find(({ iso_code }) => iso_code === row.iso_code)), row)
    return { update_count: rows.length, update_request: 'accepted' }
  }),
  route('GET insights', '/v1/Voice/Settings', (_m, _a, state) => state.insights),
  route('GET iam', '/v1/Keys/(SK\\w+)', ([sid], _a, state) => found(bySid(state.keys, sid))),
  route('GET routes', '/v2/PhoneNumbers/(\\+\\d+)', ([number], _a, state) => ({
    phone_number: number,
    voice_region: state.region,
  })),
  route('GET lookups', '/v2/PhoneNumbers/(\\+\\d+)', ([number = ''], _a, state) => ({
    phone_number: number,
    valid: !state.invalid.includes(number),
  })),
  route('GET monitor', '/v1/Alerts', (_m, _a, s) => list('alerts', s.alerts)),
  route('GET monitor', '/v1/Events', (_m, _a, s) => list('events', s.events)),
  route('GET webhooks', '/v1/Webhooks/Rules', (_m, _a, s) => list('rules', s.rules)),
]

const isOf = (status: string | null) => (row: Row) => !status || row.status === status

/** A form's fields, with repeated ones as lists. */
const fields = (form: URLSearchParams): Row =>
  Object.fromEntries(
    [...new Set(form.keys())].map((name) => {
      const values = form.getAll(name)
      return [name, values.length > 1 ? values : values[0]]
    }),
  )

function isBefore(field: string, moment: string | null) {
  return (row: Row) => !moment || Date.parse(String(row[field])) < Date.parse(moment)
}

export function answer(state: AccountState, asked: Asked): Answered {
  const { method, host, path } = asked
  const what = `${method} ${host.split('.')[0]}`
  try {
    const [end] = Object.keys(state.refused).filter((ending) => path.endsWith(ending))
    const refusal = end === undefined ? undefined : state.refused[end]
    if (refusal) throw new Refusal(refusal.status, refusal.code)
    for (const [kind, pattern, handler] of routes) {
      const match = kind === what ? pattern.exec(decodeURIComponent(path)) : null
      if (!match) continue
      const body = handler(match.slice(1), asked, state)
      return { status: method === 'DELETE' ? 204 : method === 'POST' ? 201 : 200, body: copy(body) }
    }
    throw new Refusal(404, 20404)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const { status, code } = error
    return { status, body: { code, status, message: `no +14155550188 here`, more_info: '' } }
  }
}

/** A copy, as if sent over a network. */
const copy = (body: unknown) => (body === undefined ? '' : JSON.parse(JSON.stringify(body)))
