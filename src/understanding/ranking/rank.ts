/**
 * The ranker: the probability of each meaning of a free text. It combines a softmax regression,
 * learnt from examples, with BM25: the former weighs words against each other, the latter forgets
 * none. Deterministic, without I/O.
 */
import { overlapIn } from './bm25.ts'
import { type Model, placeOf, placesIn, scaleOf, softmax } from './model.ts'

export type Ranked = { label: string; score: number }
export type Ranker = {
  /** Every label with its probability, likeliest first; `letters` are letter groups. */
  rank(features: readonly string[], letters: readonly string[]): Ranked[]
  /** The features that count most towards a label. */
  because(features: readonly string[], label: string): string[]
  /** How many labels have the feature in their examples. */
  spread(feature: string): number
  /** How many times as frequent a feature is in the examples of some labels as in all others. */
  leaning(feature: string, towards: (label: string) => boolean): number
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
  const weigh = (feature: string, label: number) => {
    const place = placeOf(features, feature)
    return (weights[place * width + label] ?? 0) * (steps[place] ?? 0)
  }
  return {
    rank(own, letters) {
      const words = placesIn(features, own)
      const places = [...words, ...placesIn(features, letters)]
      const scores = new Float64Array(width)
      for (const place of [...places, features.length]) {
        const step = steps[place] ?? 0
        for (let label = 0, cell = place * width; label < width; label++, cell++)
          scores[label] = (scores[label] ?? 0) + (weights[cell] ?? 0) * step
      }
      softmax(scores, scaleOf(places.length) * SHARPNESS)
      temper(scores, overlapOf(words))
      return labels
        .map((label, place) => ({ label, score: scores[place] ?? 0 }))
        .sort((one, other) => other.score - one.score)
    },
    because(own, label) {
      const place = labels.indexOf(label)
      return Array.from(new Set(own), (feature) => ({ feature, weight: weigh(feature, place) }))
        .filter(({ weight }) => weight > 0)
        .sort((one, other) => other.weight - one.weight)
        .slice(0, 3)
        .map(({ feature }) => feature)
    },
    leaning: (feature, towards) => leaningOf(model, placeOf(features, feature), towards),
    spread(feature) {
      const place = placeOf(features, feature)
      return place < 0 ? 0 : (counts.starts[place + 1] ?? 0) - (counts.starts[place] ?? 0)
    },
  }
}

function leaningOf(
  { labels, counts, lengths }: Model,
  place: number,
  towards: (label: string) => boolean,
): number {
  if (place < 0) return 0
  const [there, elsewhere] = [
    { times: 0, of: 0 },
    { times: 0.5, of: 0 },
  ]
  const sides = labels.map((label) => (towards(label) ? there : elsewhere))
  for (const [at, side] of sides.entries()) side.of += lengths[at] ?? 0
  for (let at = counts.starts[place] ?? 0; at < (counts.starts[place + 1] ?? 0); at++) {
    const side = sides[counts.labels[at] ?? 0]
    if (side) side.times += counts.times[at] ?? 0
  }
  return there.times / there.of / (elsewhere.times / elsewhere.of)
}

/** Combines probabilities with overlap scores; MILDNESS points of overlap equal one e-fold. */
function temper(certainty: Float64Array, overlaps: Float64Array): void {
  const most = Math.max(...overlaps)
  let sum = 0
  for (let label = 0; label < certainty.length; label++) {
    const factor = Math.exp(((overlaps[label] ?? 0) - most) / MILDNESS)
    certainty[label] = ((certainty[label] ?? 0) + FLOOR) * factor
    sum += certainty[label] ?? 0
  }
  for (let label = 0; label < certainty.length; label++)
    certainty[label] = (certainty[label] ?? 0) / sum
}
