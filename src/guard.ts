/**
 * The last guard, around every route: a signed request gets a document that helps within 2.5 s,
 * whatever breaks inside. What was not signed gets 403, whatever breaks inside.
 */
import type { Context, MiddlewareHandler } from 'hono'
import type { SafeDocuments } from './channels/safe.ts'
import type { Signed } from './channels/twilio.ts'
import { kindOf, type Log } from './log.ts'

/** Twilio waits 15 s; a caller in silence should not. */
const DEADLINE_MS = 2_500

/** `role` picks the document of the routes it stands before. */
export function lastGuard({
  document,
  log,
  deadline = DEADLINE_MS,
}: {
  document: SafeDocuments[keyof SafeDocuments]
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

function answer(c: Context<Signed>, document: string): Response {
  const response = c.get('form')
    ? new Response(document, { headers: { 'content-type': 'text/xml; charset=utf-8' } })
    : new Response(null, { status: 403 })
  c.res = response
  return response
}
