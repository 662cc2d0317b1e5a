/**
 * GSM-7, the cheapest alphabet: 160 characters in a single segment, 153 in each of several. One
 * character outside it turns the whole text into UCS-2, with 70 and 67. Source: 3GPP TS 23.038.
 */

const BASIC =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?' +
  '¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà'
/** Each of these counts as two characters. */
const EXTENDED = '^{}\\[~]|€'

const literal = (characters: string) => characters.replace(/[\\\]^-]/g, '\\$&')
const OUTSIDE = new RegExp(`[^${literal(BASIC + EXTENDED)}]`, 'gu')
/** The same, for only testing whether there is one. */
const ONE_OUTSIDE = new RegExp(OUTSIDE.source, 'u')
const TWO_PLACES = new RegExp(`[${literal(EXTENDED)}]`, 'g')
const extended = new Set(EXTENDED)
/** Half of a character that takes two UCS-2 units. */
const SURROGATE = /[\ud800-\udfff]/

const TYPOGRAPHY: Record<string, string> = {
  '‘': "'",
  '’': "'",
  '“': '"',
  '”': '"',
  '«': '"',
  '»': '"',
  '–': '-',
  '—': '-',
  '…': '...',
  '\u00a0': ' ',
  '\t': ' ',
}

/**
 * Converts a text to GSM-7 as far as possible: á í ó ú lose their accent, é ñ ü ¿ ¡ keep theirs.
 */
export function toGsm7(text: string): string {
  return text
    .normalize('NFC')
    .replace(OUTSIDE, (char) => TYPOGRAPHY[char] ?? char.normalize('NFD').replace(/\p{M}/gu, ''))
}

/** Characters that GSM-7 does not have. */
export function outsideGsm7(text: string): string[] {
  return Array.from(new Set(text.match(OUTSIDE)))
}

/** The length of a GSM-7 text in septets. */
export function septets(text: string): number {
  return text.length + (text.match(TWO_PLACES)?.length ?? 0)
}

/** Characters in a single segment, and in each of several. Source: 3GPP TS 23.038 */
const GSM7 = { alone: 160, part: 153 }
const UCS2 = { alone: 70, part: 67 }

/**
 * The number of segments of a text, in whichever alphabet it needs. A two-unit character is never
 * split between segments.
 */
export function segmentsOf(text: string): number {
  const gsm7 = !ONE_OUTSIDE.test(text)
  const { alone, part } = gsm7 ? GSM7 : UCS2
  const size = gsm7 ? septets(text) : text.length
  if (size <= alone) return 1
  // if every character takes one unit, all segments but the last are full
  if (gsm7 ? size === text.length : !SURROGATE.test(text)) return Math.ceil(size / part)
  const sizeOf = (char: string) => (gsm7 ? (extended.has(char) ? 2 : 1) : char.length)
  let count = 1
  let used = 0
  for (const char of text) {
    const size = sizeOf(char)
    if (used + size > part) {
      count += 1
      used = 0
    }
    used += size
  }
  return count
}
