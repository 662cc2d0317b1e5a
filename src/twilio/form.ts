/** The form of a webhook: Twilio's field names end here. An empty field counts as absent. */

/** A signed form: the first value of each field. */
export type Form = ReadonlyMap<string, string>

/**
 * Parses a form: the first value of each field, and whether any field is repeated. Equivalent to
 * URLSearchParams, in a third of the time for typical texts.
 */
export function readForm(text: string): { form: Map<string, string>; repeated: boolean } {
  // it leaves out a question mark
  if (text.startsWith('?')) return fieldsIn(wellFormed(text))
  try {
    return fieldsIn(text)
  } catch {
    // bytes that are no text, which it replaces
    return fieldsIn(wellFormed(text))
  }
}

function wellFormed(text: string): string {
  return new URLSearchParams(text).toString()
}

function fieldsIn(text: string) {
  const form = new Map<string, string>()
  let repeated = false
  for (let from = 0, to = 0; from < text.length; from = to + 1) {
    to = text.indexOf('&', from)
    if (to < 0) to = text.length
    if (to === from) continue
    const equals = text.indexOf('=', from)
    const at = equals < 0 || equals > to ? to : equals
    const name = decoded(text.slice(from, at))
    if (form.has(name)) repeated = true
    else form.set(name, decoded(text.slice(at + 1, to)))
  }
  return { form, repeated }
}

function decoded(text: string): string {
  const spaced = text.includes('+') ? text.replaceAll('+', ' ') : text
  return spaced.includes('%') ? decodeURIComponent(spaced) : spaced
}

/** The value of a field, if it has one. */
export function field(form: Form, name: string): string | undefined {
  return form.get(name) || undefined
}

/**
 * Numbers that stand for a withheld caller ID; several people share each of them. Twilio documents
 * the words (ANONYMOUS, RESTRICTED ...) that they spell on a keypad.
 */
const WITHHELD = ['+266696687', '+7378742833', '+2562533', '+8566696', '+86282452253', '+464']

/** Prefix of an RCS user, followed by the same person's number. */
const RCS = /^rcs:/

/** The reply address, of any form. */
export function originOf(form: Form): string {
  return (field(form, 'From') ?? '').replace(RCS, '')
}

/** The sender's phone number; undefined if it does not identify one person. */
export function senderOf(form: Form): string | undefined {
  const from = originOf(form)
  return /^\+[1-9]\d{6,14}$/.test(from) && !WITHHELD.includes(from) ? from : undefined
}

/** The call that a request belongs to. */
export function callOf(form: Form): string {
  return field(form, 'CallSid') ?? ''
}

/** The key that was pressed, if any. */
export function digitOf(form: Form): string | undefined {
  return field(form, 'Digits')?.[0]
}

/**
 * The number of parts of an incoming message, which determines its price.
 * Source: https://www.twilio.com/docs/messaging/guides/webhook-request
 */
export function partsOf(form: Form): number {
  const parts = Number(field(form, 'NumSegments') ?? 1)
  return Number.isInteger(parts) && parts > 0 && parts <= 100 ? parts : 1
}
