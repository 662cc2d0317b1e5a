/**
 * The last guard, around every route: a signed request gets a helpful document within 2.5 s,
 * whatever breaks inside, whatever its method. Unsigned requests get 403, or are told to use POST.
 */
import { createDeadline } from '../line/deadline.ts'
import type { Log } from '../telemetry/events.ts'
import { kindOf } from '../telemetry/kind.ts'
import type { Form } from '../twilio/form.ts'
import { type HttpAnswer, type HttpRequest, type Webhook, XML } from './http.ts'

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
  read: (request: HttpRequest) => Promise<Form | undefined>
  /** Answers a signed request. */
  answer: (request: HttpRequest, form: Form) => Promise<HttpAnswer>
}

export function lastGuard({ document, log, read, answer }: Guarded): Webhook {
  const within = createDeadline(DEADLINE_MS)
  return function lastGuard(request) {
    let form: Form | undefined
    let late = false
    return within(answered(), () => {
      late = true
      return broke('timeout', 'late')
    })

    async function answered(): Promise<HttpAnswer> {
      try {
        form = await read(request)
        if (form && request.method === 'POST') return await answer(request, form)
        // a number's webhook is set to GET: its callers must get an answer all the same
        if (form) log({ event: 'webhook_by_get' })
      } catch (error) {
        if (!late) return broke('error', kindOf(error))
      }
      return answerTo(request, form, document)
    }

    // async, so that an exception here is an error of the request and not of the process
    async function broke(reason: 'error' | 'timeout', kind: string): Promise<HttpAnswer> {
      // an unsigned request that broke off is not urgent
      log({ event: form ? 'guarded' : 'unread', reason, kind })
      return answerTo(request, form, document)
    }
  }
}

function answerTo(
  request: HttpRequest,
  form: Form | undefined,
  document: SafeDocument,
): HttpAnswer {
  if (!form && request.method !== 'POST')
    return {
      status: 405,
      headers: { allow: 'POST', 'content-type': 'text/plain; charset=utf-8' },
      body: 'This address answers Twilio, and only to POST.\n',
    }
  if (!form) return { status: 403, headers: {}, body: null }
  if (document === undefined) return { status: 204, headers: {}, body: null }
  const body = typeof document === 'string' ? document : document(form, request.query)
  return { status: 200, headers: XML, body }
}
