/** The door: what Twilio signed comes in, and nothing else leaves a trace. */
import { Hono } from 'hono'
import { validateRequest } from 'twilio/lib/webhooks/webhooks.js'
import { expect, test } from 'vitest'
import { memoryStore } from '../../src/store/memory.ts'
import type { Store } from '../../src/store/store.ts'
import { senderOf } from '../../src/twilio/form.ts'
import { twilioSignature } from '../../src/twilio/signature.ts'
import { createLine, LINE, type Params, PERSON, PUBLIC_URL, signedForm, TOKEN } from '../line.ts'

/** Twilio's own published vectors: twilio-node spec/validation.spec.js and docs/usage/security. */
const vectors = [
  ['https://mycompany.com', '+14158675309', 'RSOYDt4T1cUTdK1PDd93/VVr8B8='],
  ['https://mycompany.com:443', '+14158675309', 'kvajT1Ptam85bY51eRf/AJRuM3w='],
  ['https://example.com', '+14158675310', 'L/OH5YylLD5NRKLltdqwSvS0BnU='],
] as const

const published = (caller: string): Params => ({
  CallSid: 'CA1234567890ABCDE',
  Caller: caller,
  Digits: '1234',
  From: caller,
  To: '+18005551212',
})

function door(publicUrl: string, tokens: string[]) {
  const app = new Hono()
  const signedForm = twilioSignature({ tokens, publicUrl, log: () => {} })
  app.post('/myapp.php', async (c) => {
    const { pathname, search } = new URL(c.req.url)
    const form = await signedForm({
      path: pathname + search,
      header: (name) => c.req.header(name),
      text: () => c.req.text(),
    })
    return form ? c.json(Object.fromEntries(form)) : c.body(null, 403)
  })
  return app
}

test.each(vectors)("accepts Twilio's published vector for %s", async (host, caller, signature) => {
  const init = signedForm('/myapp.php?foo=1&bar=2', published(caller), { signature })
  const response = await door(host, ['12345']).request('/myapp.php?foo=1&bar=2', init)
  expect(response.status).toBe(200)
  expect(await response.json()).toEqual(published(caller))
})

const form = { MessageSid: 'SM1', From: PERSON, To: LINE, Body: ' Hi +1 & you ' }
const signed = () => signedForm('/sms', form)

const forged: [what: string, path: string, init: () => RequestInit][] = [
  ['a changed byte', '/sms', () => ({ ...signed(), body: `${signed().body}x` })],
  [
    'a trimmed text',
    '/sms',
    () => ({ ...signed(), body: String(signed().body).replace('+Hi', 'Hi') }),
  ],
  ['a dropped parameter', '/sms', () => ({ ...signed(), body: `MessageSid=SM1&From=${PERSON}` })],
  ['another token', '/sms', () => signedForm('/sms', form, { token: 'another' })],
  ['a wrong host', '/sms', () => signedForm('/sms', form, { url: 'https://evil.example/sms' })],
  [
    'http for https',
    '/sms',
    () => signedForm('/sms', form, { url: 'http://line.example.org/sms' }),
  ],
  ['another path', '/sms', () => signedForm('/voice', form)],
  ['a query that was not signed', '/sms?step=1', signed],
  [
    'a fragment that was signed',
    '/sms',
    () => signedForm('/sms', form, { url: `${PUBLIC_URL}/sms#rc=2` }),
  ],
  ['a missing header', '/sms', () => signedForm('/sms', form, { signature: null })],
  ['an empty header', '/sms', () => signedForm('/sms', form, { signature: '' })],
  ['an odd header', '/sms', () => signedForm('/sms', form, { signature: '%F0%9F%98%80' })],
  ['JSON', '/sms', () => ({ ...signed(), body: JSON.stringify(form) })],
  [
    'a body over the limit',
    '/sms',
    () => signedForm('/sms', { ...form, Body: 'x'.repeat(40_000) }),
  ],
  ['a voice request', '/voice', () => signedForm('/sms', form)],
  ['a later voice request', '/voice/turn?step=1', () => signedForm('/voice', form)],
  ['a route that is not there', '/voice/nothing', () => signedForm('/sms', form)],
]

test.each(forged)('%s is 403, without words and without a trace', async (_what, path, init) => {
  const calls: string[] = []
  const store: Store = new Proxy(memoryStore(), {
    get(target, name) {
      calls.push(String(name))
      return Reflect.get(target, name)
    },
  })
  const { app, events } = createLine({ store })
  const response = await app.request(path, init())
  expect(response.status).toBe(403)
  expect(await response.text()).toBe('')
  expect(calls).toEqual([])
  expect(events).toEqual([expect.objectContaining({ event: 'refused' })])
})

test('what a client says about the host is never believed', async () => {
  const { app } = createLine()
  const init = signedForm('/sms', form, { url: 'https://evil.example/sms' })
  const headers = {
    ...(init.headers as Record<string, string>),
    host: 'evil.example',
    'x-forwarded-host': 'evil.example',
    'x-original-webhook-url': 'https://evil.example/sms',
  }
  expect((await app.request('https://evil.example/sms', { ...init, headers })).status).toBe(403)
})

test('while a token is rotated both sign', async () => {
  const { post } = createLine({ authTokens: ['new token', TOKEN] })
  expect((await post('/sms', form)).status).toBe(200)
  expect((await post('/sms', form, { token: 'new token' })).status).toBe(200)
  expect((await post('/sms', form, { token: 'older' })).status).toBe(403)
})

test('a body whose length is not declared is read and checked all the same', async () => {
  const { app } = createLine()
  const { 'content-length': _, ...headers } = signed().headers as Record<string, string>
  const stream = (text: string) => new Blob([text]).stream()
  const send = (text: string) =>
    app.request('/sms', {
      method: 'POST',
      headers,
      body: stream(text),
      duplex: 'half',
    } as RequestInit)
  expect((await send(String(signed().body))).status).toBe(200)
  expect((await send(`${signed().body}x`)).status).toBe(403)
  expect((await send('x'.repeat(40_000))).status).toBe(403)
})

test('parameters that Twilio adds without notice, and repeated ones, are signed and accepted', async () => {
  const params: Record<string, string | string[]> = { ...form, NewThing: 'x', Twice: ['b', 'a'] }
  const url = `${PUBLIC_URL}/sms`
  const { getExpectedTwilioSignature } = await import('twilio/lib/webhooks/webhooks.js')
  const signature = getExpectedTwilioSignature(TOKEN, url, params)
  expect(validateRequest(TOKEN, signature, url, params)).toBe(true)
  const body = `${new URLSearchParams(form)}&NewThing=x&Twice=b&Twice=a`
  const { app } = createLine()
  const response = await app.request('/sms', {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': String(body.length),
      'x-twilio-signature': signature,
    },
  })
  expect(response.status).toBe(200)
  expect(await response.text()).toContain('<Message>')
})

test('a withheld number is nobody in particular', () => {
  const from = (number: string) => senderOf(new Map([['From', number]]))
  expect(from(PERSON)).toBe(PERSON)
  for (const number of ['+266696687', '+7378742833', 'anonymous', '233733', '', 'client:x'])
    expect(from(number)).toBeUndefined()
})
