/**
 * The ranker: the probability of each meaning of a free text. It combines a softmax regression,
 * learnt from examples, with BM25: the former weighs words against each other, the latter forgets
 * none. Deterministic, without I/O.
 */
import { overlapIn } from './bm25.ts'
import { type PlaceOf, placesAmong } from './hashing.ts'
import { type Labels, labelsOf } from './labels.ts'
import { type Model, scaleOf, softmax } from './model.ts'

export type Ranker = {
  labels: Labels
  placeOf: PlaceOf
  /** The probability of each label. `features` and `letters` are places, unknown ones among them. */
  rank(features: readonly number[], letters: readonly number[]): Float64Array
  /** How much a feature counts towards a label. */
  weigh(place: number, label: number): number
  /** How many labels have the feature in their examples. */
  spread(place: number): number
  /** How many times as frequent a feature is in the examples of some labels as in all others. */
  leaning(place: number, towards: readonly number[]): number
}

/**
 * Sharpens probabilities, because training leaves too much doubt everywhere. At this value they
 * match the accuracy on unseen texts.
 */
const SHARPNESS = 2.5
/** How weakly overlap counts, and a floor for probabilities. */
const MILDNESS = 8
const FLOOR = 1e-4

/** Creates a ranker from a model. */
export function createRanker(model: Model): Ranker {
  const { labels, features, weights, steps, counts } = model
  const width = labels.length
  const overlapOf = overlapIn(model)
  const addTo = (scores: Float64Array, place: number) => {
    const step = steps[place] ?? 0
    const from = place * width
    for (let label = 0; label < width; label++)
      scores[label] = (scores[label] ?? 0) + (weights[from + label] ?? 0) * step
  }
  return {
    labels: labelsOf(labels),
    placeOf: placesAmong(features),
    rank(own, letters) {
      const words = known(own)
      const groups = known(letters)
      const scores = new Float64Array(width)
      for (const place of words) addTo(scores, place)
      for (const place of groups) addTo(scores, place)
      addTo(scores, features.length)
      softmax(scores, scaleOf(words.size + groups.size) * SHARPNESS)
      temper(scores, overlapOf(words))
      return scores
    },
    weigh: (place, label) => (weights[place * width + label] ?? 0) * (steps[place] ?? 0),
    leaning: (place, towards) => leaningOf(model, place, towards),
    spread: (place) =>
      place < 0 ? 0 : (counts.starts[place + 1] ?? 0) - (counts.starts[place] ?? 0),
  }
}

/** The distinct places that are known. */
function known(places: readonly number[]): ReadonlySet<number> {
  const distinct = new Set<number>()
  for (const place of places) if (place >= 0) distinct.add(place)
  return distinct
}

function leaningOf({ counts, lengths }: Model, place: number, towards: readonly number[]): number {
  if (place < 0) return 0
  const there = { times: 0, of: 0 }
  const elsewhere = { times: 0.5, of: 0 }
  for (const [label, length] of lengths.entries())
    (towards.includes(label) ? there : elsewhere).of += length
  for (let at = counts.starts[place] ?? 0; at < (counts.starts[place + 1] ?? 0); at++)
    (towards.includes(counts.labels[at] ?? 0) ? there : elsewhere).times += counts.times[at] ?? 0
  return there.times / there.of / (elsewhere.times / elsewhere.of)
}

/** Combines probabilities with overlap scores; MILDNESS points of overlap equal one e-fold. */
function temper(certainty: Float64Array, overlaps: Float64Array): void {
  let most = 0
  for (const overlap of overlaps) most = Math.max(most, overlap)
  let sum = 0
  for (let label = 0; label < certainty.length; label++) {
    const factor = Math.exp(((overlaps[label] ?? 0) - most) / MILDNESS)
    certainty[label] = ((certainty[label] ?? 0) + FLOOR) * factor
    sum += certainty[label] ?? 0
  }
  for (let label = 0; label < certainty.length; label++)
    certainty[label] = (certainty[label] ?? 0) / sum
}
