/**
 * The last guard, around every route: a signed request gets a document that helps within 2.5 s,
 * whatever breaks inside, and by whatever method it comes. What was not signed gets 403, or is told
 * that it wants POST.
 */
import type { Context, MiddlewareHandler } from 'hono'
import type { Log } from '../telemetry/events.ts'
import { kindOf } from '../telemetry/kind.ts'
import type { Form } from '../twilio/form.ts'
import type { Signed } from '../twilio/signature.ts'

/** Twilio waits 15 s; a caller in silence should not. */
const DEADLINE_MS = 2_500

/**
 * What helps on the routes that a guard stands before, which may be decided by the form and by the query
 * of the address that we handed out; none where Twilio only tells something.
 */
export type SafeDocument =
  | string
  | undefined
  | ((form: Form, query: (name: string) => string | undefined) => string)

export function lastGuard({
  document,
  log,
  deadline = DEADLINE_MS,
}: {
  document: SafeDocument
  log: Log
  deadline?: number
}): MiddlewareHandler<Signed> {
  return async function lastGuard(c, next) {
    // a wider route behind a narrower one: the guard of that one stands around both
    if (isSigned(c)) return next()
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<'late'>((resolve) => {
      timer = setTimeout(resolve, deadline, 'late')
    })
    // a stranger's request that broke off helped itself to nothing: nobody need look at once
    const broke = (reason: 'error' | 'timeout', kind: string) => {
      log({ event: isSigned(c) ? 'guarded' : 'unread', reason, kind })
      return answer(c, document)
    }
    try {
      const outcome = await Promise.race([next(), late])
      if (outcome === 'late') return broke('timeout', 'late')
      // an error that Hono caught on its way up is here, and not in the catch below
      if (c.error) throw c.error
      if (c.req.method === 'POST') return undefined
      // a number whose webhook is set to GET: nobody may be left without an answer for that
      if (isSigned(c)) log({ event: 'webhook_by_get' })
      return answer(c, document)
    } catch (error) {
      return broke('error', kindOf(error))
    } finally {
      clearTimeout(timer)
    }
  }
}

const isSigned = (c: Context<Signed>) => c.get('form') !== undefined

function answer(c: Context<Signed>, document: SafeDocument): Response {
  const response = answerTo(c, document)
  c.res = response
  return response
}

function answerTo(c: Context<Signed>, document: SafeDocument): Response {
  const form = c.get('form')
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
