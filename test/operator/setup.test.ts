/** The set-up: what it changes, that it can be interrupted anywhere, and that it can be undone. */
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Fallback } from '../../src/operator/setup/plan-fallback.ts'
import { planFile } from '../../src/operator/setup/plan-file.ts'
import { setUp, undoSetUp } from '../../src/operator/setup/setup.ts'
import { served } from '../account/hosting.ts'
import { type AccountState, country, newAccount, SOMEBODY } from '../account/state.ts'
import { PUBLIC_URL, TOKEN } from '../line.ts'
import { documents, PASTED, preparedSetUp, type Run, SERVED, writes } from './setting-up.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'setup-'))
})
afterEach(() => rmSync(folder, { recursive: true }))
const prepared = (state: AccountState, run: Run = {}) =>
  preparedSetUp(state, { file: planFile(join(folder, 'plan.json')), ...run })

/** An account without what time leaves in it, and with one word for nothing. */
const still = (state: AccountState) =>
  JSON.parse(JSON.stringify(state, (_key, value) => (value === null ? '' : value)))

/** A bare account; one with a service and a stranger's settings. */
function strangers(): AccountState {
  const state = newAccount()
  Object.assign(state.numbers[0] ?? {}, {
    voice_application_sid: `AP${'1'.repeat(32)}`,
    trunk_sid: `TK${'2'.repeat(32)}`,
    status_callback: `https://crm.example.com/?secret=${TOKEN}`,
    sms_method: 'GET',
  })
  const sid = `MG${'7'.repeat(32)}`
  state.services = [
    {
      sid,
      friendly_name: 'old',
      use_inbound_webhook_on_number: false,
      validity_period: 14400,
      smart_encoding: false,
    },
  ]
  state.senders = { [sid]: [String(state.numbers[0]?.sid)] }
  state.dialing = [country('US'), { ...country('LV'), high_risk_special_numbers_enabled: true }]
  return state
}
/** One where Twilio serves what an earlier set-up has put there, of which one document is another now. */
let earlier: AccountState | undefined
async function servingAccount(): Promise<AccountState> {
  if (!earlier) {
    earlier = newAccount()
    const file = planFile(join(folder, 'earlier.json'))
    const fallback = documents('<Response>an older voice</Response>')
    await setUp(prepared(earlier, { file, fallback }).setup)
  }
  return structuredClone(earlier)
}
const accounts: [string, () => AccountState | Promise<AccountState>, Fallback][] = [
  ['a new account', newAccount, PASTED],
  ["an account with a stranger's settings", strangers, PASTED],
  ['a new account that is to serve the fallback', newAccount, SERVED],
  ['an account that serves an older fallback', servingAccount, SERVED],
]

