/** Phone numbers that somebody should call to verify: never called, or too long ago. */
import type { Phone } from '../phones/phone.ts'

/**
 * Days after which a number must be called again; content/phones.yaml is re-read on the same cycle.
 */
const DAYS = 180
const DAY_MS = 86_400_000

/** The keys of the numbers that are due. `now` is in milliseconds. */
export function duePhones(phones: Readonly<Record<string, Phone>>, now: number): string[] {
  return Object.entries(phones)
    .filter(([, { verifiedByCall }]) => {
      return verifiedByCall === null || now - Date.parse(verifiedByCall) > DAYS * DAY_MS
    })
    .map(([key]) => key)
}
