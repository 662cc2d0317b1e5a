/**
 * Disguised words: K!LL, R4PE, H E L P, HELPME, 9-1-1, and emoji that signal danger. People write
 * them in a hurry, on a broken keyboard or to get past a filter. Only known words are ever
 * produced.
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

/**
 * Joins single letters in a row, and splits words written together, into the words that are meant.
 * The same list if there are none.
 */
export function undisguised(words: readonly string[], often: Frequency): readonly string[] {
  if (!words.some((word, at) => rowAt(words, at) > 0 || mayBeJoined(word, often))) return words
  const whole: string[] = []
  for (let at = 0; at < words.length; ) {
    const length = rowAt(words, at)
    const word = words[at] ?? ''
    if (length > 0) whole.push(...parted(words.slice(at, at + length).join(''), often))
    else if (mayBeJoined(word, often)) whole.push(...parted(word, often))
    else whole.push(word)
    at += Math.max(1, length)
  }
  return whole
}

/** H E L P, but not U R A: fewer single letters than this are chat spelling. */
const SHORTEST_ROW = 4
/** Emergency numbers, which people write with spaces and dashes. */
const NUMBERS = ['9 1 1', '9 8 8']

/** How many words from a position on are letters of one word, or digits of one number. */
function rowAt(words: readonly string[], at: number): number {
  let length = 0
  while (isLetter(words[at + length] ?? '')) length++
  if (length >= SHORTEST_ROW) return length
  if (words[at] !== '9') return 0
  return NUMBERS.includes(words.slice(at, at + 3).join(' ')) ? 3 : 0
}

function isLetter(word: string): boolean {
  return word.length <= LONGEST_LETTER && /^\p{Script=Latin}$/u.test(word)
}

/** A letter is one UTF-16 unit or two. */
const LONGEST_LETTER = 2

/** Shorter words are never split. */
const SHORTEST_PAIR = 6
const LONGEST_JOINED = 40

/** Whether a word may be several: it is unknown, and long. */
function mayBeJoined(word: string, often: Frequency): boolean {
  return word.length >= SHORTEST_PAIR && often(word) === 0 && /^\p{Script=Latin}+$/u.test(word)
}

/**
 * The highest cost per letter: common words in a row cost less (NO ME DEJA SALIR), anything else is
 * not words.
 */
const DEAREST_LETTER = 1.75
/** Words of one letter. */
const SINGLE = new Set(['I', 'A', 'U', 'Y', 'O'])
const LONGEST_WORD = 16

/** Splits a joined word into its likeliest words; unchanged if it is not a row of common words. */
function parted(joined: string, often: Frequency): string[] {
  if (joined.length > LONGEST_JOINED) return [joined]
  /** By end position: the cheapest split up to there, and where its last word starts. */
  const best: { cost: number; from: number }[] = [{ cost: 0, from: 0 }]
  for (let end = 1; end <= joined.length; end++) {
    best[end] = { cost: Number.POSITIVE_INFINITY, from: 0 }
    for (let from = Math.max(0, end - LONGEST_WORD); from < end; from++) {
      const word = joined.slice(from, end)
      const times = word.length > 1 || SINGLE.has(word) ? often(word) : 0
      const cost =
        (best[from]?.cost ?? 0) + (times > 0 ? Math.log(WORDS / times) : Number.POSITIVE_INFINITY)
      if (cost < (best[end]?.cost ?? 0)) best[end] = { cost, from }
    }
  }
  if ((best[joined.length]?.cost ?? 0) > joined.length * DEAREST_LETTER) return [joined]
  const words: string[] = []
  for (let end = joined.length; end > 0; end = best[end]?.from ?? 0)
    words.unshift(joined.slice(best[end]?.from ?? 0, end))
  return words
}

/** Roughly how many words the line's texts have, which the frequencies refer to. */
const WORDS = 100_000
