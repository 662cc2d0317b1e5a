/** The keys that a text names: digits that stand alone, and not as part of a number. */

/** A number as it is written or spoken: digits with nothing but separators between them. */
const IN_NUMBER = /\d[\d ,./:-]*\d/g

export function keysIn(words: string): ReadonlySet<string> {
  const alone = words.replace(IN_NUMBER, (number) => (/^\d\n/.test(number) ? number : ' '))
  return new Set(Array.from(alone.matchAll(/\d/g), ([key]) => key))
}
