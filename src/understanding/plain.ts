/** The form in which texts are compared. */

/** The longest text that a phone can send; what stands behind is not read. */
const LONGEST_TEXT = 1600
/** One letter can stand for eighteen; of what comes of a text no more than this is compared. */
const LONGEST_PLAIN = 2400

/** Signs that nobody sees: soft hyphens, joiners, marks of direction, blanks that are letters. */
const UNSEEN = /[\p{Cf}\p{M}\u115f\u1160\u3164\uffa0\u2800]+/gu

/** Upper case, any script's digits as 0 to 9, without accents, marks, unseen signs and doubled blanks. */
export function plain(text: string): string {
  return text
    .slice(0, LONGEST_TEXT)
    .normalize('NFKD')
    .slice(0, LONGEST_PLAIN)
    .replace(UNSEEN, '')
    .replace(/(?![0-9])\p{N}/gu, digit)
    .toUpperCase()
    .replace(/['’‘`´]/g, '')
    .replace(/[^\p{L}\p{N}*#]+/gu, ' ')
    .trim()
}

/** The words of a text in plain form. */
export function wordsIn(text: string): string[] {
  const said = plain(text)
  return said === '' ? [] : said.split(' ')
}

/** Circled digits that Unicode does not take apart: where each row of them begins, and with which digit. */
const CIRCLED: readonly (readonly [from: number, digit: number])[] = [
  [0x24f5, 1],
  [0x24ff, 0],
  [0x2776, 1],
  [0x2780, 1],
  [0x278a, 1],
]

/** A digit of any script as one of 0 to 9; any other sign for a number as it is. */
function digit(sign: string): string {
  const code = sign.codePointAt(0) ?? 0
  if (/\p{Nd}/u.test(sign)) {
    // the digits of a script stand in a row, from its zero
    let zero = code
    while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--
    return String((code - zero) % 10)
  }
  const row = CIRCLED.find(([from, first]) => code >= from && code < from + 10 - first)
  return row ? String(code - row[0] + row[1]) : sign
}
