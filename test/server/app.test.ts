/** The line over HTTP: whatever comes, a signed request gets an answer that helps. */
import { parseXml } from '@rgrove/parse-xml'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { memoryStore } from '../../src/store/memory.ts'
import { type Store, StoreError } from '../../src/store/store.ts'
import { anyCharacters } from '../any-characters.ts'
import { createLine, LINE, messageOf, nextOf, PERSON, signedForm } from '../line.ts'
import { walk } from '../walk.ts'

/** Well formed, of the right kind, and with a way to a person. */
async function assertSafe(response: Response, way: RegExp) {
  const document = await response.text()
  expect(response.status, document).toBe(200)
  expect(response.headers.get('content-type')).toBe('text/xml; charset=utf-8')
  expect(parseXml(document).root?.name).toBe('Response')
  expect(document.length).toBeLessThan(16_000)
  expect(document).toMatch(way)
  return document
}

const sms = (Body: string, more = {}) => ({
  MessageSid: 'SM1',
  From: PERSON,
  To: LINE,
  Body,
  ...more,
})
/** 911, the hotline, or the key that leads to it. */
const smsWay = /911|1-888-373-7888|0=person|0 A person/
const voiceWay = /press 0|press 1|8 8 8|oprima/

const odd: [what: string, params: Record<string, string>][] = [
  ['1600 characters', sms('xyz '.repeat(400))],
  ['emoji', sms('👩‍👩‍👧‍👦🆘')],
  ['NUL', sms('\u0000')],
  ['control characters', sms('\u0001\u0008\u001b[31m')],
  ['a lone surrogate', sms('\ud800 \udfff')],
  ['right to left', sms('\u202eabc')],
  ['marks without end', sms(`a${'\u0301'.repeat(500)}`)],
  ['markup', sms('</Message><Dial>+15005550006</Dial>]]>&')],
  ['an empty body', sms('')],
  ['no body', { MessageSid: 'SM1', From: PERSON, To: LINE }],
  [
    'media only',
    sms('', {
      NumMedia: '1',
      MediaUrl0: 'https://api.twilio.com/x',
      MediaContentType0: 'image/png',
    }),
  ],
  ['parameters nobody knows', sms('hi', { Surprise: '1', __proto__x: 'y', constructor: 'z' })],
  ['a withheld caller ID', sms('hi', { From: '+266696687' })],
  ['an anonymous sender', sms('hi', { From: 'anonymous' })],
  ['a short code', sms('hi', { From: '233733' })],
  ['no sender', { MessageSid: 'SM1', Body: 'hi' }],
  ['no message SID', { From: PERSON, Body: 'hi' }],
  ['nothing at all', {}],
]

test.each(odd)('by text, %s gets an answer', async (_what, params) => {
  const { post } = createLine()
  await assertSafe(await post('/sms', params), smsWay)
})

test.each([
  ['a withheld caller ID', { CallSid: 'CA1', From: '+266696687' }],
  ['no call SID', { From: PERSON }],
  ['a call from our own number', { CallSid: 'CA1', From: LINE }],
  ['nothing at all', {}],
])('by call, %s gets an answer', async (_what, params) => {
  const { post } = createLine()
  await assertSafe(await post('/voice', params), voiceWay)
})

test.each(['', '12', '*', '#', 'two', 'w', '1#', '\u0000', '9'.repeat(4000)])(
  'by call, the keys "%s" get an answer',
  async (Digits) => {
    const { post } = createLine()
    await post('/voice', { CallSid: 'CA1' })
    await assertSafe(await post('/voice/turn?step=1', { CallSid: 'CA1', Digits }), voiceWay)
  },
)

test.each(['', '?step=', '?step=-1', '?step=99999999999', '?step=x', '?step=1&step=2'])(
  'a call whose step reads "%s" gets an answer',
  async (query) => {
    const { post } = createLine()
    await assertSafe(await post(`/voice/turn${query}`, { CallSid: 'CA1', Digits: '1' }), voiceWay)
  },
)

