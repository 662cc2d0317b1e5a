/**
 * BM25: how much of a text's features a label's examples have, the rarer ones counting more. Source:
 * Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009.
 */

/** How soon more of the same counts no more, and how much longer examples are held against a label. */
const SATURATION = 1.2
const LENGTH = 0.7

/** A label, by its place, and how many of its examples have a feature. */
export type Count = readonly [label: number, examples: number]

/** The score of every label for the features of a text, by their places. */
export function overlapOf(
  features: Iterable<number>,
  counts: readonly (readonly Count[])[],
  /** Features of all the examples of each label. */
  lengths: readonly number[],
): Float64Array {
  const scores = new Float64Array(lengths.length)
  const mean = lengths.reduce((sum, length) => sum + length, 0) / lengths.length
  for (const feature of features) {
    const own = counts[feature] ?? []
    const rarity = Math.log(1 + (lengths.length - own.length + 0.5) / (own.length + 0.5))
    for (const [label, count] of own) {
      const long = 1 - LENGTH + (LENGTH * (lengths[label] ?? 0)) / mean
      const share = (count * (SATURATION + 1)) / (count + SATURATION * long)
      scores[label] = (scores[label] ?? 0) + rarity * share
    }
  }
  return scores
}
