/** The door: only what Twilio signed comes in, and from here on it is a form. */
import type { Context, MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { validateRequest } from 'twilio/lib/webhooks/webhooks.js'
import type { Log } from '../telemetry/events.ts'
import type { Form } from './form.ts'

/** What the middleware leaves for the routes. */
export type Signed = { Variables: { form: Form } }

/** The largest genuine form (1600 characters of text, ten media) is far below this. */
const MAX_BYTES = 32 * 1024

/**
 * Lets a request through if one of `tokens` signed it for `publicUrl` plus its path and query;
 * everything else gets 403 and leaves no trace. The host that a client names is never believed.
 * Source: https://www.twilio.com/docs/usage/security#validating-requests
 */
export function twilioSignature({
  tokens,
  publicUrl,
  log,
}: {
  tokens: readonly string[]
  publicUrl: string
  log: Log
}): MiddlewareHandler<Signed> {
  const base = publicUrl.replace(/\/$/, '')
  const limit = bodyLimit({ maxSize: MAX_BYTES, onError: (c) => c.body(null, 403) })

  return async function twilioSignature(c, next) {
    const refuse = (reason: 'signature' | 'size') => {
      log({ event: 'refused', reason })
      return c.body(null, 403)
    }
    const signature = c.req.header('x-twilio-signature')
    if (!signature) return refuse('signature')
    const length = Number(c.req.header('content-length'))
    if (length > MAX_BYTES) return refuse('size')
    // a length that is not declared is counted while reading
    if (Number.isNaN(length)) {
      const tooLong = await limit(c, async () => {})
      if (tooLong) return refuse('size')
    }
    const { form, signed } = readForm(await c.req.text())
    const url = base + pathAndQuery(c)
    if (!tokens.some((token) => validateRequest(token, signature, url, signed)))
      return refuse('signature')
    c.set('form', form)
    return next()
  }
}

function pathAndQuery(c: Context): string {
  const { url } = c.req
  return url.slice(url.indexOf('/', url.indexOf('//') + 2))
}

/** The first value of each name, and what was signed: all values of a name that is repeated. */
function readForm(text: string) {
  const form = new Map<string, string>()
  const signed: Record<string, string | string[]> = Object.create(null)
  for (const [name, value] of new URLSearchParams(text)) {
    const known = signed[name]
    signed[name] = known === undefined ? value : [known, value].flat()
    if (known === undefined) form.set(name, value)
  }
  return { form, signed }
}
