/** Reads the phrases of a language, in its own chat spelling. */
import { type Expand, type Phrase, parsePhrase, parseSets } from '../engine/phrase.ts'
import { plain } from '../engine/plain.ts'
import type { WordsText } from './schema.ts'

export function phraseReader(words: WordsText): (written: string) => Phrase {
  const expand = expandIn(words)
  const sets = parseSets(words.sets, expand)
  return (written) => parsePhrase(written, sets, expand)
}

/** Chat spelling replaced as in a text of that language. */
export function expandIn({ spelling }: Pick<WordsText, 'spelling'>): Expand {
  const meant = new Map(
    Object.entries(spelling).map(([word, words]) => [plain(word), plain(words).split(' ')]),
  )
  return (words) => words.flatMap((word) => meant.get(word) ?? [word])
}
