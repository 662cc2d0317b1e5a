/** Plain form: the normalised form in which texts are compared. */

/** The longest text that a phone can send; anything beyond is ignored. */
const LONGEST_TEXT = 1600
/** A single character can expand to eighteen, so the expanded text is cut here. */
const LONGEST_PLAIN = 2400

/** Invisible characters: soft hyphens, joiners, direction marks, blanks that count as letters. */
const UNSEEN = /[\p{Cf}\u115f\u1160\u3164\uffa0\u2800]+/gu
/** Diacritics, which people in a hurry omit. In other scripts marks are vowels, and stay. */
const MARKS =
  /(?=[\p{Script=Inherited}\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Arabic}\p{Script=Hebrew}])\p{M}/gu
/** Letters with a stroke, which Unicode does not decompose and many phones cannot type. */
const STROKES: Readonly<Record<string, string>> = { Đ: 'D', Ł: 'L', Ø: 'O' }

/** A letter, with its vowel marks, of a script that does not separate words. */
const UNPARTED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]\p{M}*/gu
const ASCII = /^[\n\r\t -~]*$/
/** ASCII with accents as marks of their own, and the punctuation of Spanish and of phones. */
const ACCENTED = /^[\u0300-\u036f\n\r\t -~¡¿‘’]*$/
const ACCENTS = /[\u0300-\u036f]+/g
const BEYOND_LATIN = /[^\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]/u

/**
 * Upper case, digits of any script as 0 to 9, without diacritics, punctuation, invisible characters
 * and repeated spaces. In a script without spaces every letter becomes a word, so that a run of
 * letters there is a run of words here.
 */
export function plain(text: string): string {
  // fast path: most texts are ASCII, and have nothing to strip
  if (ASCII.test(text))
    return text
      .slice(0, LONGEST_TEXT)
      .toUpperCase()
      .replace(/['`]/g, '')
      .replace(/[^A-Z0-9*#]+/g, ' ')
      .trim()
  const apart = text.slice(0, LONGEST_TEXT).normalize('NFKD').slice(0, LONGEST_PLAIN)
  // nearly as fast: Spanish texts have nothing to strip but accents
  if (ACCENTED.test(apart))
    return words(
      apart
        .replace(ACCENTS, '')
        .toUpperCase()
        .replace(/['’‘`]/g, ''),
    )
  const bare = apart
    .replace(UNSEEN, '')
    .replace(MARKS, '')
    .replace(/(?![0-9])\p{N}/gu, digit)
    .toUpperCase()
    .replace(/[ĐŁØ]/g, (letter) => STROKES[letter] ?? letter)
    .replace(/['’‘`´]/g, '')
  const parted = BEYOND_LATIN.test(bare) ? bare.replace(UNPARTED, ' $& ') : bare
  return words(parted)
}

function words(text: string): string {
  return text.replace(/[^\p{L}\p{M}\p{N}*#]+/gu, ' ').trim()
}

/** Whether a text has letters of a script that does not separate words. */
export function hasUnparted(text: string): boolean {
  return BEYOND_LATIN.test(text) && text.search(UNPARTED) >= 0
}

/** The length of a text in words; two letters of a script without spaces count as one. */
export function lengthInWords(words: readonly string[]): number {
  const letters = words.filter((word) => word.length <= 2 && hasUnparted(word)).length
  return words.length - letters / 2
}

/** The words of a text in plain form. */
export function wordsIn(text: string): string[] {
  const said = plain(text)
  return said === '' ? [] : said.split(' ')
}

/** Circled digits that Unicode does not decompose: the start of each range, and its first digit. */
const CIRCLED: readonly (readonly [from: number, digit: number])[] = [
  [0x24f5, 1],
  [0x24ff, 0],
  [0x2776, 1],
  [0x2780, 1],
  [0x278a, 1],
]

/** A digit of any script as 0 to 9; any other numeric character unchanged. */
function digit(sign: string): string {
  const code = sign.codePointAt(0) ?? 0
  if (/\p{Nd}/u.test(sign)) {
    // a script's digits are contiguous, starting at its zero
    let zero = code
    while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--
    return String((code - zero) % 10)
  }
  const row = CIRCLED.find(([from, first]) => code >= from && code < from + 10 - first)
  return row ? String(code - row[0] + row[1]) : sign
}
