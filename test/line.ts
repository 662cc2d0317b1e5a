/** The line for tests: the real app with the real content, and signed requests to it. */
import { fileURLToPath } from 'node:url'
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js'
import { type Content, loadContent } from '../src/content/load.ts'
import { buildCache } from '../src/content/read/cache.ts'
import { createApp, type Deps } from '../src/server/app.ts'
import {
  createSimulatedLine,
  type SimulatedLine,
  type SimulatedLineDeps,
} from '../src/simulator/simulated-line.ts'
import { memoryStore } from '../src/store/memory.ts'
import type { LogEvent } from '../src/telemetry/events.ts'
import { createRest, type RestAccount } from '../src/twilio/rest.ts'

export const ROOT = fileURLToPath(new URL('..', import.meta.url))
export const NAME = { written: 'CA Info Line', spoken: 'California Information Line' }
export const TOKEN = 'f00dfeedf00dfeedf00dfeedf00dfeed'
const SECRETS: [string] = ['a session secret of more than 32 characters']
export const PUBLIC_URL = 'https://line.example.org'
/** Numbers reserved for fiction. */
export const ACCOUNT = `AC${'0123456789abcdef'.repeat(2)}`
/** When the simulated clock starts: a Tuesday morning in California. */
export const EPOCH = Date.parse('2026-11-24T10:00:00-08:00')
export const LINE = '+15105550100'
export const PERSON = '+14155550123'

let loaded: Content | undefined
/** The project's content, loaded once per test file. */
export function content(): Content {
  loaded ??= loadContent(ROOT, {
    name: NAME,
    cache: buildCache(ROOT),
    now: Date.parse('2026-11-24'),
  })
  return loaded
}

export function createLine(changes: Partial<Deps> = {}) {
  const events: LogEvent[] = []
  const app = createApp({
    content: content(),
    store: memoryStore(),
    log: (event) => events.push(event),
    publicUrl: PUBLIC_URL,
    lineNumber: LINE,
    authTokens: [TOKEN],
    sessionSecrets: SECRETS,
    sessionTtl: 900,
    ...changes,
  })
  const post = (path: string, params: Params, options: SignOptions = {}) =>
    app.request(path, signedForm(path, params, options))
  let messages = 0
  /** Texts the line; returns the reply's text, or undefined for an empty response. */
  const text = async (body: string, from = PERSON, sid = `SM${++messages}`) => {
    const response = await post('/sms', { MessageSid: sid, From: from, To: LINE, Body: body })
    return messageOf(await response.text())
  }
  return { app, events, post, text }
}

/** The line behind the virtual Twilio, including REST calls, on one clock. */
export function lineOnTwilio(changes: Partial<SimulatedLineDeps> = {}): SimulatedLine {
  return createSimulatedLine({
    content: content(),
    accountSid: ACCOUNT,
    lineNumber: LINE,
    person: PERSON,
    publicUrl: PUBLIC_URL,
    authTokens: [TOKEN],
    sessionSecrets: SECRETS,
    epoch: EPOCH,
    ...changes,
  })
}

/** Twilio's REST API as the line in these tests calls it, over the given HTTP client. */
export function restBy(httpClient: RestAccount['httpClient'], changes: Partial<RestAccount> = {}) {
  return createRest({
    accountSid: ACCOUNT,
    user: ACCOUNT,
    password: TOKEN,
    from: LINE,
    publicUrl: PUBLIC_URL,
    httpClient,
    ...changes,
  })
}

export type Params = Record<string, string>
export type SignOptions = {
  token?: string
  url?: string
  signature?: string | null
  cookie?: string
}

/** A signed form, as Twilio would post it. */
export function signedForm(path: string, params: Params, options: SignOptions = {}): RequestInit {
  const { token = TOKEN, url = PUBLIC_URL + path } = options
  const signature = options.signature ?? getExpectedTwilioSignature(token, url, params)
  const body = new URLSearchParams(params).toString()
  return {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
      'content-length': String(Buffer.byteLength(body)),
      ...(options.signature === null ? {} : { 'x-twilio-signature': signature }),
      ...(options.cookie && { cookie: options.cookie }),
    },
  }
}

/** Where a document leads when a key is pressed: the path and query of its first action. */
export function nextOf(document: string): string {
  const action = /action="([^"]+)"/.exec(document)?.[1] ?? ''
  const { pathname, search } = new URL(action.replaceAll('&amp;', '&'))
  return pathname + search
}

/** The text of the only message in a TwiML document. */
export function messageOf(document: string): string | undefined {
  const escaped = /<Message>(.*)<\/Message>/s.exec(document)?.[1]
  return escaped
    ?.replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
}
