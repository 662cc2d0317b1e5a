/** Which country a number belongs to: on +1 there are 25 of them, and texts to some cost ten times as much. */

/** Area codes and country codes that were asked about already; there are some hundreds of them. */
const known = new Map<string, string | undefined>()

/**
 * The two letters of the country, or undefined for no country's number, such as a short code. The
 * numbers of the world take 40 ms to load, so they are loaded by the first one asked about, and an
 * area code of +1 is asked about once.
 */
export async function countryOf(number: string): Promise<string | undefined> {
  const area = /^\+1([2-9]\d\d)\d{7}$/.exec(number)?.[1]
  if (area === undefined) return (await parsed(number))?.country
  if (!known.has(area)) known.set(area, (await parsed(`+1${area}2345678`))?.country)
  return known.get(area)
}

/** Whether it is a phone of the United States that costs what a phone costs. */
export async function isUsPhone(number: string): Promise<boolean> {
  const phone = await parsed(number)
  const type = phone?.getType()
  const costly = type === 'PREMIUM_RATE' || type === 'SHARED_COST' || type === 'TOLL_FREE'
  return phone?.country === 'US' && phone.isValid() && !costly
}

async function parsed(number: string) {
  const { parsePhoneNumberFromString } = await import('libphonenumber-js/max')
  return parsePhoneNumberFromString(number)
}
