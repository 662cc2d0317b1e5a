/**
 * Which country a phone number belongs to. Twenty-five countries share +1, and texts to some of
 * them cost ten times as much.
 */
// imported statically: a late import that fails once, for lack of a file descriptor, fails forever
import { parsePhoneNumberFromString } from 'libphonenumber-js/max'

/** The ISO code of a number's country; undefined if it has none, such as a short code. */
export type CountryOf = (number: string) => string | undefined

/**
 * Creates a lookup that caches +1 area codes: parsing takes 15 to 50 us, and there are at most 800
 * of them.
 */
export function createCountryOf(): CountryOf {
  const known = new Map<string, string | undefined>()
  return (number) => {
    const area = /^\+1([2-9]\d\d)\d{7}$/.exec(number)?.[1]
    if (area === undefined) return parsePhoneNumberFromString(number)?.country
    if (!known.has(area)) known.set(area, parsePhoneNumberFromString(`+1${area}2345678`)?.country)
    return known.get(area)
  }
}

/**
 * Number types that are ordinary phones at ordinary prices: no personal, toll-free or premium
 * number.
 */
const PHONES = new Set<string | undefined>(['FIXED_LINE', 'MOBILE', 'FIXED_LINE_OR_MOBILE'])

/** Whether the number is an ordinary phone in the United States. */
export function isUsPhone(number: string): boolean {
  const phone = parsePhoneNumberFromString(number)
  return phone?.country === 'US' && phone.isValid() && PHONES.has(phone.getType())
}
