/** Reads the phrases of a language, in its own chat spelling. */

import { type Expand, type Phrase, parsePhrase, parseSets } from './phrase.ts'
import { plain, wordsIn } from './plain.ts'

/** Chat spelling -> the words meant (r: are), and named sets of words (they: [he, my ex]). */
export type PhraseWords = {
  spelling: Readonly<Record<string, string>>
  sets: Readonly<Record<string, readonly string[]>>
}

/** Throws PhraseError when a phrase can not be read. */
export type PhraseReader = (written: string) => Phrase

export function phraseReader({ spelling, sets: lists }: PhraseWords): PhraseReader {
  const expand = expandIn(spelling)
  const sets = parseSets(lists, expand)
  return (written) => parsePhrase(written, sets, expand)
}

/** Chat spelling replaced as in a text of that language. */
export function expandIn(spelling: PhraseWords['spelling']): Expand {
  const meant = spellingOf(spelling)
  return (words) => words.flatMap((word) => meant.get(word) ?? [word])
}

/** Chat spelling in plain form -> the words meant. */
export function spellingOf(spelling: PhraseWords['spelling']): Map<string, readonly string[]> {
  return new Map(Object.entries(spelling).map(([word, meant]) => [plain(word), wordsIn(meant)]))
}
