/** The doctor: each failing state of an account, of the way to the line and of this server is named rightly. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { doctor } from '../../src/operator/doctor/doctor.ts'
import { groups } from '../../src/operator/doctor/probe.ts'
import { probes } from '../../src/operator/doctor/probes/all.ts'
import { asJson, exitCode, inWords } from '../../src/operator/doctor/report.ts'
import { examine } from '../../src/operator/doctor/run.ts'
import type { WebAnswer } from '../../src/operator/doctor/web.ts'
import { openAccount } from '../../src/twilio/account/account.ts'
import { MemoryClient } from '../account/client.ts'
import {
  type AccountState,
  country,
  FALLBACK,
  healthyAccount,
  KEY,
  newAccount,
  type Row,
  SOMEBODY,
  trigger,
} from '../account/state.ts'
import { healthyWeb } from '../account/web.ts'
import { ACCOUNT, content, LINE, PUBLIC_URL, ROOT, TOKEN } from '../line.ts'

const NOW = Date.now()
const SECRET = 'an API secret that nobody may read anywhere'
const SETTINGS = {
  NODE_ENV: 'production',
  PUBLIC_URL,
  LINE_NUMBER: LINE,
  TWILIO_ACCOUNT_SID: ACCOUNT,
  TWILIO_AUTH_TOKEN: TOKEN,
  TWILIO_API_KEY: KEY,
  TWILIO_API_SECRET: SECRET,
  SESSION_SECRET: 'a session secret of more than 32 characters',
  ALARM_URL: 'https://alarms.example.org',
  HEARTBEAT_URL: 'https://beats.example.org',
}

type World = {
  state: AccountState
  web: ReturnType<typeof healthyWeb>
  settings: Record<string, string>
  content: ReturnType<typeof content>
  faults: string[]
}

function healthy(): World {
  const quiet = { ...content(), warnings: [], stale: [] }
  // what is checked at start is not checked here again
  Object.defineProperty(quiet, 'lexicon', { value: undefined })
  return {
    state: healthyAccount(),
    web: healthyWeb(),
    settings: { ...SETTINGS },
    content: quiet,
    faults: [],
  }
}

async function examined(spoil: (world: World) => void = () => {}) {
  const world = healthy()
  spoil(world)
  const config = readConfig(world.settings)
  const httpClient = new MemoryClient(world.state)
  const { sid: user, secret: password } = config.apiKey ?? { sid: ACCOUNT, secret: TOKEN }
  const rows = await doctor({
    config,
    faults: world.faults,
    content: world.content,
    account: openAccount({ accountSid: ACCOUNT, user, password, httpClient }),
    web: world.web.web,
    now: Date.now(),
  })
  return { rows, sent: httpClient.sent, events: world.web.events }
}

const number = (changes: Row) => (world: World) => {
  Object.assign(world.state.numbers[0] ?? {}, changes)
}
const service = (changes: Row) => (world: World) => {
  Object.assign(world.state.services[0] ?? {}, changes)
}
const campaign = (changes: Row) => (world: World) => {
  for (const [first = {}] of Object.values(world.state.campaigns)) Object.assign(first, changes)
}
const state = (changes: Partial<AccountState>) => (world: World) => {
  Object.assign(world.state, changes)
}
const settings = (changes: Record<string, string>) => (world: World) => {
  Object.assign(world.settings, changes)
}
const page = (url: string, answer: string | WebAnswer) => (world: World) => {
  world.web.pages[url] = answer
}
const proxy = (way: (address: string) => string | WebAnswer) => (world: World) => {
  world.web.proxy = way
}
const TOLL_FREE = '+18885550100'
/** The same account on a toll-free number. */
const tollFree = (verification?: Row) => (world: World) => {
  settings({ LINE_NUMBER: TOLL_FREE })(world)
  number({ phone_number: TOLL_FREE })(world)
  if (verification)
    world.state.tollfree = [
      {
        ...{ sid: `HH${'9'.repeat(32)}`, status: 'TWILIO_APPROVED', rejection_reasons: [] },
        ...{ privacy_policy_url: 'https://a.org/p', terms_and_conditions_url: 'https://a.org/t' },
        ...verification,
      },
    ]
}
const alerts = (...codes: number[]) =>
  state({
    alerts: codes.map((code) => ({
      error_code: String(code),
      alert_text: `from ${SOMEBODY}`,
      request_url: `https://x/?From=${SOMEBODY}`,
    })),
  })