test('whatever is texted is answered, and never repeated back', { tags: ['walk'] }, async () => {
  const text = fc.oneof(
    anyCharacters({ maxLength: 200 }),
    fc.string({ unit: 'grapheme', maxLength: 60 }),
    fc.constantFrom('<Dial>', ']]>', '%0d%0a', '${jndi:x', 'zebra-quartz-Maria'),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 6 }), async (bodies) => {
      const { post } = createLine()
      for (const [at, body] of bodies.entries()) {
        const stopped = /^\W*(stop|stopall|unsubscribe|cancel|end|quit|revoke|optout)\W*$/i.test(
          body,
        )
        const response = await post('/sms', sms(body, { MessageSid: `SM${at}` }))
        const document = await assertSafe(response, stopped ? /<Response\/>/ : /<Message>.*[a-z]/s)
        expect(document).not.toContain('zebra-quartz-Maria')
      }
    }),
    walk('texts', 150),
  )
})

test('a message that comes again gets the same answer and counts once', async () => {
  const { text } = createLine()
  await text('hi')
  await text('1')
  const first = await text('2', PERSON, 'SM-twice')
  expect(await text('2', PERSON, 'SM-twice')).toBe(first)
  // had it counted twice, 2 would have chosen from the theme's menu
  expect(first).toContain('Worried about someone:')
  expect(await text('3')).toContain('No one sign proves it')
  expect(await text('2', PERSON, 'SM-twice')).toBe(first)
})

test('two messages at once are each counted and each answered', async () => {
  const { text } = createLine()
  await text('hi')
  await text('1')
  const answers = await Promise.all([text('2'), text('1')])
  expect(answers.join()).toContain('Worried about someone:')
  expect(answers.every((answer) => answer && answer.length > 40)).toBe(true)
  expect(answers[0]).not.toBe(answers[1])
})

test('the same words after another message are a new message', async () => {
  const { text } = createLine()
  await text('hi')
  await text('1')
  expect(await text('signs')).toContain('No one sign')
  expect(await text('more')).toContain('Is it about you?')
  expect(await text('more')).toContain('Signs with no context')
})

test('two people never meet, two calls from one withheld number neither', async () => {
  const { text, post } = createLine()
  await text('hi', '+14155550111')
  await text('1', '+14155550111')
  expect(await text('2', '+14155550122')).toContain('Safe to text now?')
  expect(await text('2', '+14155550111')).toContain('Worried about someone:')
  const call = async (CallSid: string, path: string, Digits?: string) =>
    (await post(path, { CallSid, From: '+266696687', ...(Digits ? { Digits } : {}) })).text()
  await call('CA1', '/voice')
  await call('CA2', '/voice')
  expect(await call('CA1', '/voice/turn?step=1', '2')).toContain('oprima')
  expect(await call('CA2', '/voice/turn?step=1', '1')).toContain('press')
})

test('when Twilio has answered by itself we stay silent', async () => {
  const { post } = createLine()
  const answer = async (Body: string, OptOutType?: string) =>
    (await post('/sms', sms(Body, OptOutType ? { OptOutType } : {}))).text()
  expect(await answer('STOP', 'STOP')).toContain('<Response/>')
  expect(await answer('HELP', 'HELP')).toContain('<Response/>')
  expect(await answer('ayuda', 'HELP')).toContain('<Response/>')
  expect(await answer('START', 'START')).toContain('<Response/>')
  expect(await answer(' stop. ')).toContain('<Response/>')
})

/** A store that fails in a given way. */
function broken(how: () => Promise<never>): Store {
  return { ...memoryStore(), get: how, exchange: how }
}
const dead = () => broken(() => Promise.reject(new StoreError('ECONNREFUSED')))
const bugs: [what: string, how: () => Promise<never>][] = [
  ['a bug', () => Promise.reject(new TypeError(`secret ${PERSON}`))],
  ['a thrown string', () => Promise.reject('secret')],
  ['a rejected nothing', () => Promise.reject(undefined)],
]

test.each(bugs)('with %s a call is connected and a text gets the numbers', async (_what, how) => {
  const { post, events } = createLine({ store: broken(how) })
  const voice = await assertSafe(await post('/voice', { CallSid: 'CA1', From: PERSON }), /<Dial/)
  expect(voice).toContain('<Number>+18883737888</Number>')
  expect(voice).not.toMatch(/<Dial[^>]*action/)
  expect(voice).toMatch(/<\/Dial><Say[^>]*>The number is 1, 8 8 8, 3 7 3, 7 8 8 8/)
  const text = await assertSafe(await post('/sms', sms('hello')), /1-888-373-7888/)
  expect(text).toContain('911')
  expect(JSON.stringify(events)).not.toMatch(/secret|4155550123/)
})

