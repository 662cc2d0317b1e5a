/** A short hash that people can copy and that changes with every word. */
import { hash } from 'node:crypto'

/** Ten letters that change with every word but not with the order of keys. */
export function shortHash(data: unknown): string {
  return inLetters(hash('sha256', canonical(data)))
}

/** The start of a hexadecimal hash, as letters. */
export function inLetters(digits: string): string {
  return digits
    .slice(0, 10)
    .replace(/[0-9a-f]/g, (digit) =>
      String.fromCharCode('a'.charCodeAt(0) + Number.parseInt(digit, 16)),
    )
}

/** JSON with sorted keys, so that rearranging a file does not change it. */
function canonical(data: unknown): string {
  return JSON.stringify(data, (_key, value: unknown) =>
    value !== null && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(
          Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1)),
        )
      : value,
  )
}
