/**
 * Languages that the line does not speak but interpreters do, recognised by their script, by a few
 * of their commonest words, or because somebody asks for one by name. Nothing is guessed: a text
 * that could be in one of the line's languages is left alone.
 */
import type { Input } from '../flow/input.ts'
import type { Reading } from './reading.ts'

/** How to recognise one language; words are in the form of `plain`. */
export type InterpreterLanguage = {
  id: string
  /** Whether the line speaks it itself: then its texts need no interpreter. */
  offered: boolean
  /** Matches one letter of its script; absent if that is Latin. */
  script?: RegExp
  /** Letters that distinguish it from other languages with the same script. */
  letters?: ReadonlySet<string>
  /** Its names, in that language and in the line's. */
  names: ReadonlySet<string>
}

export type InterpreterLanguages = {
  languages: readonly InterpreterLanguage[]
  /**
   * Common words in Latin letters that none of the line's languages has -> the languages that have
   * them.
   */
  words: ReadonlyMap<string, readonly string[]>
  /** Each of their names -> the language. */
  named: ReadonlyMap<string, InterpreterLanguage>
  /** Words that may surround a language's name without making the text about something else. */
  around: ReadonlySet<string>
}

/** Evidence needed: two common words, or one and a letter specific to the language. */
const SIGNS = 2
/** A language shows within this many words. */
const MOST_WORDS = 60

/**
 * The language that a text is in or asks for, if that is clear; one that the line speaks only if it
 * is asked for. `isOurs` tells whether one of the line's languages has a word.
 */
export function interpreterLanguage(
  known: InterpreterLanguages,
  { text, said, tokens }: Pick<Reading, 'said' | 'tokens'> & { text: string },
  isOurs: (word: string) => boolean,
): Input | undefined {
  const words = tokens.slice(0, MOST_WORDS)
  const asked = named(known, said, words)
  if (asked?.offered) return { type: 'language', language: asked.id }
  const found = asked ?? written(known.languages, text) ?? worded(known, text, words, isOurs)
  return found && !found.offered ? { type: 'interpreter', of: found.id } : undefined
}

/** A language's name, with nothing around it but words such as "do you speak". */
function named(
  { named: languages, around }: InterpreterLanguages,
  said: string,
  words: readonly string[],
): InterpreterLanguage | undefined {
  const rest = words.filter((word) => !around.has(word))
  return languages.get(said) ?? languages.get(rest.join(' '))
}

/**
 * By script: most letters belong to it. Languages that share it are distinguished by their own
 * letters.
 */
function written(
  languages: readonly InterpreterLanguage[],
  text: string,
): InterpreterLanguage | undefined {
  // almost every text stops here, at the cost of one look at its letters
  if (!BEYOND_LATIN.test(text)) return undefined
  const letters = text.match(/\p{L}/gu) ?? []
  const sharing = languages.filter(({ script }) => {
    const own = script ? letters.filter((letter) => script.test(letter)).length : 0
    return own * 2 > letters.length
  })
  return (
    sharing.find((language) => has(letters, language.letters)) ??
    sharing.find(({ letters: own }) => !own)
  )
}

const BEYOND_LATIN = /[^\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]/u

/** By common words: two of them, or one in a text with no word of the line's languages. */
function worded(
  { languages, words: common }: InterpreterLanguages,
  text: string,
  words: readonly string[],
  isOurs: (word: string) => boolean,
): InterpreterLanguage | undefined {
  if (!words.some((word) => common.has(word))) return undefined
  const signs = new Map<string, number>()
  for (const word of new Set(words))
    for (const id of common.get(word) ?? []) signs.set(id, (signs.get(id) ?? 0) + 1)
  const letters = text.normalize('NFC').toLowerCase()
  const rated = languages
    .map((language) => {
      const count = signs.get(language.id) ?? 0
      const marked = count > 0 && !language.script && has(letters, language.letters)
      return { language, count: count + (marked ? 1 : 0) }
    })
    .sort((one, other) => other.count - one.count)
  const [first] = rated
  if (!first) return undefined
  return first.count >= SIGNS || !words.some(isOurs) ? first.language : undefined
}

function has(text: Iterable<string>, letters: ReadonlySet<string> | undefined): boolean {
  if (letters) for (const letter of text) if (letters.has(letter)) return true
  return false
}
