/**
 * BM25: how well a text's features overlap with a label's examples, weighting rare ones higher.
 * Source: Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009.
 */
import type { Model } from './model.ts'

/** The BM25 parameters k1 (term saturation) and b (length normalisation). */
const SATURATION = 1.2
const LENGTH = 0.7

/** Returns a function that scores every label for a text's features, given by place. */
export function overlapIn({
  counts: { starts, labels, times },
  lengths,
}: Pick<Model, 'counts' | 'lengths'>): (features: Iterable<number>) => Float64Array {
  const mean = lengths.reduce((sum, length) => sum + length, 0) / lengths.length
  const long = Float64Array.from(
    lengths,
    (length) => SATURATION * (1 - LENGTH + (LENGTH * length) / mean),
  )
  // rarer features say more: by how many labels have one
  const rarities = Float64Array.from({ length: lengths.length + 1 }, (_, having) =>
    Math.log(1 + (lengths.length - having + 0.5) / (having + 0.5)),
  )
  return (features) => {
    const scores = new Float64Array(lengths.length)
    for (const feature of features) {
      const [from, to] = [starts[feature] ?? 0, starts[feature + 1] ?? 0]
      const rarity = rarities[to - from] ?? 0
      for (let at = from; at < to; at++) {
        const label = labels[at] ?? 0
        const count = times[at] ?? 0
        const share = (count * (SATURATION + 1)) / (count + (long[label] ?? 0))
        scores[label] = (scores[label] ?? 0) + rarity * share
      }
    }
    return scores
  }
}
