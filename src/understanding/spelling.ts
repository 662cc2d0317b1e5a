/** Spelling: the known words that an unknown one may stand for. Short words are never guessed. */
import { hashOf, hashWith } from './ranking/hashing.ts'
import { type WordsBy, wordsBy } from './words-by.ts'

/** Shorter words are taken literally: one letter makes another word of them. */
const SHORTEST = 5
/** From this length two letters may be wrong. */
const LONG = 9

/** The words that one may stand for: itself if it is known, else likeliest first, else none. */
export type Spelling = (word: string) => readonly string[]

/** A longer word is not treated as a typo. */
const LONGEST = 24

/**
 * Creates a speller from known words in plain form. `shortest` is the minimum length of a word that
 * a typo may stand for.
 */
export function createSpelling(known: Iterable<string>, shortest = SHORTEST): Spelling {
  // most of them know the same thousands of words
  const words: ReadonlySet<string> = known instanceof Set ? known : new Set(known)
  // built lazily: most of this is not needed until somebody mistypes
  let index: Index | undefined

  function guess(word: string): string[] {
    index ??= indexOf(words, shortest)
    const { squeezed, sounds, near } = index
    const alike = squeezed(squeeze(word))
    const sounding = word.length >= shortest - 1 ? sounds(soundOf(word)) : []
    const found = new Set([...alike, ...sounding])
    if (found.size === 0 && word.length >= shortest - 1 && !/\d/.test(word))
      for (const meant of nearest(near, word)) found.add(meant)
    return Array.from(found)
  }

  return (word) => {
    if (words.has(word)) return [word]
    return word.length > LONGEST ? [] : guess(word)
  }
}

/** The same for one text, in which nothing is guessed twice. */
export function remembered(spelling: Spelling): Spelling {
  const guessed = new Map<string, readonly string[]>()
  return (word) => {
    const before = guessed.get(word)
    if (before) return before
    const meant = spelling(word)
    if (meant[0] !== word) guessed.set(word, meant)
    return meant
  }
}

/** The same, limited to a number of guesses. */
export function limited(spelling: Spelling, guesses: number): Spelling {
  let left = guesses
  return (word) => {
    if (left === 0) return []
    const meant = spelling(word)
    // known words are free
    if (meant[0] !== word) left--
    return meant
  }
}

/** Words by their letters without doubles, by sound, and with each letter left out. */
type Index = Record<'squeezed' | 'sounds' | 'near', WordsBy>

function indexOf(words: ReadonlySet<string>, shortest: number): Index {
  const lettered = Array.from(words).filter((word) => !/\d/.test(word))
  const from = (length: number) => lettered.filter((word) => word.length >= length)
  const by = (keyOf: (word: string) => string, of: readonly string[]) =>
    wordsBy(
      of,
      (word) => [hashOf(keyOf(word))],
      (word, key) => keyOf(word) === key,
    )
  return {
    squeezed: by(squeeze, lettered),
    sounds: by(soundOf, from(shortest - 1)),
    near: wordsBy(
      from(shortest),
      (word) => hashesOfShortened(squeeze(word)),
      (word, form) => isShortened(squeeze(word), form),
    ),
  }
}

function nearest(near: WordsBy, word: string): string[] {
  const squeezed = squeeze(word)
  // ELEEN has two Es because the V between them is missing
  const forms = squeezed === word ? shortened(word) : [...shortened(squeezed), ...shortened(word)]
  const all = new Set(forms.flatMap(near))
  // few people get the first letter wrong, and many words differ only in it: LIGHTS is not RIGHTS
  const candidates = Array.from(all).filter((meant) => meant[0] === word[0] || meant[1] === word[0])
  const rated = candidates.map((meant) => ({
    meant,
    wrong: Math.min(distance(squeezed, squeeze(meant)), distance(word, meant)),
  }))
  const allowed = rated.filter(({ meant, wrong }) => wrong <= (meant.length >= LONG ? 2 : 1))
  const least = Math.min(...allowed.map(({ wrong }) => wrong))
  return allowed.filter(({ wrong }) => wrong === least).map(({ meant }) => meant)
}

/** The word, and the word without one of its letters. */
function shortened(word: string): string[] {
  const forms = [word]
  for (let at = 0; at < word.length; at++) forms.push(word.slice(0, at) + word.slice(at + 1))
  return forms
}

/** The hashes of all of these, without making them. */
function hashesOfShortened(word: string): number[] {
  const hashes = [hashOf(word)]
  let before = hashOf('')
  for (let at = 0; at < word.length; at++) {
    hashes.push(hashOf(word.slice(at + 1), before))
    before = hashWith(before, word.charCodeAt(at))
  }
  return hashes
}

/** Whether a form is the word, or the word without one of its letters. */
function isShortened(word: string, form: string): boolean {
  if (form.length === word.length) return form === word
  let same = 0
  while (same < form.length && form[same] === word[same]) same++
  return word.slice(same + 1) === form.slice(same)
}

/** Removes doubled letters: HELLLO and HELO are one word. */
function squeeze(word: string): string {
  return word.replace(/(.)\1+/g, '$1')
}

/** Letters that sound alike in Spanish. */
const SOUNDS: Readonly<Record<string, string>> = {
  ...{ LL: 'Y', QU: 'K', CH: '4', CE: 'SE', CI: 'SI', GE: 'JE', GI: 'JI' },
  ...{ C: 'K', H: '', V: 'B', Z: 'S' },
}

/** A phonetic key for Spanish: KIERO is QUIERO, BIBIR is VIVIR, ALLUDA is AYUDA. */
function soundOf(word: string): string {
  return squeeze(word.replace(/LL|QU|CH|[CG][EI]|[CHVZ]/g, (letters) => SOUNDS[letters] ?? ''))
}

/** Damerau-Levenshtein distance: letters wrong, missing, added, or swapped with a neighbour. */
export function distance(one: string, other: string): number {
  let before: number[] = []
  let last = Array.from({ length: other.length + 1 }, (_, at) => at)
  for (let row = 1; row <= one.length; row++) {
    const next = [row]
    for (let at = 1; at <= other.length; at++) {
      const same = one[row - 1] === other[at - 1]
      let least = Math.min(
        (last[at - 1] ?? 0) + (same ? 0 : 1),
        (last[at] ?? 0) + 1,
        (next[at - 1] ?? 0) + 1,
      )
      if (row > 1 && at > 1 && one[row - 1] === other[at - 2] && one[row - 2] === other[at - 1])
        least = Math.min(least, (before[at - 2] ?? 0) + 1)
      next.push(least)
    }
    before = last
    last = next
  }
  return last[other.length] ?? 0
}
