/** The form of a webhook: Twilio's names end here. An empty field counts as absent. */

/** A signed form: its first value of each name. */
export type Form = ReadonlyMap<string, string>

/** The value of a field, if there is one. */
export function field(form: Form, name: string): string | undefined {
  return form.get(name) || undefined
}

/**
 * Numbers that stand for a caller who withholds theirs; several people share each of them.
 * Twilio documents the spelled-out words (ANONYMOUS, RESTRICTED ...) that these keys spell.
 */
const WITHHELD = ['+266696687', '+7378742833', '+2562533', '+8566696', '+86282452253', '+464']

/** What a person who has RCS is written as; the same person's number stands behind it. */
const RCS = /^rcs:/

/** Whom an answer goes to, whatever it is. */
export function originOf(form: Form): string {
  return (field(form, 'From') ?? '').replace(RCS, '')
}

/** The sender's own number, or undefined where it does not tell one person from another. */
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
