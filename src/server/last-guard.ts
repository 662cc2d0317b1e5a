/**
 * The last guard, around every route: a signed request gets a document that helps within 2.5 s,
 * whatever breaks inside. What was not signed gets 403, whatever breaks inside.
 */
import type { Context, MiddlewareHandler } from 'hono'
import { kindOf, type Log } from '../telemetry/log.ts'
import type { Signed } from '../twilio/signature.ts'

/** Twilio waits 15 s; a caller in silence should not. */
const DEADLINE_MS = 2_500

/** `document`: what helps on the routes it stands before; none where Twilio only tells something. */
export function lastGuard({
  document,
  log,
  deadline = DEADLINE_MS,
}: {
  document: string | undefined
  log: Log
  deadline?: number
}): MiddlewareHandler<Signed> {
  return async function lastGuard(c, next) {
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<'late'>((resolve) => {
      timer = setTimeout(resolve, deadline, 'late')
    })
    try {
      const outcome = await Promise.race([next(), late])
      if (outcome === 'late') {
        log({ event: 'guarded', reason: 'timeout', kind: 'late' })
        return answer(c, document)
      }
      // an error that Hono caught on its way up is here, and not in the catch below
      if (c.error) throw c.error
      return undefined
    } catch (error) {
      log({ event: 'guarded', reason: 'error', kind: kindOf(error) })
      return answer(c, document)
    } finally {
      clearTimeout(timer)
    }
  }
}

function answer(c: Context<Signed>, document: string | undefined): Response {
  const response = answerTo(c.get('form') !== undefined, document)
  c.res = response
  return response
}

function answerTo(signed: boolean, document: string | undefined): Response {
  if (!signed) return new Response(null, { status: 403 })
  if (document === undefined) return new Response(null, { status: 204 })
  return new Response(document, { headers: { 'content-type': 'text/xml; charset=utf-8' } })
}
