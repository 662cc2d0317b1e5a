/** A webhook: a route that Twilio posts to, behind the last guard and the check of its signature. */
import type { Context, Hono } from 'hono'
import type { Log } from '../telemetry/events.ts'
import type { Form } from '../twilio/form.ts'
import { type Signed, twilioSignature } from '../twilio/signature.ts'
import { lastGuard, type SafeDocument } from './last-guard.ts'

/** A signed request: its form, and the query of the address that we handed out. */
export type Request = { form: Form; query: (name: string) => string | undefined }

/** Gives the document that Twilio runs; nothing where it only told something. */
export type Answer = (request: Request) => Promise<string | undefined>

/** Adds a webhook to the app. `document`: what helps on this route when anything breaks. */
export type AddWebhook = (path: string, document: SafeDocument, answer: Answer) => void

export type Door = { tokens: readonly string[]; publicUrl: string; log: Log }

const XML = { 'content-type': 'text/xml; charset=utf-8' }

export function webhooksOn(app: Hono<Signed>, door: Door): AddWebhook {
  const signed = twilioSignature(door)
  return function addWebhook(path, document, answer) {
    // outermost, so that it covers the check too
    app.use(path, lastGuard({ document, log: door.log }), signed)
    app.post(path, async (c) => {
      const written = await answer(requestOf(c))
      return written === undefined ? c.body(null, 204) : c.body(written, 200, XML)
    })
  }
}

function requestOf(c: Context<Signed>): Request {
  return { form: c.get('form'), query: (name) => c.req.query(name) }
}

/** A small number from our own signed address. */
export function numberIn({ query }: Request, name: string): number {
  const text = query(name) ?? ''
  return /^\d{1,4}$/.test(text) ? Number(text) : 0
}
