/** The port to an account against Twilio's own descriptions of its APIs, as Prism reads them. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Account, openAccount } from '../../src/twilio/account/account.ts'
import { serveAccount } from '../account/server.ts'
import { healthyAccount } from '../account/state.ts'
import { ACCOUNT, LINE, TOKEN } from '../line.ts'
import { operationOf, problemsOf } from '../prism/description.ts'
import { type Prism, startPrism } from '../prism/prism.ts'

const sid = (kind: string) => kind + 'a'.repeat(32)
const [PN, MG, UT, SK, ZS] = [sid('PN'), sid('MG'), sid('UT'), sid('SK'), sid('ZS')]
const DAY = new Date('2026-11-01T00:00:00Z')
const US = {
  isoCode: 'US',
  lowRiskNumbersEnabled: true,
  highRiskSpecialNumbersEnabled: false,
  highRiskTollfraudNumbersEnabled: false,
}

/** Each question and change, with what it is about. */
const operations: { [Name in keyof Account]: (account: Account) => ReturnType<Account[Name]> } = {
  account: (account) => account.account(),
  balance: (account) => account.balance(),
  spent: (account) => account.spent(),
  triggers: (account) => account.triggers(),
  policyOfKey: (account) => account.policyOfKey(SK),
  number: (account) => account.number(LINE),
  ownedNumbers: (account) => account.ownedNumbers(),
  isVerifiedCallerId: (account) => account.isVerifiedCallerId(LINE),
  isNumber: (account) => account.isNumber(LINE),
  region: (account) => account.region(LINE),
  services: (account) => account.services(),
  service: (account) => account.service(PN),
  textsMayGoTo: (account) => account.textsMayGoTo('US'),
  campaigns: (account) => account.campaigns(MG),
  brands: (account) => account.brands(),
  tollfree: (account) => account.tollfree(PN),
  trustStates: (account) => account.trustStates(),
  dialingTo: (account) => account.dialingTo('US'),
  dialingAllowed: (account) => account.dialingAllowed(),
  voiceInsights: (account) => account.voiceInsights(),
  hasRecordings: (account) => account.hasRecordings(),
  textsBefore: (account) => account.textsBefore(DAY),
  hasCallsBefore: (account) => account.hasCallsBefore(DAY),
  alertCounts: (account) => account.alertCounts(DAY),
  changes: (account) => account.changes(PN, DAY),
  ruleFor: (account) => account.ruleFor(['https://line.example.org/sms']),
  clock: (account) => account.clock(),
  changeNumber: (account) =>
    account.changeNumber(PN, {
      ...{ voiceUrl: 'https://line.example.org/voice#rc=2', voiceMethod: 'POST' },
      ...{ smsUrl: 'https://line.example.org/sms#rc=2', smsMethod: 'POST' },
      ...{ voiceFallbackUrl: 'https://a.twil.io/voice.xml', voiceFallbackMethod: 'GET' },
      ...{ smsFallbackUrl: 'https://a.twil.io/sms.xml', smsFallbackMethod: 'GET' },
      voiceCallerIdLookup: false,
    }),
  createService: (account) =>
    account.createService('CA Info Line', {
      ...{ useInboundWebhookOnNumber: true, smartEncoding: true, validityPeriod: 600 },
    }),
  changeService: (account) => account.changeService(MG, { validityPeriod: 600 }),
  removeService: (account) => account.removeService(MG),
  addSender: (account) => account.addSender(MG, PN),
  removeSender: (account) => account.removeSender(MG, PN),
  setDialing: (account) => account.setDialing([US]),
  createTrigger: (account) =>
    account.createTrigger({ dollars: 20, tell: 'https://alarm.example.org/' }),
  removeTrigger: (account) => account.removeTrigger(UT),
  useCases: (account) => account.useCases(MG, sid('BN')),
  approvedProfiles: (account) => account.approvedProfiles(),
  submitBrand: (account) => account.submitBrand({ customer: sid('BU'), messaging: sid('BU') }),
  submitCampaign: (account) =>
    account.submitCampaign(MG, {
      ...{ brandRegistrationSid: sid('BN'), usAppToPersonUsecase: 'CHARITY' },
      ...{ description: 'x'.repeat(40), messageFlow: 'x'.repeat(40) },
      messageSamples: ['Safe to text now? 1 yes, 2 no', 'Reply with a number'],
      ...{ helpMessage: 'Help is here for you', helpKeywords: ['HELP', 'INFO'] },
      ...{ optOutMessage: 'No more texts from us', optOutKeywords: ['STOP', 'END'] },
      ...{ hasEmbeddedPhone: true, hasEmbeddedLinks: false },
      ...{ ageGated: false, directLending: false, subscriberOptIn: true },
      ...{ privacyPolicyUrl: 'https://a.org/p', termsAndConditionsUrl: 'https://a.org/t' },
    }),
  submitTollfree: (account) =>
    account.submitTollfree({
      ...{ businessName: 'Harbor House', businessWebsite: 'https://harbor.example.org' },
      ...{ notificationEmail: 'a@example.org', useCaseCategories: ['CHARITY_NONPROFIT'] },
      ...{ useCaseSummary: 'x', productionMessageSample: 'x', messageVolume: '1,000' },
      ...{ optInImageUrls: ['https://a.org/x.png'], optInType: 'VIA_TEXT' },
      ...{ businessType: 'NON_PROFIT', businessRegistrationAuthority: 'EIN' },
      ...{ businessContactPhone: '+14155550123', tollfreePhoneNumberSid: PN },
      ...{ privacyPolicyUrl: 'https://a.org/p', termsAndConditionsUrl: 'https://a.org/t' },
    }),
  host: (account) => account.host('harborline-1'),
  contentsOfHost: (account) => account.contentsOfHost(ZS),
  versionsOfAsset: (account) => account.versionsOfAsset(ZS, sid('ZH')),
  stateOfBuild: (account) => account.stateOfBuild(ZS, sid('ZB')),
  createHost: (account) => account.createHost('harborline-1'),
  removeHost: (account) => account.removeHost(ZS),
  createAsset: (account) => account.createAsset(ZS, '/voice.xml'),
  removeAsset: (account) => account.removeAsset(ZS, sid('ZH')),
  createBuild: (account) => account.createBuild(ZS, [sid('ZN')]),
  removeBuild: (account) => account.removeBuild(ZS, sid('ZB')),
  createEnvironment: (account) => account.createEnvironment(ZS),
  removeEnvironment: (account) => account.removeEnvironment(ZS, sid('ZE')),
  deploy: (account) => account.deploy(ZS, sid('ZE'), sid('ZB')),
  uploadVersion: (account) =>
    account.uploadVersion({ host: ZS, asset: sid('ZH'), path: '/voice.xml', text: '<Response/>' }),
}
/** A public beta, and uploads, which Twilio's package does not describe. */
const UNDESCRIBED = ['ruleFor', 'uploadVersion']

