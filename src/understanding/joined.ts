/** Joined and scattered words: HELPME, H E L P, 9-1-1. Only known words are ever produced. */
import type { Frequency } from './disguised.ts'

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
