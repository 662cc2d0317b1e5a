/** Which country a number belongs to: on +1 there are 25 of them, and texts to some cost ten times as much. */
// loaded with the program: an import that fails later, for want of a file descriptor, fails for ever
import { parsePhoneNumberFromString } from 'libphonenumber-js/max'

/** The two letters of a number's country, or undefined for no country's number, such as a short code. */
export type CountryOf = (number: string) => string | undefined

/**
 * Looks countries up. An area code of +1 is parsed once, which takes 15 to 50 us; there are at most
 * 800 of them.
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

/** What is a phone, and costs what a phone costs: no personal, toll-free or premium number. */
const PHONES = new Set<string | undefined>(['FIXED_LINE', 'MOBILE', 'FIXED_LINE_OR_MOBILE'])

/** Whether it is a phone of the United States. */
export function isUsPhone(number: string): boolean {
  const phone = parsePhoneNumberFromString(number)
  return phone?.country === 'US' && phone.isValid() && PHONES.has(phone.getType())
}
