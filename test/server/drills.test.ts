/** Drills on a line that runs: what carries the mark rings nobody, touches nobody and is counted apart. */
import { expect, test } from 'vitest'
import type { Telephony } from '../../src/line/telephony.ts'
import type { Deps } from '../../src/server/app.ts'
import { createDrilled, DRILL_HEADER, drillTokens } from '../../src/server/drills.ts'
import { memoryStore } from '../../src/store/memory.ts'
import type { LogEvent } from '../../src/telemetry/events.ts'
import { content, LINE, messageOf, nextOf, PERSON, PUBLIC_URL, signedForm, TOKEN } from '../line.ts'

const SECRETS: [string] = ['a session secret of more than 32 characters']
const DRILL_TOKEN = 'a drill token of more than 32 characters'

function started() {
  const events: LogEvent[] = []
  const asked: string[] = []
  const counted: string[] = []
  const note = (what: string) => async () => {
    asked.push(what)
    return { ok: true, value: 'CA1' } as const
  }
  const telephony: Telephony = {
    ringAdvocate: note('ringAdvocate'),
    ringPerson: note('ringPerson'),
    endCall: async () => ({ ok: true, value: undefined }),
    deleteQueue: async () => ({ ok: true, value: undefined }),
  }
  const store = memoryStore()
  const deps: Deps = {
    ...{ content: content(), store, telephony, publicUrl: PUBLIC_URL, lineNumber: LINE },
    ...{ authTokens: [TOKEN], sessionSecrets: SECRETS, sessionTtl: 900 },
    log: (event) => events.push(event),
    count: ({ count }) => counted.push(count),
  }
  const tokens = drillTokens({ drillToken: DRILL_TOKEN, sessionSecrets: SECRETS })
  const served = createDrilled(deps, 'first', tokens)
  const post = async (path: string, params: Record<string, string>, token?: string) => {
    const request = new Request(PUBLIC_URL + path, signedForm(path, params))
    if (token !== undefined) request.headers.set(DRILL_HEADER, token)
    return served.fetch(request)
  }
  let messages = 0
  const text = async (Body: string, token?: string) => {
    const sid = `SM${++messages}`
    const response = await post('/sms', { MessageSid: sid, From: PERSON, To: LINE, Body }, token)
    return messageOf(await response.text())
  }
  /** Calls, and presses keys one by one; the last document. */
  const call = async (keys: string, token?: string) => {
    const params = { CallSid: `CA${++messages}`, From: PERSON, To: LINE }
    let document = await (await post('/voice', params, token)).text()
    for (const Digits of keys)
      document = await (await post(nextOf(document), { ...params, Digits }, token)).text()
    return document
  }
  return { events, asked, counted, post, text, call, served }
}

test('a drill that asks for a person is bridged, and nobody is rung; a caller waits while one is', async () => {
  const { call, asked } = started()
  const drill = await call('01', DRILL_TOKEN)
  expect(drill).toContain('<Number')
  expect(drill).not.toContain('<Enqueue')
  expect(await call('01')).toContain('<Enqueue')
  expect(asked).toEqual([])
})

test('a drill that asks for a call by text gets none, whatever it confirms', async () => {
  const { text, asked, counted, events } = started()
  for (const body of ['Hi', '1', 'he will kill me', 'CALL']) await text(body, DRILL_TOKEN)
  expect(await text('RING', DRILL_TOKEN)).toContain("We can't call this phone")
  expect([asked, counted]).toEqual([[], []])
  for (const body of ['Hi', '1', 'CALL', 'RING']) await text(body)
  expect(asked).toEqual(['ringPerson'])
  expect(counted).toContain('conversations')
  expect(events.filter(({ event }) => event === 'drill')).toHaveLength(5)
  expect(events.filter(({ event }) => event === 'turn')).toHaveLength(4)
})

test('no conversation of a person is read, moved or forgotten by a drill of the same number', async () => {
  const { text } = started()
  await text('Hi')
  expect(await text('1')).toContain('Reply with a number')
  expect(await text('1', DRILL_TOKEN)).toContain('Safe to text now?')
  await text('X', DRILL_TOKEN)
  expect(await text('2')).toContain('Worried about someone')
})

test.each([
  ['a wrong token', `${DRILL_TOKEN}.`],
  ['an empty one', ''],
  ['none', undefined],
])('with %s a request is one like any other', async (_what, token) => {
  const { post, events } = started()
  const params = { MessageSid: 'SM1', From: PERSON, To: LINE, Body: 'Hi' }
  const response = await post('/sms', params, token)
  expect(response.headers.get(DRILL_HEADER)).toBeNull()
  expect(events.map(({ event }) => event)).toEqual(['turn'])
})

test('the token alone opens nothing: what Twilio did not sign is refused all the same', async () => {
  const { served, events } = started()
  const init = signedForm('/sms', { MessageSid: 'SM1', Body: 'Hi' }, { signature: null })
  const request = new Request(`${PUBLIC_URL}/sms`, init)
  request.headers.set(DRILL_HEADER, DRILL_TOKEN)
  expect((await served.fetch(request)).status).toBe(403)
  expect(events).toEqual([{ event: 'drill', outcome: 'refused' }])
})

test('each process knows the mark of a self-test of another one with the same secret, old ones too', () => {
  const [own] = drillTokens({ drillToken: undefined, sessionSecrets: ['new secret', 'old secret'] })
  const [before] = drillTokens({ drillToken: undefined, sessionSecrets: ['old secret'] })
  const known = drillTokens({ drillToken: undefined, sessionSecrets: ['new secret', 'old secret'] })
  expect(known).toEqual([own, before])
  expect(own).not.toContain('secret')
})

test.each([
  ['before the first drill', []],
  ['after it', ['Hi', '2']],
])('a drill is answered with the content that was taken %s', async (_when, before) => {
  const { text, served } = started()
  for (const body of before) await text(body, DRILL_TOKEN)
  const { wording } = content()
  const { en } = wording.text
  if (!en) throw new Error('there is no English')
  const menus = new Map(en.menus).set('gate', 'Good morning.')
  served.take(
    { ...content(), wording: { ...wording, text: { ...wording.text, en: { ...en, menus } } } },
    'second',
  )
  expect(await text('Hi', DRILL_TOKEN)).toBe('Good morning.')
  expect(await text('Hi')).toBe('Good morning.')
})
