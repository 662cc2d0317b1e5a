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
const TWO_PLACES = new RegExp(`[${literal(EXTENDED)}]`, 'g')
const extended = new Set(EXTENDED)

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

/** Two segments, the most that one answer may cost. */
export const MOST_SEPTETS = 306
export const MOST_SEGMENTS = 2

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

/** Segments of a GSM-7 text. A two-place character is not split over two segments. */
export function segments(text: string): number {
  if (septets(text) <= 160) return 1
  let count = 1
  let used = 0
  for (const char of text) {
    const size = extended.has(char) ? 2 : 1
    if (used + size > 153) {
      count += 1
      used = 0
    }
    used += size
  }
  return count
}

/** Segments of a text in whichever alphabet it needs. Source: 3GPP TS 23.038 */
export function smsSegments(text: string): number {
  if (outsideGsm7(text).length === 0) return segments(text)
  return text.length <= 70 ? 1 : Math.ceil(text.length / 67)
}
