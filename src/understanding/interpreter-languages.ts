/**
 * Languages that the line does not speak, but interpreters do: known by their script, by a few of
 * their commonest words, or because somebody asks for one by its name. Nothing is guessed: a text
 * that could be in a language of ours is left alone.
 */
import type { Input } from '../flow/input.ts'

/** One language as a text is held against it; words in the form of `plain`. */
export type InterpreterLanguage = {
  id: string
  /** Matches one letter of its script; none where it shares the Latin one. */
  script?: RegExp
  /** Letters that tell it from others of the same script. */
  letters?: ReadonlySet<string>
  /** Common words that no language of ours has. */
  words: ReadonlySet<string>
  /** What people call it, in their own language and in ours. */
  names: ReadonlySet<string>
}

export type InterpreterLanguages = {
  languages: readonly InterpreterLanguage[]
  /** Words that may stand around a name without making it a question about something else. */
  around: ReadonlySet<string>
}

/** Two signs make a language: a common word and another one, or a word and a letter of its own. */
const SIGNS = 2

/** The language that a text is in or asks for, if that is plain. `said`: the text in plain form. */
export function interpreterLanguage(
  { languages, around }: InterpreterLanguages,
  text: string,
  said: string,
): Input | undefined {
  const found =
    named(languages, around, said) ?? written(languages, text) ?? worded(languages, text, said)
  return found && { type: 'interpreter', of: found.id }
}

/** A name, and beside it nothing but words such as "do you speak". */
function named(
  languages: readonly InterpreterLanguage[],
  around: ReadonlySet<string>,
  said: string,
): InterpreterLanguage | undefined {
  const whole = languages.find(({ names }) => names.has(said))
  if (whole) return whole
  const rest = said.split(' ').filter((word) => !around.has(word))
  return rest.length === 0 ? undefined : languages.find(({ names }) => names.has(rest.join(' ')))
}

/** Most letters are of one script; among languages that share it, letters of its own decide. */
function written(
  languages: readonly InterpreterLanguage[],
  text: string,
): InterpreterLanguage | undefined {
  // almost every text ends here, and costs one look at its letters
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

function worded(
  languages: readonly InterpreterLanguage[],
  text: string,
  said: string,
): InterpreterLanguage | undefined {
  const spoken = new Set(said.split(' '))
  return languages.find(({ script, words, letters }) => {
    if (script) return false
    let signs = 0
    for (const word of spoken) if (words.has(word)) signs++
    if (signs === 0) return false
    if (has(text.normalize('NFC').toLowerCase(), letters)) signs++
    return signs >= SIGNS
  })
}

function has(text: Iterable<string>, letters: ReadonlySet<string> | undefined): boolean {
  if (letters) for (const letter of text) if (letters.has(letter)) return true
  return false
}
