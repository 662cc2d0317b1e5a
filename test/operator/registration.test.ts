/** Sending a registration in, and following it: asked twice, never without a person, refusals in words. */
import { expect, test } from 'vitest'
import type { Agency } from '../../src/operator/approval/kit.ts'
import { registrationStatus } from '../../src/operator/approval/status.ts'
import { submitRegistration } from '../../src/operator/approval/submit.ts'
import type { Asker } from '../../src/operator/asker.ts'
import { openAccount } from '../../src/twilio/account/account.ts'
import { MemoryClient } from '../account/client.ts'
import { type AccountState, healthyAccount, newAccount, SERVICE_SID } from '../account/state.ts'
import { ACCOUNT, content, LINE, TOKEN } from '../line.ts'
import { writes } from './setting-up.ts'

const TOLL_FREE = '+18885550100'
const AGENCY: Agency = {
  name: 'Harbor House',
  site: 'https://harbor.example.org',
  email: 'ask@harbor.example.org',
  privacy: 'https://harbor.example.org/privacy.html',
  terms: 'https://harbor.example.org/terms.html',
}

/** What somebody answers who knows the papers, by a word of the question. */
const PAPERS: Record<string, string> = {
  'type SEND IN': 'SEND IN',
  EIN: '12-3456789',
  picture: 'https://harbor.example.org/poster.png',
  Street: '1 Main Street',
  City: 'Oakland',
  State: 'CA',
  ZIP: '94612',
  'First name': 'Ana',
  'Last name': 'Ruiz',
  'Phone number': '+15105559999',
}

function somebody(answers: Record<string, string> = {}, sure = true) {
  const told: string[] = []
  const asker: Asker = {
    text: async (question) => {
      told.push(question)
      const all: Record<string, string> = { ...PAPERS, ...answers }
      return all[Object.keys(all).find((word) => question.includes(word)) ?? ''] ?? ''
    },
    secret: async () => '',
    choose: async (question, options) => {
      told.push(question)
      return options[0] ?? ''
    },
    confirm: async (question) => {
      told.push(question)
      return sure
    },
    say: (words) => told.push(words),
    show: (title, words) => told.push(`${title}\n${words}`),
  }
  return { asker, told }
}

type Run = { number?: string; answers?: Record<string, string>; sure?: boolean; away?: string }

function submission(state: AccountState, { number = LINE, answers, sure, away }: Run = {}) {
  const httpClient = new MemoryClient(state)
  const account = openAccount({ accountSid: ACCOUNT, user: ACCOUNT, password: TOKEN, httpClient })
  const { asker, told } = somebody(answers, sure)
  const ask = async (_method: string, url: string) => ({
    status: url === away ? 404 : 200,
    body: '',
    location: '',
  })
  const web = { ask, certificate: async () => ({ days: 60 }) }
  const submitted = { account, content: content(), agency: AGENCY, number, asker, web }
  return { run: () => submitRegistration(submitted), told, sent: httpClient.sent, account }
}

function tollFree(changes: Partial<AccountState> = {}): AccountState {
  const state = healthyAccount()
  const [number = {}] = state.numbers
  number.phone_number = TOLL_FREE
  return { ...state, ...changes }
}
const inService = (changes: Partial<AccountState>): AccountState => ({
  ...healthyAccount(),
  ...changes,
})

test('a campaign goes in with the real words of the line, after two questions', async () => {
  const state = inService({ campaigns: {} })
  const { run, told, sent } = submission(state)
  expect(await run()).toBe(true)
  expect(writes(sent)).toHaveLength(1)
  const [campaign] = state.campaigns[SERVICE_SID] ?? []
  expect(campaign).toMatchObject({ UsAppToPersonUsecase: 'CHARITY', HasEmbeddedPhone: 'true' })
  expect(campaign).toMatchObject({ PrivacyPolicyUrl: AGENCY.privacy, SubscriberOptIn: 'true' })
  const samples = [campaign?.MessageSamples].flat()
  expect(samples).toHaveLength(4)
  expect(samples[0]).toContain('Safe to text now?')
  const said = told.join('\n')
  // what can not be taken back comes first, then each field, then the two questions
  const order = [
    'can not be sent in again',
    'MessageFlow',
    'what you want?',
    'type SEND IN',
    '(10DLC). How far it is',
  ]
  const places = order.map((words) => said.toLowerCase().indexOf(words.toLowerCase()))
  expect(places).not.toContain(-1)
  expect(places).toEqual(places.toSorted((a, b) => a - b))
})

test('a brand goes in from the profiles that Twilio has approved', async () => {
  const state = inService({ brands: [], campaigns: {} })
  expect(await submission(state).run()).toBe(true)
  expect(state.brands).toMatchObject([
    {
      CustomerProfileBundleSid: state.profiles[0]?.sid,
      A2PProfileBundleSid: state.trustProducts[0]?.sid,
      BrandType: 'STANDARD',
    },
  ])
})

