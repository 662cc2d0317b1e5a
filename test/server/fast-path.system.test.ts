/** The fast path: whatever is sent to a real port gets the answer that the app would have given. */
import { once } from 'node:events'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, expect, test } from 'vitest'
import type { CurrentApp } from '../../src/server/current-app.ts'
import { createDrilled, DRILL_HEADER } from '../../src/server/drills.ts'
import { createFastPath } from '../../src/server/fast-path.ts'
import { listen } from '../../src/server/process/listen.ts'
import { memoryStore } from '../../src/store/memory.ts'
import {
  content,
  createLine,
  LINE,
  type Params,
  PERSON,
  PUBLIC_URL,
  type SignOptions,
  signedForm,
  TOKEN,
} from '../line.ts'

const afterwards: (() => unknown)[] = []
afterEach(async () => {
  for (const end of afterwards.splice(0).reverse()) await end()
})

type Served = Pick<CurrentApp, 'fetch' | 'webhookAt'>

/** A line on a real port; `taken` counts what the fast path has answered. */
async function serve(app: Served, isFast: boolean) {
  const take = createFastPath(app.webhookAt)
  const counts = { taken: 0 }
  const fastPath: typeof take = (incoming, outgoing) => {
    const took = take(incoming, outgoing)
    if (took) counts.taken += 1
    return took
  }
  const host = '127.0.0.1'
  const { port, close, drain } = await listen(app.fetch, {
    port: 0,
    host,
    fastPath: isFast ? fastPath : undefined,
  })
  afterwards.push(() => close(0))
  return { port, drain, counts }
}

/** The bytes of a request, with a declared length unless `chunked`. */
function bytesOf(path: string, { method, headers, body }: RequestInit, chunked = false): string {
  const text = String(body ?? '')
  const framing = chunked
    ? { 'transfer-encoding': 'chunked' }
    : { 'content-length': String(Buffer.byteLength(text)) }
  const { 'content-length': _, ...given } = { ...(headers as Record<string, string>) }
  const head = Object.entries({ host: 'line', ...given, ...framing }).map(
    ([name, value]) => `${name}: ${value}\r\n`,
  )
  const sent = chunked ? `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n0\r\n\r\n` : text
  return `${method} ${path} HTTP/1.1\r\n${head.join('')}\r\n${sent}`
}

/** Sends pieces, a moment apart, and returns the answer as its bytes, without the date. */
async function ask(port: number, pieces: readonly string[]): Promise<string> {
  const socket = connect(port, '127.0.0.1').setEncoding('utf8').setNoDelay(true)
  afterwards.push(() => socket.destroy())
  let heard = ''
  const answered = new Promise<void>((resolve) => {
    socket.on('data', (text: string) => {
      heard += text
      const [head = '', body = ''] = heard.split(/\r\n\r\n(.*)/s)
      const length = Number(/^content-length: (\d+)/im.exec(head)?.[1] ?? 0)
      const isWhole = heard.includes('\r\n\r\n') && Buffer.byteLength(body) >= length
      if (isWhole) resolve()
    })
  })
  for (const piece of pieces) {
    socket.write(piece)
    if (pieces.length > 1) await sleep(20)
  }
  await answered
  const [head = '', body = ''] = heard.split(/\r\n\r\n(.*)/s)
  const lines = head.toLowerCase().split('\r\n')
  const kept = lines.filter((line) => !line.startsWith('date:') && !line.startsWith('set-cookie:'))
  return `${kept.sort().join('\n')}\n\n${body.replaceAll(/c=[\w-]+/g, 'c=…')}`
}

const text = (Body: string): Params => ({ MessageSid: `SM${Body}`, From: PERSON, To: LINE, Body })
const call: Params = { CallSid: 'CA1', From: PERSON, To: LINE }
const signed = (path: string, params: Params, options?: SignOptions) =>
  [path, signedForm(path, params, options)] as const

