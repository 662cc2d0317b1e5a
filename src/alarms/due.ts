/** Numbers that a person should phone: never phoned, or too long ago. */
import type { Phone } from '../phones/phone.ts'

/** Days after which a number is phoned again, as content/phones.yaml is read again. */
const DAYS = 180
const DAY_MS = 86_400_000

/** The keys of those that are due. `now` in milliseconds. */
export function duePhones(phones: Readonly<Record<string, Phone>>, now: number): string[] {
  return Object.entries(phones)
    .filter(([, { verifiedByCall }]) => {
      return verifiedByCall === null || now - Date.parse(verifiedByCall) > DAYS * DAY_MS
    })
    .map(([key]) => key)
}
