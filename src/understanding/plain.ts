/** The form in which texts are compared. */

/** The longest text that a phone can send; what stands behind is not read. */
const LONGEST_TEXT = 1600
/** One letter can stand for eighteen; of what comes of a text no more than this is compared. */
const LONGEST_PLAIN = 2400

/** Signs that nobody sees: soft hyphens, joiners, marks of direction, blanks that are letters. */
const UNSEEN = /[\p{Cf}\u115f\u1160\u3164\uffa0\u2800]+/gu
/** Marks that people leave out when they are in a hurry; those of other scripts are the vowels. */
const MARKS =
  /(?=[\p{Script=Inherited}\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Arabic}\p{Script=Hebrew}])\p{M}/gu
/** Letters with a stroke, which Unicode does not take apart and many phones can not write. */
const STROKES: Readonly<Record<string, string>> = { Đ: 'D', Ł: 'L', Ø: 'O' }

/** A letter of a script that sets no blanks between words, with its vowels. */
const UNPARTED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]\p{M}*/gu
const ASCII = /^[\n\r\t -~]*$/
const BEYOND_LATIN = /[^\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]/u

/**
 * Upper case, any script's digits as 0 to 9, without accents, marks, unseen signs and doubled blanks. In
 * a script without blanks every letter is a word: what is a row of letters there is one of words here.
 */
export function plain(text: string): string {
  // most texts are of the keyboard's own signs, and nothing has to be taken off these
  if (ASCII.test(text)) return words(text.slice(0, LONGEST_TEXT).toUpperCase().replace(/['`]/g, ''))
  const bare = text
    .slice(0, LONGEST_TEXT)
    .normalize('NFKD')
    .slice(0, LONGEST_PLAIN)
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

/** Whether a text has letters of a script that sets no blanks. */
export function hasUnparted(text: string): boolean {
  return BEYOND_LATIN.test(text) && text.search(UNPARTED) >= 0
}

/** How long a text is, as in words with blanks between them: two letters of another make about one. */
export function lengthInWords(words: readonly string[]): number {
  const letters = words.filter((word) => word.length <= 2 && hasUnparted(word)).length
  return words.length - letters / 2
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
