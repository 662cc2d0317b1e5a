/** Webhooks: routes that Twilio posts to, behind the last guard and the signature check. */
import type { Context, Hono } from 'hono'
import type { Carry } from '../line/conversations/carrying.ts'
import type { Log } from '../telemetry/events.ts'
import { carryIn, cookieOf } from '../twilio/cookie.ts'
import type { Form } from '../twilio/form.ts'
import { twilioSignature } from '../twilio/signature.ts'
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

const XML = { 'content-type': 'text/xml; charset=utf-8' }
/** A trailing wildcard matches every path below that is not a route of its own. */
const BELOW = '*'

/** One handler per route, since Hono would compose several anew for each request. */
export function webhooksOn(app: Hono, { log, ...door }: Door): AddWebhook {
  const signedForm = twilioSignature({ ...door, log })
  const below = new Map<string, (c: Context) => Promise<Response>>()
  app.notFound((c) => {
    for (const [path, handler] of below) if (c.req.path.startsWith(path)) return handler(c)
    return c.text('404 Not Found', 404)
  })

  return function addWebhook(path, document, answer) {
    const handler = lastGuard({
      document,
      log,
      read: signedForm,
      answer: (c, form) => answer(requestOf(c, form)).then(responseOf),
    })
    if (path.endsWith(BELOW)) below.set(path.slice(0, -BELOW.length), handler)
    else app.all(path, handler)
  }
}

function requestOf(c: Context, form: Form): Request {
  return {
    form,
    query: (name) => c.req.query(name),
    cookie: () => carryIn(c.req.header('cookie')),
  }
}

// avoids Hono's context, which first builds a headers object
function responseOf(written: string | Written | undefined): Response {
  if (written === undefined) return new Response(null, { status: 204 })
  if (typeof written === 'string') return new Response(written, { headers: XML })
  const { document, carry } = written
  const headers = carry ? { ...XML, 'set-cookie': cookieOf(carry) } : XML
  return new Response(document, { headers })
}

/** A small number from the query of our own signed address. */
export function numberIn({ query }: Request, name: string): number {
  const text = query(name) ?? ''
  return /^\d{1,4}$/.test(text) ? Number(text) : 0
}
