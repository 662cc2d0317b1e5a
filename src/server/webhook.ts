/** Webhooks: routes that Twilio posts to, behind the last guard and the signature check. */
import type { Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { Carry } from '../line/conversations/carrying.ts'
import type { Log } from '../telemetry/events.ts'
import { carryIn, cookieOf } from '../twilio/cookie.ts'
import type { Form } from '../twilio/form.ts'
import { twilioSignature } from '../twilio/signature.ts'
import { type HttpAnswer, type HttpRequest, type Webhook, XML } from './http.ts'
import { lastGuard, type SafeDocument } from './last-guard.ts'

/**
 * A signed request: its form, the query of our own address, and our cookie, which is not signed.
 */
export type Request = {
  form: Form
  query: (name: string) => string | undefined
  cookie: () => string | undefined
}

/** The document for Twilio, and the carry for our cookie. */
export type Written = { document: string; carry: Carry | undefined }

/** Returns the document; undefined if Twilio only reported something. */
export type Answer = (request: Request) => Promise<string | Written | undefined>

/** Adds a webhook. `document` is what helps on this route if anything breaks. */
export type AddWebhook = (path: string, document: SafeDocument, answer: Answer) => void

export type Door = { tokens: readonly string[]; publicUrl: string; log: Log }

/** A trailing wildcard matches every path below that is not a route of its own. */
const BELOW = '*'

export type Webhooks = {
  addWebhook: AddWebhook
  /** The webhook at exactly this path. */
  at: (path: string) => Webhook | undefined
}

/** One handler per route, since Hono would compose several anew for each request. */
export function webhooksOn(app: Hono, { log, ...door }: Door): Webhooks {
  const read = twilioSignature({ ...door, log })
  const exact = new Map<string, Webhook>()
  const below = new Map<string, Webhook>()
  app.notFound((c) => {
    for (const [path, webhook] of below)
      if (c.req.path.startsWith(path)) return throughHono(webhook, c)
    return c.text('404 Not Found', 404)
  })

  return {
    addWebhook(path, document, answer) {
      const webhook = lastGuard({
        document,
        log,
        read,
        answer: (request, form) => answer(requestOf(request, form)).then(answerOf),
      })
      if (path.endsWith(BELOW)) {
        below.set(path.slice(0, -BELOW.length), webhook)
        return
      }
      exact.set(path, webhook)
      app.all(path, (c) => throughHono(webhook, c))
    },
    at: (path) => exact.get(path),
  }
}

async function throughHono(webhook: Webhook, c: Context): Promise<Response> {
  const { status, headers, body } = await webhook(httpRequestOf(c))
  return new Response(body, { status, headers })
}

function httpRequestOf(c: Context): HttpRequest {
  const { url, method } = c.req
  return {
    method,
    path: url.slice(url.indexOf('/', url.indexOf('//') + 2)),
    header: (name) => c.req.header(name),
    query: (name) => c.req.query(name),
    async text(most) {
      // without a declared length the bytes are counted while reading
      if (Number.isNaN(Number(c.req.header('content-length')))) {
        const limit = bodyLimit({ maxSize: most, onError: () => new Response() })
        const tooLong = await limit(c, async () => {})
        if (tooLong) return undefined
      }
      return c.req.raw.text()
    },
  }
}

function requestOf({ query, header }: HttpRequest, form: Form): Request {
  return { form, query, cookie: () => carryIn(header('cookie')) }
}

function answerOf(written: string | Written | undefined): HttpAnswer {
  if (written === undefined) return { status: 204, headers: {}, body: null }
  if (typeof written === 'string') return { status: 200, headers: XML, body: written }
  const { document, carry } = written
  const headers = carry ? { ...XML, 'set-cookie': cookieOf(carry) } : XML
  return { status: 200, headers, body: document }
}

/** A small number from the query of our own signed address. */
export function numberIn({ query }: Request, name: string): number {
  const text = query(name) ?? ''
  return /^\d{1,4}$/.test(text) ? Number(text) : 0
}
