/**
 * The last guard, around every route: a signed request gets a helpful document within 2.5 s,
 * whatever breaks inside, whatever its method. Unsigned requests get 403, or are told to use POST.
 */
import type { Context } from 'hono'
import { createDeadline } from '../line/deadline.ts'
import type { Log } from '../telemetry/events.ts'
import { kindOf } from '../telemetry/kind.ts'
import type { Form } from '../twilio/form.ts'

/** Twilio waits 15 s; a caller should not sit in silence that long. */
const DEADLINE_MS = 2_500

/**
 * The document that helps on a route, possibly depending on the form and the query of our own
 * address; undefined if Twilio only reports something.
 */
export type SafeDocument =
  | string
  | undefined
  | ((form: Form, query: (name: string) => string | undefined) => string)

export type Guarded = {
  document: SafeDocument
  log: Log
  /** Reads a request's form; undefined if it is not signed. */
  read: (c: Context) => Promise<Form | undefined>
  /** Answers a signed request. */
  answer: (c: Context, form: Form) => Promise<Response>
}

export function lastGuard({ document, log, read, answer }: Guarded) {
  const within = createDeadline(DEADLINE_MS)
  return function lastGuard(c: Context): Promise<Response> {
    let form: Form | undefined
    let late = false
    return within(answered(), () => {
      late = true
      return broke('timeout', 'late')
    })

    async function answered(): Promise<Response> {
      try {
        form = await read(c)
        if (form && c.req.method === 'POST') return await answer(c, form)
        // a number's webhook is set to GET: its callers must get an answer all the same
        if (form) log({ event: 'webhook_by_get' })
      } catch (error) {
        if (!late) return broke('error', kindOf(error))
      }
      return answerTo(c, form, document)
    }

    // async, so that an exception here is an error of the request and not of the process
    async function broke(reason: 'error' | 'timeout', kind: string): Promise<Response> {
      // an unsigned request that broke off is not urgent
      log({ event: form ? 'guarded' : 'unread', reason, kind })
      return answerTo(c, form, document)
    }
  }
}

function answerTo(c: Context, form: Form | undefined, document: SafeDocument): Response {
  if (!form && c.req.method !== 'POST')
    return new Response('This address answers Twilio, and only to POST.\n', {
      status: 405,
      headers: { allow: 'POST', 'content-type': 'text/plain; charset=utf-8' },
    })
  if (!form) return new Response(null, { status: 403 })
  if (document === undefined) return new Response(null, { status: 204 })
  const body = typeof document === 'string' ? document : document(form, (name) => c.req.query(name))
  return new Response(body, { headers: { 'content-type': 'text/xml; charset=utf-8' } })
}