/** Problems that are none: what is kept is only counted here; two fields are newer than the descriptions. */
const UNLIKE = [
  /^List(Recording|UsageRecordThisMonth) records/,
  /^CreateUsAppToPerson has no parameter (PrivacyPolicyUrl|TermsAndConditionsUrl)$/,
]

let prism: Prism
let account: Account
beforeAll(async () => {
  prism = await startPrism({ all: true })
  const { httpClient } = prism
  account = openAccount({ accountSid: ACCOUNT, user: ACCOUNT, password: TOKEN, httpClient })
}, 120_000)
afterAll(() => prism?.stop())

test('everything that can be asked and changed is tried here', () => {
  expect(Object.keys(operations).toSorted()).toEqual(Object.keys(account).toSorted())
})

test.each(Object.entries(operations).filter(([name]) => !UNDESCRIBED.includes(name)))(
  '%s is a request that Twilio describes, and its answer is understood',
  async (_name, ask) => {
    const from = prism.requests.length
    const answer = await ask(account)
    const sent = prism.requests.slice(from)
    expect(sent.length).toBeGreaterThan(0)
    for (const request of sent) {
      expect(operationOf(prism.description, request.method, request.path)).toBeDefined()
      const problems = problemsOf(prism.description, request)
      expect(problems.filter((one) => !UNLIKE.some((known) => known.test(one)))).toEqual([])
      expect(request.status, `${request.method} ${request.path}`).toBeLessThan(300)
    }
    expect(answer).toMatchObject({ ok: true })
  },
)

test('a file is uploaded as a form, signed in, and is what is served of it', async () => {
  const state = healthyAccount()
  const server = await serveAccount(state)
  const signedIn: unknown[] = []
  try {
    const { httpClient } = prism
    const send: typeof fetch = (address, init) => {
      signedIn.push(new Headers(init?.headers).get('authorization'))
      return fetch(String(address).replace('https:/', server.url), init)
    }
    const uploads = openAccount({
      ...{ accountSid: ACCOUNT, user: ACCOUNT, password: TOKEN, httpClient, send },
    })
    const file = { host: ZS, asset: sid('ZH'), path: '/voice.xml', text: '<Response>á</Response>' }
    // what is not there is refused with Twilio's numbers, and none of its words
    expect(await uploads.uploadVersion(file)).toEqual({ ok: false, code: 20404, status: 404 })
    state.hosts.push({
      ...{ row: { sid: ZS }, assets: [{ sid: file.asset }], versions: [] },
      ...{ builds: [], environments: [] },
    })
    expect(await uploads.uploadVersion(file)).toMatchObject({
      ok: true,
      value: expect.stringMatching(/^ZN/),
    })
    expect(state.hosts[0]?.versions).toMatchObject([
      { path: '/voice.xml', visibility: 'public', content: file.text },
    ])
    const basic = Buffer.from(`${ACCOUNT}:${TOKEN}`).toString('base64')
    expect(signedIn).toEqual([`Basic ${basic}`, `Basic ${basic}`])
  } finally {
    server.stop()
  }
})

test('what is undescribed is one thing, and a refusal there has no words', async () => {
  expect(await account.ruleFor([])).toEqual({ ok: false, code: 0, status: expect.any(Number) })
})