test('with a dead store whoever is new gets the first question, and whoever presses 0 a person', async () => {
  const { post } = createLine({ store: dead() })
  const call = async (path: string, Digits?: string) =>
    (await post(path, { CallSid: 'CA1', From: PERSON, ...(Digits ? { Digits } : {}) })).text()
  expect(await call('/voice')).toContain('Hello. This is the California Information Line')
  // an address without what it should bring back, in the middle of a call
  expect(await call('/voice/turn?step=5', '3')).toContain('Hello. This is the California')
  const offer = await call('/voice/turn?step=6', '0')
  expect(offer).toContain('For a person in English, press 1')
  expect(offer).toContain('Para una persona en español, oprima 2')
  expect(messageOf(await (await post('/sms', sms('signs'))).text())).toContain('Safe to text now?')
})

test('with a dead store a text over http, where no cookie is to be trusted, gets the numbers', async () => {
  const { app } = createLine({ store: dead(), publicUrl: 'http://127.0.0.1:3000' })
  const url = 'http://127.0.0.1:3000/sms'
  const response = await app.request('/sms', signedForm('/sms', sms('hello'), { url }))
  expect(await response.text()).toContain('1-888-373-7888')
  expect(response.headers.get('set-cookie')).toBeNull()
})

test('with a dead store a text in danger still gets the answer for danger', async () => {
  const { post } = createLine({ store: dead() })
  const answer = async (body: string) => messageOf(await (await post('/sms', sms(body))).text())
  expect(await answer('I want to kill myself')).toContain('988')
  expect(await answer('he has a gun')).toContain('call or text 911')
  expect(await answer('0')).toContain('1-888-373-7888')
})

test('a store that never answers costs the first turn two seconds, and no later one', async () => {
  const hanging = broken(() => new Promise<never>(() => {}))
  const { post } = createLine({ store: hanging })
  const call = { CallSid: 'CA1', From: PERSON }
  const greeting = await (await post('/voice', call)).text()
  expect(greeting).toContain('Hello. This is the California Information Line')
  const started = performance.now()
  const menu = await (await post(nextOf(greeting), { ...call, Digits: '1' })).text()
  expect(performance.now() - started).toBeLessThan(1_000)
  expect(menu).not.toContain('Hello. This is the California')
})

test('nothing that a person sent is ever logged', async () => {
  const { post, text, events } = createLine()
  await text('zebra-quartz-Maria')
  await post('/voice', { CallSid: 'CA-canary', From: PERSON, Digits: '1' })
  await post('/sms', sms('x'), { token: 'wrong' })
  const log = JSON.stringify(events)
  expect(events.length).toBe(3)
  expect(log).not.toMatch(/zebra|4155550123|CA-canary|SM1/)
})

test('the process says that it is alive and ready, and that it is about to end', async () => {
  let stopping = false
  const { app } = createLine({ stopping: () => stopping })
  expect(await (await app.request('/healthz')).text()).toBe('ok')
  expect(await (await app.request('/readyz')).json()).toEqual({ ready: true, store: 'up' })
  stopping = true
  expect((await app.request('/readyz')).status).toBe(503)
})

test('where the steps of a call are counted anew, no answer of before comes again', async () => {
  const { post } = createLine()
  const say = async (path: string, key?: string) =>
    (await post(path, { CallSid: 'CA1', From: PERSON, ...(key && { Digits: key }) })).text()
  let answer = await say('/voice')
  for (const key of ['0', '1']) answer = await say(nextOf(answer), key)
  expect(answer).toContain('Connecting you now')
  // the address in a document of last resort, after a talk during which the store was away
  answer = await say('/voice/again')
  expect(answer).toContain('You are back at the California Information Line')
  for (let silence = 0; silence < 2; silence++) {
    answer = await say(nextOf(answer))
    expect(answer).toContain('Are you still there?')
  }
})

test('a dead store is shown and does not take the line out of service', async () => {
  const { app } = createLine({ store: { ...memoryStore(), health: async () => 'down' as const } })
  const response = await app.request('/readyz')
  expect(response.status).toBe(200)
  expect(await response.json()).toEqual({ ready: true, store: 'down' })
})
