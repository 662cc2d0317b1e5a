/** Yes and no: what a text answers to a question, as a whole or by the words that it begins or ends with. */
import { findPhrases, type Phrases, placesOf } from './phrase-search.ts'

/** How yes and no are written, in all languages at once; words in the form of `plain`. */
export type YesOrNo = {
  yes: Phrases
  no: Phrases
  /** Words, up to three in a row, that mean yes or no where a text begins or ends with them... */
  says: ReadonlyMap<string, 'yes' | 'no'>
  /** ...beside words that only tell how it is where somebody reads this: HE, ASLEEP, MY, PHONE. */
  situation: ReadonlySet<string>
  /** May stand around a word of the line, one or several in a row: PLEASE, TAKE ME TO. */
  polite: ReadonlySet<string>
}

const NONE: ReadonlySet<string> = new Set()

/** The yes or no that a whole text is. */
export function yesOrNo(
  answers: Pick<YesOrNo, 'yes' | 'no'>,
  words: readonly string[],
): 'yes' | 'no' | undefined {
  const places = placesOf(words, () => [], NONE)
  // who says both means no
  for (const _ of findPhrases(answers.no, places)) return 'no'
  for (const _ of findPhrases(answers.yes, places)) return 'yes'
  return undefined
}

/** Yes or no first or last, and beside it only how things are there: HE IS AT WORK SO YES. */
export function inSituation(
  { says, situation, polite }: Pick<YesOrNo, 'says' | 'situation' | 'polite'>,
  words: readonly string[],
): { says: 'yes' | 'no'; beside: readonly string[] } | undefined {
  if (words.length < 2 || !words.every((word) => situation.has(word) || polite.has(word)))
    return undefined
  const lengths = [3, 2, 1].filter((length) => length <= words.length)
  const begins = lengths.filter((length) => says.has(words.slice(0, length).join(' ')))
  const ends = lengths.filter((length) => says.has(words.slice(-length).join(' ')))
  const first = says.get(words.slice(0, begins[0] ?? 0).join(' '))
  const last = says.get(words.slice(words.length - (ends[0] ?? 0)).join(' '))
  // YES NO is to be asked again
  if (first === 'yes' && last === 'no') return undefined
  // of AQUI NO the no alone is the answer
  if (first) return { says: first, beside: words.slice(begins.at(-1)) }
  return last && { says: last, beside: words.slice(0, words.length - (ends.at(-1) ?? 0)) }
}
