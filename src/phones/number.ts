/** Phone numbers: which may be named, and how each is dialled, shown and spoken. */
import type { Handoff, Phone } from './phone.ts'

/** Named whatever their entry says: nobody in danger is left without them. */
const ALWAYS = ['emergency', 'suicide', 'hotline', 'hotline_text']

/** Whether texts may name the number: seen at its source, or phoned by a person of the operator's. */
export function isServed(key: string, { confidence, verifiedByCall }: Phone): boolean {
  return ALWAYS.includes(key) || confidence === 'confirmed' || verifiedByCall !== null
}

/** Whether it is there at any hour, on any day and in every language. */
export function alwaysThere({ hours, closed, languages }: Handoff): boolean {
  return !hours && !closed && !languages
}

/** +18883737888, for a dialled number; only numbers of ten digits and more can be dialled. */
export function e164({ number }: Pick<Phone, 'number'>): string {
  const digits = number.replaceAll('-', '')
  return digits.length === 10 ? `+1${digits}` : `+${digits}`
}

/** "1, 8 8 8, 3 7 3, 7 8 8 8": digit by digit, with a breath between the groups. */
export function spoken({ number }: Pick<Phone, 'number'>): string {
  const groups = number.length > 4 && !number.includes('-') ? number.match(/.{1,3}/g) : null
  return (groups ?? number.split('-')).map((group) => Array.from(group).join(' ')).join(', ')
}

/** Area codes of the United States that callers do not pay for: carriers register them in another way. */
export function isTollFree(number: string): boolean {
  return /^\+18(00|33|44|55|66|77|88)/.test(number)
}
