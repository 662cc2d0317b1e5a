/**
 * BM25: how much of a text's features a label's examples have, the rarer ones counting more. Source:
 * Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009.
 */

/** How soon more of the same counts no more, and how much longer examples are held against a label. */
const SATURATION = 1.2
const LENGTH = 0.7

/** Of one feature: a label, by its place, how many of its examples have it, the next label, and so on. */
export type Counts = readonly number[]

/** The score of every label for the features of a text, by their places. */
export function overlapOf(
  features: Iterable<number>,
  counts: readonly Counts[],
  /** Features of all the examples of each label. */
  lengths: readonly number[],
): Float64Array {
  const scores = new Float64Array(lengths.length)
  const mean = lengths.reduce((sum, length) => sum + length, 0) / lengths.length
  for (const feature of features) {
    const own = counts[feature] ?? []
    const labels = own.length / 2
    const rarity = Math.log(1 + (lengths.length - labels + 0.5) / (labels + 0.5))
    for (let at = 0; at < own.length; at += 2) {
      const [label = 0, count = 0] = [own[at], own[at + 1]]
      const long = 1 - LENGTH + (LENGTH * (lengths[label] ?? 0)) / mean
      const share = (count * (SATURATION + 1)) / (count + SATURATION * long)
      scores[label] = (scores[label] ?? 0) + rarity * share
    }
  }
  return scores
}