test.each(accounts)(
  '%s leads to the line, and a second run finds nothing to do',
  async (_name, make, fallback) => {
    const state = await make()
    expect(await setUp(prepared(state, { fallback }).setup)).toBe('done')
    const [number] = state.numbers
    expect(number).toMatchObject({
      ...{ voice_method: 'POST', sms_method: 'POST', voice_caller_id_lookup: false },
      ...{ voice_fallback_method: 'GET', sms_fallback_method: 'GET' },
      ...{ voice_application_sid: '', status_callback: '' },
    })
    expect(number?.voice_url).toMatch(/^https:\/\/line\.example\.org\/voice#.*rc=2/)
    const urls = [String(number?.voice_fallback_url), String(number?.sms_fallback_url)]
    if (fallback === PASTED) expect(urls).toEqual(Object.values(PASTED))
    else
      expect(urls.map((url) => served(state, url))).toEqual([
        '<Response>voice</Response>\n',
        '<Response>sms</Response>\n',
      ])
    expect(state.services).toMatchObject([
      { use_inbound_webhook_on_number: true, smart_encoding: true, validity_period: 600 },
    ])
    expect(Object.values(state.senders)).toEqual([[number?.sid]])
    expect(state.triggers).toHaveLength(1)
    expect(state.dialing.every((one) => !one.high_risk_special_numbers_enabled)).toBe(true)
    const again = prepared(state, { fallback })
    expect(await setUp(again.setup)).toBe('nothing to do')
    expect(writes(again.sent)).toEqual([])
  },
)

test.each(accounts)('undone, %s is as it was', async (_name, make, fallback) => {
  const state = await make()
  await setUp(prepared(state, { fallback }).setup)
  expect(still(state)).not.toEqual(still(await make()))
  expect(await undoSetUp(prepared(state, { fallback }).setup)).toBe('done')
  expect(still(state)).toEqual(still(await make()))
  const again = prepared(state, { fallback })
  expect(await undoSetUp(again.setup)).toBe('nothing to do')
  expect(writes(again.sent)).toEqual([])
})

/** Stops a run at its n-th change: before Twilio has heard of it, or after, when the answer is lost. */
function interrupted(at: number, heard: boolean, fallback: Fallback) {
  let count = 0
  return (state: AccountState) => {
    const { setup } = prepared(state, {
      fallback,
      before: ({ method }) => {
        if (method === 'GET' || ++count <= at) return
        if (!heard || count > at + 1) throw new Error('the connection is lost')
      },
    })
    const { file } = setup
    let done = 0
    // whoever ends the process after the request, and before it is written down
    const write: typeof file.write = (plan) => {
      const now = plan.steps.filter((step) => step.state === 'done').length
      if (heard && now > done && now > at) throw new Error('killed')
      done = now
      file.write(plan)
    }
    return setUp({ ...setup, file: { ...file, write } })
  }
}

for (const [name, make, fallback] of accounts)
  for (const heard of [false, true])
    for (let at = 0; at < (fallback === PASTED ? 8 : 10); at++) {
      const when = `${name}, ${heard ? 'after' : 'before'} change ${at + 1}`
      test(`interrupted (${when}) it goes on where it was`, async () => {
        const state = await make()
        const whole = await make()
        await setUp(prepared(whole, { fallback, file: planFile(join(folder, 'whole.json')) }).setup)
        const ended = await interrupted(at, heard, fallback)(state).catch(() => 'interrupted')
        expect(['interrupted', 'done']).toContain(ended)
        expect(['done', 'nothing to do']).toContain(
          await setUp(prepared(state, { fallback }).setup),
        )
        expect(shape(state)).toEqual(shape(whole))
        await undoSetUp(prepared(state, { fallback }).setup)
        expect(still(state)).toEqual(still(await make()))
      })
      test(`interrupted (${when}) it can be undone at once`, async () => {
        const state = await make()
        await interrupted(at, heard, fallback)(state).catch(() => {})
        await undoSetUp(prepared(state, { fallback }).setup)
        expect(still(state)).toEqual(still(await make()))
      })
    }

/** What an account holds, whatever its new things are called; of what was built, what is served. */
function shape(state: AccountState): string {
  const [number] = state.numbers
  const urls = [String(number?.voice_fallback_url), String(number?.sms_fallback_url)]
  const hosts = urls.map((url) => served(state, url))
  const named = JSON.stringify(still({ ...state, hosts: [] })) + JSON.stringify(hosts)
  return named.replaceAll(/(MG|UT)0\w{30}\d/g, '$1 new')
}

test('a dry run sends reads alone, and leaves a plan to be read', async () => {
  const state = strangers()
  const { setup, sent, told } = prepared(state, { dryRun: true })
  expect(await setUp(setup)).toBe('planned')
  expect(sent.length).toBeGreaterThan(3)
  expect(writes(sent)).toEqual([])
  expect(still(state)).toEqual(still(strangers()))
  const plan = JSON.parse(readFileSync(setup.file.name, 'utf8'))
  expect(plan.steps.map(({ state: one }: { state: string }) => one)).not.toContain('done')
  expect(statSync(setup.file.name).mode & 0o077).toBe(0)
  const words = told.join('\n')
  expect(words).toContain('from  smsUrl https://demo.twilio.com/welcome/sms/reply/, smsMethod GET')
  expect(words).toContain(`to    smsUrl ${PUBLIC_URL}/sms#`)
  for (const secret of [TOKEN, SOMEBODY, 'key=1']) expect(words).not.toContain(secret)
})

test('who says no changes nothing', async () => {
  const state = newAccount()
  const { setup, sent, told } = prepared(state, { answer: false })
  expect(await setUp(setup)).toBe('left')
  expect(writes(sent)).toEqual([])
  expect(told.some((words) => /^Change these \d+ things at Twilio\?$/.test(words))).toBe(true)
})

test('without a question it does the same, and never buys or registers', async () => {
  const state = newAccount()
  const { setup, sent, told } = prepared(state, { answer: false, yes: true })
  expect(await setUp(setup)).toBe('done')
  expect(told.some((words) => words.endsWith('?'))).toBe(false)
  const changed = writes(sent).map(({ path }) => path)
  expect(changed.length).toBeGreaterThan(5)
  for (const path of changed)
    expect(path).not.toMatch(/Usa2p|Brand|Tollfree|CustomerProfiles|IncomingPhoneNumbers\.json$/)
})

test('a refusal ends it with the code, and what was done stays to be undone', async () => {
  const state = newAccount()
  state.refused['/v1/Services'] = { status: 403, code: 70051 }
  await expect(setUp(prepared(state).setup)).rejects.toThrow('403, 70051')
  expect(still({ ...state, refused: {} })).toEqual(still(newAccount()))
})

test('a plan for another number is not undone here', async () => {
  const state = newAccount()
  await setUp(prepared(state).setup)
  const { setup } = prepared(state)
  expect(await undoSetUp({ ...setup, wanted: { ...setup.wanted, number: SOMEBODY } })).toBe(
    'nothing to do',
  )
})
