/** The form in which texts are compared. */

/** Upper case, without accents, marks and doubled blanks. */
export function plain(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toUpperCase()
    .replace(/['’`´]/g, '')
    .replace(/[^\p{L}\p{N}*#]+/gu, ' ')
    .trim()
}

/** The words of a text in plain form. */
export function wordsIn(text: string): string[] {
  const said = plain(text)
  return said === '' ? [] : said.split(' ')
}
