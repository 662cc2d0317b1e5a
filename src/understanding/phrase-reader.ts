/** Reads the phrases of a language, in its own chat spelling. */

import {
  type Choice,
  choice,
  type Phrase,
  parsePhrase,
  parseSets,
  type Spell,
  wordItem,
} from './phrase.ts'
import { plain, wordsIn } from './plain.ts'

/** Chat spelling -> the words meant (r: are), and named sets of words (they: [he, my ex]). */
export type PhraseWords = {
  spelling: Readonly<Record<string, string>>
  sets: Readonly<Record<string, readonly string[]>>
}

/** Throws PhraseError if a phrase cannot be parsed. */
export type PhraseReader = (written: string) => Phrase

export function phraseReader({ spelling, sets: lists }: PhraseWords): PhraseReader {
  const spell = spellIn(spelling)
  const sets = parseSets(lists, spell)
  return (written) => parsePhrase(written, sets, spell)
}

/** Thousands of phrases share few distinct words, so each is read and stored once. */
function spellIn(spelling: PhraseWords['spelling']): Spell {
  const expand = expandIn(spelling)
  const known = new Map<string, Choice>()
  return (written) => {
    const words = known.get(written) ?? choice(expand(plain(written).split(' ')).map(wordItem))
    known.set(written, words)
    return words
  }
}

/** Replaces chat spelling among the words of a text. */
export type Expand = (words: readonly string[]) => readonly string[]

/** Replaces chat spelling as in a text of that language. */
export function expandIn(spelling: PhraseWords['spelling']): Expand {
  const meant = spellingOf(spelling)
  return (words) => words.flatMap((word) => meant.get(word) ?? [word])
}

/** Chat spelling in plain form -> the words meant. */
export function spellingOf(spelling: PhraseWords['spelling']): Map<string, readonly string[]> {
  return new Map(Object.entries(spelling).map(([word, meant]) => [plain(word), wordsIn(meant)]))
}
