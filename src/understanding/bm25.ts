/**
 * BM25: how much of a text's features a label's examples have, the rarer ones counting more. Source:
 * Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009.
 */
import type { Model } from './model.ts'

/** How soon more of the same counts no more, and how much longer examples are held against a label. */
const SATURATION = 1.2
const LENGTH = 0.7

/** The score of every label for the features of a text, by their places. */
export function overlapOf(
  features: Iterable<number>,
  { counts: { starts, labels, times }, lengths }: Pick<Model, 'counts' | 'lengths'>,
): Float64Array {
  const scores = new Float64Array(lengths.length)
  const mean = lengths.reduce((sum, length) => sum + length, 0) / lengths.length
  for (const feature of features) {
    const [from = 0, to = 0] = [starts[feature], starts[feature + 1]]
    const rarity = Math.log(1 + (lengths.length - (to - from) + 0.5) / (to - from + 0.5))
    for (let at = from; at < to; at++) {
      const [label = 0, count = 0] = [labels[at], times[at]]
      const long = 1 - LENGTH + (LENGTH * (lengths[label] ?? 0)) / mean
      const share = (count * (SATURATION + 1)) / (count + SATURATION * long)
      scores[label] = (scores[label] ?? 0) + rarity * share
    }
  }
  return scores
}
