/** A hash that people can copy, and that is another one as soon as a word is. */
import { hash } from 'node:crypto'

/** Ten letters that are others as soon as a word is; the order of keys changes nothing. */
export function shortHash(data: unknown): string {
  return inLetters(hash('sha256', canonical(data)))
}

/** How a hash in hexadecimal digits begins, in letters. */
export function inLetters(digits: string): string {
  return digits
    .slice(0, 10)
    .replace(/[0-9a-f]/g, (digit) =>
      String.fromCharCode('a'.charCodeAt(0) + Number.parseInt(digit, 16)),
    )
}

/** Its JSON with keys in one order: how a file is arranged is no change of what it says. */
function canonical(data: unknown): string {
  return JSON.stringify(data, (_key, value: unknown) =>
    value !== null && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(
          Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1)),
        )
      : value,
  )
}
