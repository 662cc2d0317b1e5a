/** Reads the phrases of a language, in its own chat spelling. */

import type { WordsText } from '../content/schema.ts'
import { type Expand, type Phrase, parsePhrase, parseSets } from './phrase.ts'
import { plain, wordsOf } from './plain.ts'

/** Throws PhraseError when a phrase can not be read. */
export type PhraseReader = (written: string) => Phrase

export function phraseReader(words: WordsText): PhraseReader {
  const expand = expandIn(words)
  const sets = parseSets(words.sets, expand)
  return (written) => parsePhrase(written, sets, expand)
}

/** Chat spelling replaced as in a text of that language. */
export function expandIn({ spelling }: Pick<WordsText, 'spelling'>): Expand {
  const meant = spellingOf(spelling)
  return (words) => words.flatMap((word) => meant.get(word) ?? [word])
}

/** Chat spelling in plain form -> the words meant. */
export function spellingOf(spelling: WordsText['spelling']): Map<string, readonly string[]> {
  return new Map(Object.entries(spelling).map(([word, meant]) => [plain(word), wordsOf(meant)]))
}