test('a toll-free verification goes in with what is typed, which is asked field by field', async () => {
  const state = tollFree()
  const { run, told } = submission(state, { number: TOLL_FREE })
  expect(await run()).toBe(true)
  expect(state.tollfree).toMatchObject([
    {
      ...{ BusinessName: 'Harbor House', BusinessType: 'NON_PROFIT', OptInType: 'VIA_TEXT' },
      ...{ UseCaseCategories: 'CHARITY_NONPROFIT', BusinessRegistrationNumber: '12-3456789' },
      ...{ BusinessContactLastName: 'Ruiz', TermsAndConditionsUrl: AGENCY.terms },
      TollfreePhoneNumberSid: state.numbers[0]?.sid,
    },
  ])
  expect(told.join('\n')).toContain('businessStreetAddress: 1 Main Street')
})

test.each<[string, Run]>([
  ['who is not sure', { sure: false }],
  ['who types anything but the words', { answers: { 'type SEND IN': 'yes' } }],
  ['who types nothing', { answers: { 'type SEND IN': '' } }],
])('%s sends nothing in', async (_who, given) => {
  for (const [state, number] of [
    [inService({ campaigns: {} }), LINE],
    [inService({ brands: [] }), LINE],
    [tollFree(), TOLL_FREE],
  ] as const) {
    const { run, sent, told } = submission(state, { number, ...given })
    expect(await run()).toBe(false)
    expect(writes(sent)).toEqual([])
    expect(told.at(-1)).toBe('Nothing was sent in.')
  }
})

test.each<[string, AccountState, Run, RegExp]>([
  [
    'a page that is not there',
    inService({ campaigns: {} }),
    { away: AGENCY.terms },
    /terms\.html: it does not answer \(404\)\. Host privacy\.html/,
  ],
  [
    'a campaign that is there',
    healthyAccount(),
    {},
    /a campaign is there already\. See how far it is/,
  ],
  [
    'a brand under review',
    inService({ brands: [{ sid: 'BN1', status: 'IN_REVIEW', errors: [] }] }),
    {},
    /a brand is there already/,
  ],
  [
    'a verification that is there',
    tollFree({ tollfree: [{ sid: 'HH1', status: 'IN_REVIEW' }] }),
    { number: TOLL_FREE },
    /a toll-free verification is there already/,
  ],
  [
    'no approved customer profile',
    inService({ brands: [], profiles: [] }),
    {},
    /has not approved a customer profile.*Trust Hub/,
  ],
  [
    'no approved messaging profile',
    inService({ brands: [], trustProducts: [{ sid: 'BU1', status: 'draft' }] }),
    {},
    /has not approved an A2P messaging profile/,
  ],
  [
    'a number in no Messaging Service',
    inService({ senders: {} }),
    {},
    /in no Messaging Service\. Run harborline setup/,
  ],
  ['a number of another account', inService({ numbers: [] }), {}, /does not own this number/],
  [
    'an EIN that can not be one',
    tollFree(),
    { number: TOLL_FREE, answers: { EIN: '12' } },
    /EIN.*can not be right/,
  ],
  [
    'a picture that is nowhere',
    tollFree(),
    { number: TOLL_FREE, answers: { picture: 'poster' } },
    /that is no address\. Host it/,
  ],
])('%s is said before anything is sent', async (_what, state, given, words) => {
  const { run, sent } = submission(state, given)
  await expect(run()).rejects.toThrow(words)
  expect(writes(sent)).toEqual([])
})

const status = (state: AccountState, number = LINE) =>
  registrationStatus(submission(state).account, number).then((lines) => lines.join('\n'))

test('how far it is, is said for each thing that is registered', async () => {
  expect(await status(healthyAccount())).toBe('Brand: approved.\nCampaign (CHARITY): verified.')
  expect(await status(newAccount())).toBe(
    'Brand: none was sent in.\nMessaging Service: the number is in none. Run the set-up first.\nCampaign: none was sent in.',
  )
  expect(await status(tollFree(), TOLL_FREE)).toBe('Toll-free verification: none was sent in.')
})

test('reasons of a refusal are said in words, by their codes, and nothing of what was sent in', async () => {
  const campaign = {
    ...{ sid: 'QE1', campaign_status: 'FAILED', us_app_to_person_usecase: 'CHARITY' },
    description: 'SECRET',
    errors: [
      { error_code: 30886, description: 'SECRET', fields: ['SECRET'] },
      { error_code: 30896, description: 'SECRET' },
      { error_code: 30799, description: 'SECRET' },
    ],
  }
  const refused = await status(inService({ campaigns: { [SERVICE_SID]: [campaign] } }))
  expect(refused).toContain('Campaign (CHARITY): refused.\n  30886: its description does not say')
  expect(refused).toContain('30896: how people opt in is not right; use the opt-in of the kit')
  expect(refused).toContain('30799: https://www.twilio.com/docs/api/errors/30799')
  const verification = {
    ...{ sid: 'HH1', status: 'TWILIO_REJECTED', edit_allowed: false, business_name: 'SECRET' },
    rejection_reasons: [{ code: 30441, reason: 'SECRET' }],
  }
  const final = await status(tollFree({ tollfree: [verification] }), TOLL_FREE)
  expect(final).toContain('30441: its content was taken for something forbidden')
  expect(final).toContain('It can not be sent in again for this number: register a local one.')
  const mendable = { ...verification, edit_allowed: true, edit_expiration: '2026-12-01T00:00:00Z' }
  expect(await status(tollFree({ tollfree: [mendable] }), TOLL_FREE)).toContain(
    'It may be mended until 2026-12-01: Console',
  )
  expect(refused + final).not.toContain('SECRET')
})
