/**
 * Yes and no: the answer that a text gives, as a whole or by the words that it begins or ends with.
 */
import type { Beginnings } from './phrase.ts'
import { findPhrases, mayBegin, type Phrases } from './phrase-search.ts'
import { placesOf } from './places.ts'
import type { Runs } from './runs.ts'

/** The vocabulary of yes and no, in all languages at once; words are in the form of `plain`. */
export type YesOrNo = {
  yes: Phrases
  no: Phrases
  /** Words, up to three in a row, that mean yes or no at the start or end of a text... */
  says: ReadonlyMap<string, 'yes' | 'no'>
  /** ...next to words that only describe the situation of the reader: HE, ASLEEP, MY, PHONE. */
  situation: ReadonlySet<string>
  /** Courtesies that may surround a command, one or several words: PLEASE, TAKE ME TO. */
  polite: Runs
}

const NONE: Beginnings = new Map()

/** The yes or no that a whole text amounts to. */
export function yesOrNo(
  answers: Pick<YesOrNo, 'yes' | 'no'>,
  words: readonly string[],
): 'yes' | 'no' | undefined {
  const [first = ''] = words
  if (!mayBegin(answers.no, first) && !mayBegin(answers.yes, first)) return undefined
  const places = placesOf(words, () => [], NONE)
  // both at once means no
  for (const _ of findPhrases(answers.no, places)) return 'no'
  for (const _ of findPhrases(answers.yes, places)) return 'yes'
  return undefined
}

/** Yes or no at the start or end, next to a description of the situation: HE IS AT WORK SO YES. */
export function inSituation(
  { says, situation, polite }: Pick<YesOrNo, 'says' | 'situation' | 'polite'>,
  words: readonly string[],
): { says: 'yes' | 'no'; beside: readonly string[] } | undefined {
  if (words.length < 2 || !words.every((word) => situation.has(word) || polite.all.has(word)))
    return undefined
  const lengths = [3, 2, 1].filter((length) => length <= words.length)
  const begins = lengths.filter((length) => says.has(words.slice(0, length).join(' ')))
  const ends = lengths.filter((length) => says.has(words.slice(-length).join(' ')))
  const first = says.get(words.slice(0, begins[0] ?? 0).join(' '))
  const last = says.get(words.slice(words.length - (ends[0] ?? 0)).join(' '))
  // YES NO has to be asked again
  if (first === 'yes' && last === 'no') return undefined
  // in AQUI NO, only the no is the answer
  if (first) return { says: first, beside: words.slice(begins.at(-1)) }
  return last && { says: last, beside: words.slice(0, words.length - (ends.at(-1) ?? 0)) }
}