/** What is sent, and whether the fast path takes it. */
const requests: [what: string, fast: boolean, pieces: () => string[]][] = [
  ['a text', true, () => [bytesOf(...signed('/sms', text('Hi')))]],
  ['a call', true, () => [bytesOf(...signed('/voice', call))]],
  [
    'a key, with a query',
    true,
    () => [bytesOf(...signed('/voice/turn?step=1', { ...call, Digits: '1' }))],
  ],
  [
    'an encoded query',
    true,
    () => [
      bytesOf(...signed('/voice/turn?step=%31&language=e%6e&x=a+b', { ...call, Digits: '2' })),
    ],
  ],
  ['letters beyond ASCII', true, () => [bytesOf(...signed('/sms', text('¿Qué señales hay? 🙏')))]],
  ['an empty form', true, () => [bytesOf(...signed('/sms', {}))]],
  ['a status report', true, () => [bytesOf(...signed('/transfer/status?t=x&rung=0', call))]],
  ['a forged signature', true, () => [bytesOf(...signed('/sms', text('Hi'), { token: 'other' }))]],
  ['no signature', true, () => [bytesOf(...signed('/sms', text('Hi'), { signature: null }))]],
  [
    'a form that is too long',
    true,
    () => [bytesOf(...signed('/sms', { ...text('Hi'), Body: 'x'.repeat(40_000) }))],
  ],
  [
    'a text of 20 kB, more than is read at once',
    true,
    () => [bytesOf(...signed('/sms', { ...text('Hi'), MediaUrl0: 'x'.repeat(20_000) }))],
  ],
  [
    'a text in three pieces',
    true,
    () => {
      const bytes = bytesOf(...signed('/sms', text('MENU')))
      const end = bytes.indexOf('\r\n\r\n') + 4
      return [bytes.slice(0, end), bytes.slice(end, end + 10), bytes.slice(end + 10)]
    },
  ],
  ['a body without a length', false, () => [bytesOf(...signed('/sms', text('Hi')), true)]],
  ['a mistyped path', false, () => [bytesOf('/SMS/', signedForm('/SMS/', text('Hi')))]],
  ['a path below one of ours', false, () => [bytesOf(...signed('/voice/nowhere', call))]],
  ['a path that is nobody’s', false, () => [bytesOf(...signed('/nowhere', call))]],
  ['GET', false, () => [bytesOf('/sms', { method: 'GET' })]],
  ['PUT', false, () => [bytesOf('/sms', { ...signedForm('/sms', text('Hi')), method: 'PUT' })]],
]

test.each(requests)('%s', async (_what, fast, pieces) => {
  const [one, other] = [await serve(createLine().app, true), await serve(createLine().app, false)]
  const answer = await ask(one.port, pieces())
  expect(answer).toBe(await ask(other.port, pieces()))
  expect(answer).toMatch(/^(?:.*\n)*http\/1\.1 [2-5]\d\d /)
  expect(one.counts.taken).toBe(fast ? 1 : 0)
})

test('a conversation goes on over one connection, by the cookie that comes back', async () => {
  const { port } = await serve(createLine().app, true)
  const post = async (body: string, cookie: string) => {
    const { headers, ...init } = signedForm('/sms', text(body))
    const response = await fetch(`http://127.0.0.1:${port}/sms`, {
      ...init,
      headers: { ...(headers as Record<string, string>), ...(cookie && { cookie }) },
    })
    const [given = ''] = (response.headers.get('set-cookie') ?? '').split(';')
    return { given, said: await response.text() }
  }
  const first = await post('Hi', '')
  expect(first.given).toMatch(/^c=[\w-]{20,}$/)
  const second = await post('1', `other=1; ${first.given}`)
  expect(second.said).toContain('Reply with a number')
})

test('a drill is played by the drill line, and not by the fast path', async () => {
  const events: unknown[] = []
  const deps = {
    content: content(),
    store: memoryStore(),
    log: (event: unknown) => void events.push(event),
    publicUrl: PUBLIC_URL,
    lineNumber: LINE,
    authTokens: [TOKEN],
    sessionSecrets: ['a session secret of more than 32 characters'] as [string],
    sessionTtl: 900,
  }
  const { port, counts } = await serve(createDrilled(deps, 'first', ['drill token']), true)
  const { headers, ...init } = signedForm('/sms', text('Hi'))
  const marked = { ...(headers as Record<string, string>), [DRILL_HEADER]: 'drill token' }
  const response = await fetch(`http://127.0.0.1:${port}/sms`, { ...init, headers: marked })
  expect(response.headers.get(DRILL_HEADER)).toBe('played')
  expect(counts.taken).toBe(0)
  expect(events).toEqual([{ event: 'drill', outcome: 'answered' }])
})

test('while it is drained, each answer asks for a new connection', async () => {
  const { port, drain } = await serve(createLine().app, true)
  drain()
  const answer = await ask(port, [bytesOf(...signed('/sms', text('Hi')))])
  expect(answer).toContain('connection: close')
})

test('whatever can not be written is an error of the request, and not of the process', async () => {
  const app = createLine().app
  const odd: Served = {
    fetch: app.fetch,
    webhookAt: () => async () => ({ status: 200, headers: { 'set-cookie': 'a\nb' }, body: 'x' }),
  }
  const broken: Served = {
    fetch: app.fetch,
    webhookAt: () => () => Promise.reject(new Error('broken')),
  }
  for (const each of [odd, broken]) {
    const { port } = await serve(each, true)
    const answer = await ask(port, [bytesOf(...signed('/sms', text('Hi')))])
    expect(answer).toContain('http/1.1 500')
  }
})

test('somebody who is gone before the answer harms nobody', async () => {
  const line = createLine()
  const { port } = await serve(line.app, true)
  for (let at = 0; at < 20; at++) {
    const socket = connect(port, '127.0.0.1')
    await once(socket, 'connect')
    socket.write(bytesOf(...signed('/sms', text(`Hi ${at}`))))
    if (at % 2) await sleep(1)
    socket.destroy()
  }
  const answer = await ask(port, [bytesOf(...signed('/sms', text('Hi')))])
  expect(answer).toContain('Safe to text now?')
})
