/** The keys that words name: digits that stand alone, and are no part of a number as it is written or spoken. */

/** A digit beside another one, with nothing between but what a number is written or spoken with. */
const IN_NUMBER = /\d[\d ,./:-]*\d/g

export function keysIn(words: string): ReadonlySet<string> {
  const alone = words.replace(IN_NUMBER, (number) => (/^\d\n/.test(number) ? number : ' '))
  return new Set(Array.from(alone.matchAll(/\d/g), ([key]) => key))
}
