/** Evidence: what the features of a text, each by itself, say for what it may mean. */
import { type Feature, written } from './features.ts'
import type { Ranker } from './rank.ts'
import type { Ranking } from './ranking.ts'

/**
 * A word in the examples of more meanings than this, out of some sixty, says nothing on its own:
 * how, the, are.
 */
const SMALL = 40

/** Whether a text has anything beyond the small words that occur in all questions. */
export function hasSubstance({ spread }: Ranker, { features, places }: Ranking): boolean {
  return features.some(
    ({ kind }, at) => kind === 'concept' || (kind === 'stem' && spread(places[at] ?? -1) <= SMALL),
  )
}

/**
 * One of a text's words, or a pair, is this many times as frequent in texts about danger as in
 * others. Words with more meanings than `wide` are small: I, me, not, out.
 */
const HARM = { lean: 2, wide: 30 }
const HARM_IN_TWO = { lean: 6, wide: 15 }

/** Whether a text has words that are much more frequent in texts about danger than in others. */
export function namesHarm(
  { spread, leaning, labels }: Ranker,
  { features, places }: Ranking,
): boolean {
  return features.some(({ kind }, at) => {
    const { lean, wide } = kind === 'pair' ? HARM_IN_TWO : HARM
    const place = places[at] ?? -1
    return spread(place) <= wide && leaning(place, labels.crises) >= lean
  })
}

/** How many features an explanation names. */
const MOST_NAMED = 3

/** The features that count most towards a label. */
export function strongestFor(
  { labels, weigh }: Ranker,
  { features, places }: Ranking,
  label: string,
) {
  const of = labels.names.indexOf(label)
  const weighed = new Map<number, { feature: Feature; weight: number }>()
  for (const [at, feature] of features.entries()) {
    const place = places[at] ?? -1
    const weight = place < 0 ? 0 : weigh(place, of)
    if (weight > 0 && !weighed.has(place)) weighed.set(place, { feature, weight })
  }
  return Array.from(weighed.values())
    .sort((one, other) => other.weight - one.weight)
    .slice(0, MOST_NAMED)
    .map(({ feature }) => written(feature))
}
