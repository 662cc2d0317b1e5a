/**
 * GSM-7, the alphabet in which a text costs least: 160 characters in one segment, 153 in each of
 * several. One letter outside it makes the whole text UCS-2 with 70 and 67. Source: 3GPP TS 23.038.
 */

const BASIC =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?' +
  '¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà'
/** Each of these takes the place of two characters. */
const EXTENDED = '^{}\\[~]|€'

const literal = (characters: string) => characters.replace(/[\\\]^-]/g, '\\$&')
const OUTSIDE = new RegExp(`[^${literal(BASIC + EXTENDED)}]`, 'gu')
/** The same for whoever only asks whether there is one. */
const ONE_OUTSIDE = new RegExp(OUTSIDE.source, 'u')
const TWO_PLACES = new RegExp(`[${literal(EXTENDED)}]`, 'g')
const extended = new Set(EXTENDED)
/** Half of a character that has two places in UCS-2. */
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

/** The text in GSM-7 as far as it can be: á í ó ú lose their accent, é ñ ü ¿ ¡ keep theirs. */
export function toGsm7(text: string): string {
  return text
    .normalize('NFC')
    .replace(OUTSIDE, (char) => TYPOGRAPHY[char] ?? char.normalize('NFD').replace(/\p{M}/gu, ''))
}

/** Characters that GSM-7 does not have. */
export function outsideGsm7(text: string): string[] {
  return Array.from(new Set(text.match(OUTSIDE)))
}

/** Places of a GSM-7 text: a segment alone has 160, one of several 153. */
export function septets(text: string): number {
  return text.length + (text.match(TWO_PLACES)?.length ?? 0)
}

/** Characters of one segment alone, and of one of several. Source: 3GPP TS 23.038 */
const GSM7 = { alone: 160, part: 153 }
const UCS2 = { alone: 70, part: 67 }

/** Segments of a text in whichever alphabet it needs. A character of two places is not split over two of them. */
export function segmentsOf(text: string): number {
  const gsm7 = !ONE_OUTSIDE.test(text)
  const { alone, part } = gsm7 ? GSM7 : UCS2
  const size = gsm7 ? septets(text) : text.length
  if (size <= alone) return 1
  // where each character has one place, all segments but the last are full
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
