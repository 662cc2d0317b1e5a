/** Ranks a free text: its words as the examples spell them, their features, and the labels. */
import type { Spelling } from '../spelling.ts'
import { type Concepts, conceptOf, featuresOf, lettersOf, STEM, stem } from './features.ts'
import type { Ranker } from './rank.ts'
import type { Ranking } from './ranking.ts'

/** Everything needed to rank free texts. */
export type Questions = {
  ranker: Ranker
  concepts: Concepts
  /** Every word of an example. */
  vocabulary: ReadonlySet<string>
  /** The stems of the longer words. */
  stems: ReadonlySet<string>
  spelling: Spelling
}

/** Only this many words are considered: the end of a long story does not improve its ranking. */
const MOST_WORDS = 100

export function rankText(questions: Questions, words: readonly string[]): Ranking {
  const { ranker, concepts } = questions
  const asked = meantWords(questions, words.slice(0, MOST_WORDS))
  const features = featuresOf(asked, concepts, (word) => isKnown(questions, word))
  const places = features.map(({ hash }) => ranker.placeOf(hash))
  const scores = ranker.rank(places, lettersOf(asked).map(ranker.placeOf))
  return { features, places, labels: ranker.labels, scores }
}

/** Whether the examples contain the word, or another form of a longer one. */
function isKnown(
  { vocabulary, concepts, stems }: Pick<Questions, 'vocabulary' | 'concepts' | 'stems'>,
  word: string,
) {
  if (vocabulary.has(word) || conceptOf(word, concepts)) return true
  return word.length > STEM && stems.has(stem(word))
}

/** Each word as the examples spell it, if they have it. */
function meantWords({ vocabulary, spelling, concepts }: Questions, words: readonly string[]) {
  return words.map((word) => {
    // sharing a stem is not enough: COUNSLING is meant as COUNSELING
    if (vocabulary.has(word) || conceptOf(word, concepts)) return word
    return spelling(word).find((meant) => vocabulary.has(meant)) ?? word
  })
}
