/** Finds texts that are clearly in another offered language, or were never translated. */
import { wordsIn } from '../understanding/plain.ts'
import type { LocatedText } from './located-texts.ts'
import type { Part } from './review.ts'

/** Shorter texts may well look alike in two languages. */
const FEWEST_WORDS = 6
/**
 * Share of a text's words that the other language must have, and how many times as many as its own.
 */
const MOST_OF = 0.7
const TIMES_AS_MANY = 2

/** `as` is the language that the text is in; the original's if it was not translated. */
export type Foreign = { part: Part; text: LocatedText; as: string }

/**
 * Compares each text with the words of all others, so nothing needs to be known about a language.
 */
export function foreignTexts(parts: readonly Part[]): Foreign[] {
  const said = parts.filter(({ kind }) => kind === 'said')
  const spoken = reader()
  const words = vocabularies(said, spoken)
  return said.flatMap((part) =>
    part.texts.flatMap((text) => {
      const as = languageOf(text, part, words, spoken)
      return as === undefined ? [] : [{ part, text, as }]
    }),
  )
}

/** For each language and word, the parts that contain it. */
type Vocabularies = ReadonlyMap<string, ReadonlyMap<string, ReadonlySet<string>>>

function languageOf(
  text: LocatedText,
  part: Part,
  vocabularies: Vocabularies,
  spoken: Reader,
): string | undefined {
  const words = spoken(text)
  if (words.length < FEWEST_WORDS) return undefined
  const same = part.original?.texts.find(({ path }) => path.join('.') === text.path.join('.'))
  if (same && spoken(same).join(' ') === words.join(' ')) return part.original?.language
  const known = (language: string) => {
    const places = vocabularies.get(language)
    // its own part does not count: a text is no evidence about itself
    const elsewhere = words.filter((word) => {
      const there = places?.get(word)
      return there !== undefined && (there.size > 1 || !there.has(part.id))
    })
    return elsewhere.length / words.length
  }
  const own = known(part.language)
  return Array.from(vocabularies.keys()).find((language) => {
    if (language === part.language) return false
    const other = known(language)
    return other >= MOST_OF && other > own * TIMES_AS_MANY
  })
}

function vocabularies(parts: readonly Part[], spoken: Reader): Vocabularies {
  const languages = new Map<string, Map<string, Set<string>>>()
  for (const { id, language, texts } of parts) {
    const words = languages.get(language) ?? new Map<string, Set<string>>()
    languages.set(language, words)
    for (const word of texts.flatMap(spoken))
      words.set(word, (words.get(word) ?? new Set()).add(id))
  }
  return languages
}

type Reader = (text: LocatedText) => readonly string[]

/** Splits each text into words once; it is needed as evidence, as itself, and as an original. */
function reader(): Reader {
  const read = new Map<LocatedText, readonly string[]>()
  return (text) => {
    const words = read.get(text) ?? spokenWords(text)
    read.set(text, words)
    return words
  }
}

function spokenWords({ words }: LocatedText): string[] {
  const text = typeof words === 'string' ? words : `${words.text} ${words.without}`
  return wordsIn(text.replace(/\{\w+\}/g, ' ')).filter((word) => /\p{L}/u.test(word))
}
