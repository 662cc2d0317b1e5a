/**
 * The last guard: what Twilio signed is helped, however it comes. It stands before the signature check, so
 * that what hangs or breaks there is covered too.
 */
import { expect, test } from 'vitest'
import { memoryStore } from '../../src/store/memory.ts'
import { createLine, LINE, messageOf, PERSON, PUBLIC_URL, signedForm } from '../line.ts'

test('a body that never comes to its end is let go within 3 s, without a document', async () => {
  const { app, events } = createLine()
  const { headers } = signedForm('/voice', { CallSid: 'CA1' })
  const body = new ReadableStream({
    start: (controller) => controller.enqueue(new TextEncoder().encode('CallSid=CA1')),
  })
  const { 'content-length': _, ...others } = headers as Record<string, string>
  const request = { method: 'POST', body, duplex: 'half' as const, headers: others }
  const begun = performance.now()
  const response = await app.request(`${PUBLIC_URL}/voice`, request)
  expect(performance.now() - begun).toBeLessThan(3_000)
  expect(response.status).toBe(403)
  expect(await response.text()).toBe('')
  // whoever it was did not show that they are Twilio
  expect(events).toEqual([{ event: 'unread', reason: 'timeout', kind: 'late' }])
})

test('what is signed and fails is still an alarm', async () => {
  const store = { ...memoryStore(), exchange: () => Promise.reject(new TypeError('a bug')) }
  const { events, post } = createLine({ store })
  expect(await (await post('/voice', { CallSid: 'CA1' })).text()).toContain('<Dial')
  expect(events).toContainEqual({ event: 'guarded', reason: 'error', kind: 'TypeError' })
})

test.each(['/sms', '/voice', '/transfer/status?t=x'])(
  'whoever opens %s in a browser is told that it wants POST',
  async (path) => {
    const { app } = createLine()
    const response = await app.request(path)
    expect(response.status).toBe(405)
    expect(response.headers.get('allow')).toBe('POST')
    expect(await response.text()).toBe('This address answers Twilio, and only to POST.\n')
  },
)

test('a GET with the signature of another request is not let in', async () => {
  const { app, events } = createLine()
  const { headers } = signedForm('/sms', { Body: 'hi' })
  const response = await app.request('/sms', { headers: headers as Record<string, string> })
  expect(response.status).toBe(405)
  expect(events).toEqual([{ event: 'refused', reason: 'signature' }])
})

test.each([
  ['/sms', 200, '1-888-373-7888'],
  ['/voice', 200, '<Dial'],
  ['/voice/turn', 200, '<Dial'],
  ['/transfer/leg', 200, '<Hangup/>'],
  ['/transfer/status', 204, ''],
])(
  'a webhook %s that is set to GET is helped, and the log says so',
  async (path, status, words) => {
    const { app, events } = createLine()
    const asked = `${path}?CallSid=CA1&From=${encodeURIComponent(PERSON)}`
    const { headers } = signedForm(asked, {}, { url: PUBLIC_URL + asked })
    const response = await app.request(asked, { headers: headers as Record<string, string> })
    expect(response.status).toBe(status)
    expect(await response.text()).toContain(words)
    expect(events).toEqual([{ event: 'webhook_by_get' }])
  },
)

test.each(['/sms/', '//sms', '/SMS', '/Sms/'])(
  'a webhook typed as %s answers like the right one',
  async (path) => {
    const { post } = createLine()
    const params = { MessageSid: 'SM1', From: PERSON, To: LINE, Body: 'hi' }
    const response = await post(path, params)
    expect(messageOf(await response.text())).toContain('Safe to text now?')
    // the address as it came is what was signed
    expect((await post(path, params, { url: `${PUBLIC_URL}/sms` })).status).toBe(403)
  },
)
