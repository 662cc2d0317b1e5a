/** The port to an account against Twilio's own descriptions of its APIs, as Prism reads them. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Account, openAccount } from '../../src/twilio/account/account.ts'
import { ACCOUNT, LINE, TOKEN } from '../line.ts'
import { operationOf, problemsOf } from '../prism/description.ts'
import { type Prism, startPrism } from '../prism/prism.ts'

const [PN, MG, UT, SK] = ['PN', 'MG', 'UT', 'SK'].map((kind) => kind + 'a'.repeat(32)) as [
  ...[string, string, string, string],
]
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
}
/** A public beta that Twilio's package does not describe. */
const UNDESCRIBED = ['ruleFor']

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
      // what is kept is only counted here, and a recording is what must not be there
      const problems = problemsOf(prism.description, request)
      expect(
        problems.filter((one) => !/^List(Recording|UsageRecordThisMonth) records/.test(one)),
      ).toEqual([])
      expect(request.status, `${request.method} ${request.path}`).toBeLessThan(300)
    }
    expect(answer).toMatchObject({ ok: true })
  },
)

test('what is undescribed is one thing, and a refusal there has no words', async () => {
  expect(await account.ruleFor([])).toEqual({ ok: false, code: 0, status: expect.any(Number) })
})
