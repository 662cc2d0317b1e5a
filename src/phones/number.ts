/** Phone numbers: which may be given out, and how each is dialled, shown and spoken. */
import type { Handoff, Phone } from './phone.ts'

/** Given out whatever their entry says: nobody in danger goes without them. */
const ALWAYS = ['emergency', 'suicide', 'hotline', 'hotline_text']

/**
 * Whether texts may give out the number: confirmed at its source, or called by one of the
 * operator's people.
 */
export function isServed(key: string, { confidence, verifiedByCall }: Phone): boolean {
  return ALWAYS.includes(key) || confidence === 'confirmed' || verifiedByCall !== null
}

/** Whether it is available at any hour, on any day and in every language. */
export function alwaysThere({ hours, closed, languages }: Handoff): boolean {
  return !hours && !closed && !languages
}

/**
 * The number in E.164, such as +18883737888. Only numbers with ten digits or more can be dialled.
 */
export function e164({ number }: Pick<Phone, 'number'>): string {
  const digits = number.replaceAll('-', '')
  return digits.length === 10 ? `+1${digits}` : `+${digits}`
}

/** "1, 8 8 8, 3 7 3, 7 8 8 8": read out digit by digit, with a pause between groups. */
export function spoken({ number }: Pick<Phone, 'number'>): string {
  const groups = number.length > 4 && !number.includes('-') ? number.match(/.{1,3}/g) : null
  return (groups ?? number.split('-')).map((group) => Array.from(group).join(' ')).join(', ')
}

/** Whether it is a US toll-free number; carriers register those differently. */
export function isTollFree(number: string): boolean {
  return /^\+18(00|33|44|55|66|77|88)/.test(number)
}