const ago = (days: number) => new Date(NOW - days * 86_400_000).toUTCString()

/** What is spoilt, which row says so, as what, and in which words. */
const spoilt: [string, (world: World) => void, string, 'fail' | 'warn' | 'unseen', RegExp][] = [
  [
    'suspended',
    state({ account: { status: 'suspended', type: 'Full' } }),
    'account',
    'fail',
    /suspended/,
  ],
  ['closed', state({ account: { status: 'closed', type: 'Full' } }), 'account', 'fail', /closed/],
  [
    'a trial',
    state({ account: { status: 'active', type: 'Trial' } }),
    'account.trial',
    'fail',
    /trial/,
  ],
  [
    'a wrong key',
    state({ refused: { '': { status: 401, code: 20003 } } }),
    'account',
    'fail',
    /does not let.*20003/,
  ],
  [
    'a key that may not look',
    state({ refused: { '/Recordings.json': { status: 403, code: 70051 } } }),
    'recordings',
    'unseen',
    /70051/,
  ],
  [
    'an error at Twilio',
    state({ refused: { '/Balance.json': { status: 500, code: 20500 } } }),
    'balance',
    'unseen',
    /500, 20500/,
  ],
  ['no money', state({ balance: { balance: '0.00' } }), 'balance', 'fail', /silent/],
  [
    'little money',
    state({ balance: { balance: '10' }, spent: [{ category: 'totalprice', price: '900' }] }),
    'balance',
    'warn',
    /lasts \d+ days/,
  ],
  ['no trigger', state({ triggers: [] }), 'usage-trigger', 'warn', /no daily/],
  [
    'a trigger once a month',
    state({ triggers: [trigger('UT1', { recurring: 'monthly' })] }),
    'usage-trigger',
    'warn',
    /no daily/,
  ],
  [
    'a trust profile in review',
    state({ profiles: [{ status: 'in-review' }] }),
    'trust-profile',
    'fail',
    /in-review/,
  ],
  ['no trust profile', state({ profiles: [] }), 'trust-profile', 'fail', /no trust profile/],
  ['another number', state({ numbers: [] }), 'number.texts', 'fail', /does not own/],
  ['no caller ID', state({ numbers: [] }), 'caller-id', 'fail', /13214/],
  [
    'a number that can not text',
    number({ capabilities: { voice: true, sms: false } }),
    'number.texts',
    'fail',
    /not text/,
  ],
  [
    'a number that can not be called',
    number({ capabilities: { voice: false, sms: true } }),
    'number.calls',
    'fail',
    /not be called/,
  ],
  [
    'texts elsewhere',
    number({ sms_url: 'https://demo.twilio.com/sms' }),
    'webhook.texts',
    'fail',
    /leads to demo.twilio.com/,
  ],
  [
    'texts on another path',
    number({ sms_url: `${PUBLIC_URL}/voice` }),
    'webhook.texts',
    'fail',
    /not \/sms/,
  ],
  ['texts nowhere', number({ sms_url: '' }), 'webhook.texts', 'fail', /nobody is answered/],
  [
    'texts by http',
    number({ sms_url: 'http://line.example.org/sms' }),
    'webhook.texts',
    'fail',
    /http:/,
  ],
  ['texts by GET', number({ sms_method: 'GET' }), 'webhook.texts', 'fail', /asked by GET/],
  [
    'a text application',
    number({ sms_application_sid: 'AP1' }),
    'webhook.texts',
    'fail',
    /application/,
  ],
  [
    'calls elsewhere',
    number({ voice_url: 'https://old.example.org/voice' }),
    'webhook.calls',
    'fail',
    /old.example.org/,
  ],
  ['calls by GET', number({ voice_method: 'GET' }), 'webhook.calls', 'fail', /GET/],
  [
    'a voice application',
    number({ voice_application_sid: 'AP1' }),
    'webhook.calls',
    'fail',
    /application/,
  ],
  ['a SIP trunk', number({ trunk_sid: 'TK1' }), 'webhook.calls', 'fail', /trunk/],
  ['a fax number', number({ voice_receive_mode: 'fax' }), 'webhook.calls', 'fail', /faxes/],
  ['another region', state({ region: 'ie1' }), 'region', 'fail', /another region/],
  [
    'a stranger who is told',
    number({ status_callback: 'https://crm.example.com/x?key=1' }),
    'status-callback',
    'fail',
    /crm.example.com is told/,
  ],
  ['name look-up', number({ voice_caller_id_lookup: true }), 'caller-name', 'fail', /third party/],
  [
    'no fallback for texts',
    number({ sms_fallback_url: '' }),
    'fallback.texts',
    'fail',
    /none is set/,
  ],
  [
    'a fallback on this server',
    number({ sms_fallback_url: `${PUBLIC_URL}/x` }),
    'fallback.texts',
    'fail',
    /on this server/,
  ],
  [
    'a fallback by http',
    number({ voice_fallback_url: 'http://a.example/x' }),
    'fallback.calls',
    'fail',
    /not https/,
  ],
  [
    'no fallback for calls',
    number({ voice_fallback_url: null }),
    'fallback.calls',
    'fail',
    /none is set/,
  ],
  [
    'a fallback that is away',
    number({ voice_fallback_url: 'https://gone.example/x' }),
    'fallback.calls.document',
    'fail',
    /ENOTFOUND/,
  ],
  [
    'a fallback that answers 404',
    page(`${FALLBACK}/sms.xml`, { status: 404, body: '', location: '' }),
    'fallback.texts.document',
    'fail',
    /404/,
  ],
  [
    'an old fallback',
    page(`${FALLBACK}/voice.xml`, '<Response><Say>old</Say></Response>'),
    'fallback.calls.document',
    'warn',
    /another document/,
  ],
  [
    'a bin for Twilio alone',
    (world) => {
      const bin = 'https://handler.twilio.com/twiml/EH1'
      number({ sms_fallback_url: bin })(world)
      page(bin, { status: 403, body: '', location: '' })(world)
    },
    'fallback.texts.document',
    'unseen',
    /TwiML Bin/,
  ],
  [
    'a callback fallback that is away',
    settings({ CALLBACK_FALLBACK_URL: 'https://gone.example/x' }),
    'fallback.callback',
    'fail',
    /does not answer/,
  ],
  ['no service', state({ services: [], senders: {} }), 'service', 'fail', /no Messaging Service/],
  [
    'a service that swallows',
    service({ use_inbound_webhook_on_number: false }),
    'service.inbound',
    'fail',
    /drops all texts/,
  ],
  [
    'a service that leads away',
    service({ use_inbound_webhook_on_number: false, inbound_request_url: 'https://b.example/s' }),
    'service.inbound',
    'fail',
    /b.example/,
  ],
  [
    'a service without fallback',
    service({ use_inbound_webhook_on_number: false, inbound_request_url: `${PUBLIC_URL}/sms` }),
    'service.fallback',
    'fail',
    /no fallback/,
  ],
  ['late texts', service({ validity_period: 36000 }), 'service.validity', 'warn', /600 minutes/],
  ['no smart encoding', service({ smart_encoding: false }), 'service.encoding', 'warn', /off/],
  ['no brand', state({ brands: [] }), 'brand', 'fail', /30034/],
  [
    'a failed brand',
    state({ brands: [{ status: 'FAILED', errors: [{ code: 30795 }] }] }),
    'brand',
    'fail',
    /FAILED \(30795: https:/,
  ],
  ['no campaign', state({ campaigns: {} }), 'campaign', 'fail', /no campaign/],
  [
    'a campaign in review',
    campaign({ campaign_status: 'IN_PROGRESS' }),
    'campaign',
    'fail',
    /IN_PROGRESS/,
  ],
  [
    'a failed campaign',
    campaign({ campaign_status: 'FAILED', errors: [{ error_code: 30897 }] }),
    'campaign',
    'fail',
    /30897: its content is not allowed/,
  ],
  [
    'a campaign without numbers',
    campaign({ has_embedded_phone: false }),
    'campaign.contents',
    'warn',
    /nearly each/,
  ],
  [
    'a campaign of other words',
    campaign({ help_message: 'Reply STOP to unsubscribe.' }),
    'campaign.words',
    'warn',
    /hotline/,
  ],
  ['toll-free, not verified', tollFree(), 'toll-free', 'fail', /30032/],
  ['toll-free, in review', tollFree({ status: 'IN_REVIEW' }), 'toll-free', 'fail', /IN_REVIEW/],
  [
    'toll-free, refused',
    tollFree({
      status: 'TWILIO_REJECTED',
      edit_allowed: true,
      edit_expiration: '2026-12-01T00:00:00Z',
      rejection_reasons: [{ code: 30446 }],
    }),
    'toll-free',
    'fail',
    /30446.*until 2026-12-01/,
  ],
  [
    'toll-free, refused for ever',
    tollFree({
      status: 'TWILIO_REJECTED',
      edit_allowed: false,
      rejection_reasons: [{ code: 30873 }],
    }),
    'toll-free',
    'fail',
    /30873.*not be sent in again/,
  ],
  [
    'toll-free without policies',
    tollFree({ privacy_policy_url: null }),
    'toll-free.policies',
    'fail',
    /30493/,
  ],
  [
    'no calls to people',
    state({ dialing: [country('US', false)] }),
    'dialing.us',
    'fail',
    /nobody is put through/,
  ],
  [
    'calls abroad',
    state({ dialing: [country('US'), country('LV'), country('GB')] }),
    'dialing.abroad',
    'warn',
    /LV, GB/,
  ],
  [
    'fraud numbers',
    state({ dialing: [{ ...country('US'), high_risk_tollfraud_numbers_enabled: true }] }),
    'dialing.high-risk',
    'fail',
    /on for US/,
  ],
  ['no texts to people', state({ textsTo: ['PR'] }), 'texting.us', 'fail', /no answer/],
  ['no texts to Puerto Rico', state({ textsTo: ['US'] }), 'texting.pr', 'fail', /no answer/],
  [
    'a hotline that is no number',
    state({ invalid: ['+18883737888'] }),
    'destinations',
    'fail',
    /hotline/,
  ],
  [
    'a rule for all',
    state({ rules: [{ matchType: 'DEFAULT', settings: [] }] }),
    'webhook-rules',
    'fail',
    /default/,
  ],
  [
    'a rule for this host',
    state({ rules: [{ matchType: 'PREFIX_MATCH', prefix: PUBLIC_URL }] }),
    'webhook-rules',
    'fail',
    /prefix/,
  ],
  [
    'a rule for one address',
    state({ rules: [{ matchType: 'EXACT_MATCH', value: `${PUBLIC_URL}/sms` }] }),
    'webhook-rules',
    'fail',
    /exact/,
  ],
  ['blocked texts', alerts(30034, 30034, 21610), 'alerts.texts', 'fail', /30034: 2 times/],
  ['texts to who has stopped', alerts(21610), 'alerts.texts', 'warn', /21610: 1 times/],
  ['calls without an answer', alerts(11200, 13224), 'alerts.calls', 'fail', /11200: 1 times/],
  [
    'OPT_OUT=line in a service',
    settings({ OPT_OUT: 'line' }),
    'opt-out-by-whom',
    'fail',
    /Twilio answers STOP too/,
  ],
  ['a recording', state({ recordings: [{ sid: 'RE1' }] }), 'recordings', 'fail', /recordings/],
  [
    'old texts',
    state({ messages: [{ sid: 'SM1', body: 'he hits me', from: SOMEBODY, date_sent: ago(40) }] }),
    'texts.kept',
    'warn',
    /older than 30 days/,
  ],
  [
    'words that were to be blank',
    (world) => {
      settings({ MESSAGE_RETENTION: 'blank' })(world)
      state({ messages: [{ sid: 'SM1', body: 'he hits me', from: SOMEBODY, date_sent: ago(2) }] })(
        world,
      )
    },
    'texts.kept',
    'fail',
    /still has its words/,
  ],
  [
    'old calls',
    state({ calls: [{ sid: 'CA1', from: SOMEBODY, start_time: ago(500) }] }),
    'calls.kept',
    'warn',
    /400 days/,
  ],
  [
    'voice trace',
    state({ insights: { advanced_features: false, voice_trace: true } }),
    'voice-trace',
    'fail',
    /voice trace/,
  ],
  [
    'advanced insights',
    state({ insights: { advanced_features: true, voice_trace: false } }),
    'voice-trace',
    'warn',
    /insights/,
  ],
  [
    'a key that may do all',
    state({ keys: [{ sid: KEY, policy: null }] }),
    'api-key',
    'warn',
    /everything/,
  ],
  [
    'no key',
    settings({ TWILIO_API_KEY: '', TWILIO_API_SECRET: '' }),
    'api-key',
    'warn',
    /auth token/,
  ],
  [
    'a change in the console',
    state({
      events: [
        { actor_type: 'user', actor_sid: 'US1', event_date: ago(1), source_ip_address: '1.2.3.4' },
      ],
    }),
    'changes',
    'warn',
    /by user on/,
  ],
  ['a wrong clock', state({ clock: 90_000 }), 'clock', 'warn', /off by \d+ s/],
  [
    'another token',
    settings({ TWILIO_AUTH_TOKEN: 'b'.repeat(32) }),
    'reach.texts',
    'fail',
    /another TWILIO_AUTH_TOKEN/,
  ],
  [
    'a proxy that drops the query',
    proxy((at) => at.split('?')[0] ?? at),
    'reach.texts',
    'fail',
    /query is dropped/,
  ],
  [
    'a proxy that sorts the query',
    proxy((at) => at.replace('?z=1&a=b%20c%2Bd', '?a=b%20c%2Bd&z=1')),
    'reach.calls',
    'fail',
    /query is sorted/,
  ],
  [
    'a proxy that adds a slash',
    proxy((at) => at.replace('?', '/?')),
    'reach.texts',
    'fail',
    /slash is added to/,
  ],
  [
    'a redirect',
    proxy(() => ({ status: 301, body: '', location: 'https://www.example.org/' })),
    'reach.calls',
    'fail',
    /POST becomes a GET/,
  ],
  [
    'a proxy without a line',
    proxy(() => ({ status: 502, body: '', location: '' })),
    'reach.texts',
    'fail',
    /502.*away/,
  ],
  [
    'another site',
    proxy(() => ({ status: 404, body: 'nginx', location: '' })),
    'reach.texts',
    'fail',
    /something else/,
  ],
  ['no name', proxy(() => ({ trouble: 'ENOTFOUND' })), 'reach.calls', 'fail', /name is not known/],
  ['no server', proxy(() => ({ trouble: 'ECONNREFUSED' })), 'ready', 'fail', /nothing listens/],
  [
    'an open door',
    proxy(() => ({ status: 200, body: '<Response/>', location: '' })),
    'reach.unsigned',
    'fail',
    /200 instead of 403/,
  ],
  [
    'not ready',
    proxy((at) => (at.endsWith('/readyz') ? { status: 503, body: '', location: '' } : at)),
    'ready',
    'fail',
    /not ready/,
  ],
  [
    'a store that is down',
    proxy((at) =>
      at.endsWith('/readyz') ? { status: 200, body: '{"store":"down"}', location: '' } : at,
    ),
    'ready',
    'fail',
    /store is down/,
  ],
  [
    'a certificate that ends',
    (world) => {
      world.web.certificate = { days: 5 }
    },
    'certificate',
    'warn',
    /5 days/,
  ],
  [
    'a certificate of nobody',
    (world) => {
      world.web.certificate = { trouble: 'CERT_HAS_EXPIRED' }
    },
    'certificate',
    'fail',
    /CERT_HAS_EXPIRED/,
  ],
  ['nobody to be told', settings({ ALARM_URL: '' }), 'alarm', 'warn', /nobody is told/],
  ['no heartbeat', settings({ HEARTBEAT_URL: '' }), 'alarm', 'warn', /dead tells nobody/],
  ['development', settings({ NODE_ENV: 'development' }), 'settings', 'warn', /not production/],
  [
    'a setting that is missing',
    (world) => {
      world.faults.push('SESSION_SECRET is missing')
    },
    'settings',
    'fail',
    /SESSION_SECRET/,
  ],
  [
    'old content',
    (world) => {
      Object.assign(world.content, { stale: [{}] })
    },
    'content',
    'fail',
    /1 entries/,
  ],
  [
    'numbers that nobody phoned',
    (world) => {
      Object.assign(world.content, { warnings: ['x'] })
    },
    'content',
    'warn',
    /1 warnings/,
  ],
]

test('a healthy account has no row but ok and what can not be seen', async () => {
  const { rows } = await examined()
  expect(rows.filter(({ state }) => state !== 'ok' && state !== 'unseen')).toEqual([])
  // what no API tells is not many things, and each says where to look
  const unseen = rows.filter(({ state }) => state === 'unseen')
  expect(unseen.map(({ id }) => id)).toEqual([
    'fallback.callback',
    'opt-out-texts',
    'redaction',
    'neutral-name',
    'token-age',
    'alarm',
  ])
  expect(exitCode(rows, true)).toBe(0)
})

test('a toll-free number that is verified is as healthy', async () => {
  const { rows } = await examined((world) => {
    tollFree({})(world)
    page(`${FALLBACK}/voice.xml`, { trouble: 'ENOTFOUND' })(world)
  })
  const bad = rows.filter(({ state }) => state !== 'ok' && state !== 'unseen')
  // its fallback names the other number
  expect(bad.map(({ id }) => id)).toEqual(['fallback.calls.document'])
})

test.each(spoilt)('%s is named', async (_name, spoil, id, state, words) => {
  const { rows } = await examined(spoil)
  const row = rows.find((one) => one.id === id)
  expect(row).toMatchObject({ id, state })
  expect(row?.found).toMatch(words)
  expect(row?.mend).toBeTruthy()
})

test('forty and more failing states are named, in every row that can be seen', () => {
  expect(spoilt.length).toBeGreaterThan(80)
  const named = new Set(spoilt.map(([, , id]) => id))
  const never = probes.map(({ id }) => id).filter((id) => !named.has(id))
  expect(never).toEqual([
    'emergency-address', // says what holds, whatever is set
    ...['opt-out-texts', 'redaction', 'neutral-name', 'redis', 'token-age'],
  ])
})

test('it reads, and changes nothing: not at Twilio, and not in the line', async () => {
  const { sent, events } = await examined()
  expect(sent.length).toBeGreaterThan(20)
  expect(sent.filter(({ method }) => method !== 'GET')).toEqual([])
  // no turn is taken, and so no session begins
  expect(new Set(events.map(({ event }) => event))).toEqual(new Set(['refused']))
})

test('what was asked once is not asked again', async () => {
  const { sent } = await examined()
  const asked = sent.map(({ host, path }) => host + path)
  expect(asked.filter((one) => one.endsWith('/IncomingPhoneNumbers.json'))).toHaveLength(1)
})

test('no key, no text, no number but those that the content names is in any output', async () => {
  const worst = [
    (world: World) => {
      world.state = newAccount()
      alerts(11200, 21610)(world)
      state({ messages: [{ body: 'he hits me', from: SOMEBODY, date_sent: ago(90) }] })(world)
    },
    state({ refused: { '': { status: 400, code: 20001 } } }),
    number({ sms_url: `https://user:${SECRET}@other.example/${SOMEBODY}?token=${TOKEN}` }),
  ]
  for (const spoil of worst) {
    const { rows } = await examined(spoil)
    for (const output of [inWords(rows), asJson(rows)]) {
      for (const secret of [SECRET, TOKEN, KEY, ACCOUNT, SOMEBODY, 'he hits me', 'session secret'])
        expect(output).not.toContain(secret)
      expect(output.match(/\+\d{7,}/g) ?? []).toEqual([])
    }
  }
})

test('rows of one cause are told together, once in each part of the sheet', async () => {
  const { rows } = await examined(state({ refused: { '': { status: 401, code: 20003 } } }))
  const words = inWords(rows)
  const causes = words.match(/the account lets nobody in/g) ?? []
  expect(causes.length).toBeGreaterThan(1)
  expect(causes.length).toBeLessThanOrEqual(Object.keys(groups).length)
  for (const { title } of rows) expect(words).toContain(title)
})

test('the sheet stands under what people can do, and the JSON holds the same rows', async () => {
  const { rows } = await examined(number({ sms_url: '' }))
  const words = inWords(rows)
  for (const heading of [
    'Texts reach people',
    'A call reaches a person',
    'STOP and HELP are right',
  ])
    expect(words).toContain(`${heading}\n`)
  expect(words).toContain('FAIL  Texts come to this line: no address is set for texts')
  expect(words).toContain('-> npm run harborline -- setup')
  const sheet = JSON.parse(asJson(rows))
  expect(sheet.fit).toBe(false)
  expect(sheet.counts.fail).toBe(1)
  expect(sheet.rows).toHaveLength(probes.length)
  expect(new Set(sheet.rows.map(({ id }: { id: string }) => id)).size).toBe(probes.length)
})

test('what a remedy points to is there', () => {
  const folder = join(ROOT, 'src/operator/doctor')
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(join(folder, file), 'utf8'))
  const pages = sources.flatMap((source) =>
    Array.from(source.matchAll(/(docs\/\w+\.md)(?:, "([^"]+)")?/g)),
  )
  expect(pages.length).toBeGreaterThan(5)
  for (const [, file = '', heading] of pages) {
    const text = readFileSync(join(ROOT, file), 'utf8')
    const place = new RegExp(`^(#+ |- |\\*\\*)${heading ?? ''}`, 'm')
    expect(text, `${file}: ${heading}`).toMatch(place)
  }
})

test('a warning fails only who is strict', async () => {
  const { rows } = await examined(service({ smart_encoding: false }))
  expect([exitCode(rows, false), exitCode(rows, true)]).toEqual([0, 1])
})

test('a probe that never ends or breaks is one row, and the others go on', async () => {
  const row = { group: 'server', title: 'x' } as const
  const found = await examine(
    [
      { ...row, id: 'never', look: () => new Promise(() => {}) },
      { ...row, id: 'breaks', look: () => Promise.reject(new Error(SOMEBODY)) },
      { ...row, id: 'fine', look: async () => ({ state: 'ok', found: 'fine' }) },
    ],
    // none of the three looks around
    {} as Parameters<typeof examine>[1],
    { patience: 20 },
  )
  expect(found.map(({ id, state }) => [id, state])).toEqual([
    ['never', 'unseen'],
    ['breaks', 'unseen'],
    ['fine', 'ok'],
  ])
  expect(JSON.stringify(found)).not.toContain(SOMEBODY)
})
