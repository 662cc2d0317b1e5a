/**
 * Disguised words: K!LL, R4PE, HELPPPP, and emoji that signal danger. People write them in a hurry,
 * on a broken keyboard or to get past a filter. Only known words are ever produced.
 */

/** How often a word occurs in the line's own texts; 0 if it is unknown. */
export type Frequency = (word: string) => number

/** What an emoji means in a text to this line; all others mean nothing. */
const EMOJI: Readonly<Record<string, string>> = {
  '🆘': 'sos',
  '🚨': 'sos',
  '🔪': 'sos',
  '🗡': 'sos',
  '🔫': 'sos',
  '⛓': 'sos',
  '🚓': 'police',
  '🚔': 'police',
  '👮': 'police',
  '🚑': 'ambulance',
  '🩸': 'blood',
  '😭': 'crying',
  '😢': 'crying',
  '😱': 'crying',
  '😰': 'crying',
  '🙏': 'please',
  '👍': 'yes',
  '👌': 'yes',
  '✅': 'yes',
  '👎': 'no',
  '❌': 'no',
  '🚫': 'no',
}
/** An emoji that says something only beside others or words: thanks and prayers are no plea. */
const COURTESY = /\u{1F64F}/gu
const EMOJIS = new RegExp(Object.keys(EMOJI).join('|'), 'gu')

/** Characters used in place of letters, likelier letter first. */
const SIGNS: Readonly<Record<string, string>> = {
  ...{ '0': 'O', '1': 'IL', '3': 'E', '4': 'A', '5': 'S', '7': 'T', '8': 'B' },
  ...{ '@': 'A', '!': 'I', $: 'S', '|': 'IL', '+': 'T', '€': 'E', '*': 'AEIOU' },
}
/** Letters of other scripts that look like Latin ones. */
const LOOKALIKES: Readonly<Record<string, string>> = Object.fromEntries(
  [
    'АA',
    'ВB',
    'ЕE',
    'ЅS',
    'ІI',
    'ЈJ',
    'КK',
    'МM',
    'НH',
    'ОO',
    'РP',
    'СC',
    'ТT',
    'УY',
    'ХX',
    'ΑA',
    'ΕE',
    'ΙI',
    'ΟO',
    'ΡP',
    'ΤT',
    'ΗH',
    'ΚK',
    'ΝN',
  ].map(([like = '', letter = '']) => [like, letter]),
)

const SIGN = /[0134578@!$|+€*]/
const DISGUISED = /[0134578@$|+€*!]\p{L}|\p{L}[0134578@$|+€]/u
const MIXED =
  /\p{Script=Latin}[\p{Script=Cyrillic}\p{Script=Greek}]|[\p{Script=Cyrillic}\p{Script=Greek}]\p{Script=Latin}/u
/**
 * A word with more such signs is no disguise, and no more such words than this are examined in one
 * text.
 */
const MOST_SIGNS = 3
const MOST_MASKED = 30

const ASCII = /^[\n\r\t -~]*$/
/** Few texts have anything that may be a sign for a letter, which costs little to see in ASCII. */
const DISGUISED_ASCII = /[0134578@$|+*!][A-Za-z]|[A-Za-z][0134578@$|+]/

/**
 * Replaces meaningful emoji with words, and signs with the letters they stand for. The same text if
 * there are none.
 */
export function spellOut(text: string, often: Frequency): string {
  if (ASCII.test(text) && !DISGUISED_ASCII.test(text)) return text
  const worded = /\p{Extended_Pictographic}/u.test(text) ? inWords(text) : text
  if (!DISGUISED.test(worded) && !MIXED.test(worded)) return worded
  let left = MOST_MASKED
  return worded.replace(/[\p{L}\p{N}@!$|+€*]+/gu, (token) => {
    const masked = left > 0 && (DISGUISED.test(token) || MIXED.test(token))
    if (!masked) return token
    left--
    return unmasked(token, often) ?? token
  })
}

function inWords(text: string): string {
  const apart = text.replace(COURTESY, '')
  const says = /\p{L}/u.test(apart) || apart.search(EMOJIS) >= 0
  return (says ? text : apart).replace(EMOJIS, (emoji) => ` ${EMOJI[emoji]} `)
}

function unmasked(token: string, often: Frequency): string | undefined {
  const latin = MIXED.test(token)
    ? Array.from(token.toUpperCase(), (letter) => LOOKALIKES[letter] ?? letter).join('')
    : token.toUpperCase()
  // an exclamation mark at the end of a word is just that
  const word = latin.replace(/^[!*|+]+|[!*|+]+$/g, '')
  if (!/\p{L}/u.test(word) || often(word) > 0)
    return latin === token.toUpperCase() ? undefined : word
  return lettersFor(word).find((letters) => often(letters) > 0)
}

/** The possible readings of a word with its signs as letters, likeliest first. */
function lettersFor(word: string): string[] {
  if (Array.from(word).filter((letter) => SIGN.test(letter)).length > MOST_SIGNS) return []
  let forms = ['']
  for (const letter of word) {
    const letters = SIGNS[letter] ?? letter
    forms = forms.flatMap((form) => Array.from(letters, (each) => form + each))
  }
  return forms[0] === word ? [] : forms
}

/** Words without the letters that a thumb held down too long: HELPPPP, NOOOO. `said`: all of them. */
export function unstretched(
  words: readonly string[],
  said: string,
  often: Frequency,
): readonly string[] {
  if (!STRETCHED.test(said)) return words
  return words.map((word) => {
    if (!STRETCHED.test(word)) return word
    const forms = [word.replace(STRETCHED_ALL, '$1$1'), word.replace(STRETCHED_ALL, '$1')]
    return forms.find((form) => often(form) > 0) ?? word
  })
}

const STRETCHED = /(\p{L})\1\1/u
const STRETCHED_ALL = /(\p{L})\1{2,}/gu
