/** A webhook: a route that Twilio posts to, behind the last guard and the check of its signature. */
import type { Context, Hono } from 'hono'
import type { Log } from '../telemetry/events.ts'
import type { Form } from '../twilio/form.ts'
import { twilioSignature } from '../twilio/signature.ts'
import { type Guarded, lastGuard, type SafeDocument } from './last-guard.ts'

/** A signed request: its form, and the query of the address that we handed out. */
export type Request = { form: Form; query: (name: string) => string | undefined }

/** Gives the document that Twilio runs; nothing where it only told something. */
export type Answer = (request: Request) => Promise<string | undefined>

/** Adds a webhook to the app. `document`: what helps on this route when anything breaks. */
export type AddWebhook = (path: string, document: SafeDocument, answer: Answer) => void

export type Door = { tokens: readonly string[]; publicUrl: string; log: Log }

const XML = { 'content-type': 'text/xml; charset=utf-8' }
/** At the end of a path: whatever lies below it and is no route of its own. */
const BELOW = '*'

/** One handler a route, since Hono composes several anew for each request. */
export function webhooksOn(app: Hono, { log, ...door }: Door): AddWebhook {
  const signedForm = twilioSignature({ ...door, log })
  const below = new Map<string, (c: Context) => Promise<Response>>()
  app.notFound((c) => {
    for (const [path, handler] of below) if (c.req.path.startsWith(path)) return handler(c)
    return c.text('404 Not Found', 404)
  })

  return function addWebhook(path, document, answer) {
    const inside: Guarded = async (c, visit) => {
      const form = await signedForm(c)
      if (!form) return c.body(null, 403)
      visit.form = form
      if (c.req.method !== 'POST') return c.body(null, 405)
      const written = await answer({ form, query: (name) => c.req.query(name) })
      return written === undefined ? c.body(null, 204) : c.body(written, 200, XML)
    }
    // the guard is outermost, so that it covers the check too
    const handler = lastGuard({ document, log }, inside)
    if (path.endsWith(BELOW)) below.set(path.slice(0, -BELOW.length), handler)
    else app.all(path, handler)
  }
}

/** A small number from our own signed address. */
export function numberIn({ query }: Request, name: string): number {
  const text = query(name) ?? ''
  return /^\d{1,4}$/.test(text) ? Number(text) : 0
}
