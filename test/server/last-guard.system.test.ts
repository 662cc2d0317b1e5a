/** The last guard: what Twilio signed is helped, however it comes; what strangers send alarms nobody. */
import { connect } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { listen } from '../../src/server/listen.ts'
import { memoryStore } from '../../src/store/memory.ts'
import { createLine, LINE, messageOf, PERSON, PUBLIC_URL, signedForm } from '../line.ts'

const afterwards: (() => unknown)[] = []
afterEach(async () => {
  for (const end of afterwards.splice(0).reverse()) await end()
})

/** The line on a real port: what a stranger sends there, byte by byte. */
async function onPort() {
  const line = createLine()
  const { port, close } = await listen(line.app.fetch, { port: 0, host: '127.0.0.1' })
  afterwards.push(() => close(0))
  const send = (bytes: string) => {
    const socket = connect(port, '127.0.0.1')
    socket.on('error', () => {})
    socket.write(bytes)
    afterwards.push(() => socket.destroy())
    return socket
  }
  return { ...line, send }
}

const HEAD =
  'POST /voice HTTP/1.1\r\nhost: line\r\nx-twilio-signature: AAAA\r\ncontent-type: application/x-www-form-urlencoded\r\n'

test('a body that breaks off is told of quietly, and is no answer by a safe document', async () => {
  const { events, send } = await onPort()
  for (let at = 0; at < 3; at++) {
    const socket = send(`${HEAD}content-length: 100\r\n\r\nCallSid=CA`)
    setTimeout(() => socket.destroy(), 50)
  }
  await expect.poll(() => events.length, { timeout: 10_000 }).toBe(3)
  for (const event of events) expect(event).toMatchObject({ event: 'unread', reason: 'error' })
})

test('a body that drips is let go in time, and told of quietly', async () => {
  const { events, send } = await onPort()
  const socket = send(`${HEAD}content-length: 1000\r\n\r\n`)
  const dripping = setInterval(() => socket.write('x'), 200)
  afterwards.push(() => clearInterval(dripping))
  let heard = ''
  socket.setEncoding('utf8').on('data', (text: string) => {
    heard += text
  })
  await expect.poll(() => heard, { timeout: 10_000 }).toContain('HTTP/1.1 403')
  expect(events).toEqual([{ event: 'unread', reason: 'timeout', kind: 'late' }])
})

test('what is signed and fails is still an alarm', async () => {
  const store = { ...memoryStore(), get: () => Promise.reject(new TypeError('a bug')) }
  const { events, post } = createLine({ store })
  expect(await (await post('/voice', { CallSid: 'CA1' })).text()).toContain('<Dial')
  expect(events).toEqual([{ event: 'guarded', reason: 'error', kind: 'TypeError' }])
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
