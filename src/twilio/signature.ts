/** The signature check: only requests signed by Twilio get in, as forms. */
import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto'
import { validateRequest } from 'twilio/lib/webhooks/webhooks.js'
import type { Log } from '../telemetry/events.ts'
import { createCohort } from './cohort.ts'
import { type Form, readForm } from './form.ts'

/** Far above the largest genuine form (1600 characters of text, ten media). */
const MAX_BYTES = 32 * 1024

/** A request and what its signature covers. */
export type SignedRequest = {
  /** Path and query, as received. */
  path: string
  header(name: string): string | undefined
  /** The body; undefined if its length was not declared and is more than so many bytes. */
  text(most: number): string | undefined | Promise<string | undefined>
}

/**
 * Reads a request's form if one of `tokens` signed it for `publicUrl` plus its path and query;
 * anything else yields undefined and leaves no trace. The host named by the client is never
 * trusted.
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
}): (request: SignedRequest) => Promise<Form | undefined> {
  const base = publicUrl.replace(/\/$/, '')
  const keys = tokens.map((token) => ({ token, key: createSecretKey(token, 'utf8') }))

  const together = createCohort()

  function refuse(reason: 'signature' | 'size') {
    log({ event: 'refused', reason })
    return undefined
  }

  return async function signedForm(request) {
    const signature = request.header('x-twilio-signature')
    if (!signature) return refuse('signature')
    if (Number(request.header('content-length')) > MAX_BYTES) return refuse('size')
    await together()
    const body = request.text(MAX_BYTES)
    const text = typeof body === 'object' ? await body : body
    if (text === undefined) return refuse('size')
    const { form, repeated } = readForm(text)
    const url = base + request.path
    const signed = keys.some(
      ({ token, key }) =>
        (!repeated && signs(key, signature, url, form)) ||
        // the SDK also accepts variants of the address, and handles repeated fields
        validateRequest(token, signature, url, allOf(text)),
    )
    return signed ? form : refuse('signature')
  }
}

/** Whether the key signed the form for this exact address, which is nearly always the case. */
function signs(key: KeyObject, signature: string, url: string, form: Form): boolean {
  let data = url
  for (const name of Array.from(form.keys()).sort()) data += name + form.get(name)
  const expected = Buffer.from(createHmac('sha1', key).update(data).digest('base64'))
  const given = Buffer.from(signature)
  return given.length === expected.length && timingSafeEqual(given, expected)
}

/** All values of each field. */
function allOf(text: string): Record<string, string | string[]> {
  const all: Record<string, string | string[]> = Object.create(null)
  for (const [name, value] of new URLSearchParams(text)) {
    const known = all[name]
    all[name] = known === undefined ? value : [known, value].flat()
  }
  return all
}
