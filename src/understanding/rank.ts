/**
 * The ranker: which of several meanings a free text has, and how sure that is. A softmax regression
 * over the features of a text, learnt from examples, and BM25 beside it: the one weighs words against
 * each other, the other forgets none. Only arithmetic: no chance, no I/O.
 */
import { type Counts, overlapOf } from './bm25.ts'
import { WHOLE } from './features.ts'

export type Example = { label: string; features: readonly string[] }
export type Ranked = { label: string; score: number }
export type Ranker = {
  /** Every label with its share of certainty, the likeliest first. */
  rank(features: readonly string[]): Ranked[]
  /** The features that speak most for a label. */
  because(features: readonly string[], label: string): string[]
  /** How many labels have a feature in their examples. */
  spread(feature: string): number
  /** How many times as frequent a feature is in the examples of some labels as in those of all others. */
  leaning(feature: string, towards: (label: string) => boolean): number
}

/** What was learnt. A feature's weights stand in a row, one for each label; the last row is the bias. */
export type Model = {
  labels: readonly string[]
  features: readonly string[]
  /** In steps of `step`, so that they take little room. */
  weights: Int16Array
  step: number
  counts: readonly Counts[]
  /** Features of all the examples of each label. */
  lengths: readonly number[]
}

const ROUNDS = 6
const PACE = 0.5
/** How fast a weight that nothing confirms is forgotten. */
const FORGET = 1e-3
/** Smaller errors teach nothing and cost time. */
const NEGLIGIBLE = 0.005
/** How mildly overlap counts, and the certainty that nothing falls below. */
const MILDNESS = 6
const FLOOR = 1e-4
/** The most that an Int16Array holds. */
const LARGEST = 32_767

/** Learns from examples; the same ones give the same model. */
export function train(examples: readonly Example[]): Model {
  const labels = Array.from(new Set(examples.map(({ label }) => label)))
  const { features, counts, lengths } = count(examples, labels)
  const places = numbered(features)
  const rows = examples.map(({ label, features: own }) => ({
    label: labels.indexOf(label),
    places: known(own, places),
  }))
  const weights = descend(rows, labels.length, features.length)
  const most = weights.reduce((largest, weight) => Math.max(largest, Math.abs(weight)), 0)
  const step = most / LARGEST || 1
  return {
    labels,
    features,
    weights: Int16Array.from(weights, (w) => w / step),
    step,
    counts,
    lengths,
  }
}

/** Pairs of neighbours, and words that are also known by how they begin, say little when they are rare. */
const RARE_PAIR = 3
const RARE_WHOLE = 1

/** Which labels have which features; rare ones are left out. */
function count(examples: readonly Example[], labels: readonly string[]) {
  const all = new Map<string, Map<number, number>>()
  const lengths = labels.map(() => 0)
  for (const { label, features } of examples) {
    const place = labels.indexOf(label)
    lengths[place] = (lengths[place] ?? 0) + features.length
    for (const feature of features) {
      const own = all.get(feature) ?? new Map<number, number>()
      all.set(feature, own.set(place, (own.get(place) ?? 0) + 1))
    }
  }
  const kept = Array.from(all).filter(([feature, own]) => {
    const least = feature.includes('_') ? RARE_PAIR : feature.startsWith(WHOLE) ? RARE_WHOLE : 1
    return Array.from(own.values()).reduce((sum, times) => sum + times, 0) >= least
  })
  return {
    features: kept.map(([feature]) => feature),
    counts: kept.map(([, own]) => Array.from(own).flat()),
    lengths,
  }
}

type Row = { label: number; places: readonly number[] }

/** Gradient descent with a pace of its own for each weight (AdaGrad). */
function descend(rows: readonly Row[], width: number, bias: number): Float64Array {
  const weights = new Float64Array((bias + 1) * width)
  const slopes = new Float64Array(weights.length).fill(1e-3)
  const scores = new Float64Array(width)
  const shares = Array.from({ length: width }, () => 0)
  for (const { label } of rows) shares[label] = (shares[label] ?? 0) + 1
  const mean = rows.length / width
  // a stride without a common divisor visits every example in a fixed, mixed order
  const stride = coprime(rows.length)
  for (let turn = 0, at = 0; turn < ROUNDS * rows.length; turn++) {
    at = (at + stride) % rows.length
    const row = rows[at]
    if (!row) continue
    const scale = 1 / Math.sqrt(row.places.length + 1)
    softmax(weights, row.places, bias, scale, scores)
    // each label weighs nearly the same, however many examples it has
    const pull = scale * Math.sqrt(mean / (shares[row.label] ?? 1))
    for (let label = 0; label < width; label++) {
      const error = (scores[label] ?? 0) - (label === row.label ? 1 : 0)
      if (Math.abs(error) < NEGLIGIBLE) continue
      for (let part = -1; part < row.places.length; part++) {
        const cell = (part < 0 ? bias : (row.places[part] ?? bias)) * width + label
        const weight = weights[cell] ?? 0
        const slope = error * pull + FORGET * weight
        const steep = (slopes[cell] ?? 0) + slope * slope
        slopes[cell] = steep
        weights[cell] = weight - (PACE * slope) / Math.sqrt(steep)
      }
    }
  }
  return weights
}

/** Ranks by what was learnt. */
export function createRanker(model: Model): Ranker {
  const { labels, features, weights, step, counts, lengths } = model
  const places = numbered(features)
  const width = labels.length
  const weigh = (feature: string, label: number) =>
    weights[(places.get(feature) ?? features.length) * width + label] ?? 0
  return {
    rank(own) {
      const at = known(own, places)
      const scores = new Float64Array(width)
      softmax(weights, at, features.length, step / Math.sqrt(at.length + 1), scores)
      temper(scores, overlapOf(at, counts, lengths))
      return labels
        .map((label, place) => ({ label, score: scores[place] ?? 0 }))
        .sort((one, other) => other.score - one.score)
    },
    because(own, label) {
      const place = labels.indexOf(label)
      return Array.from(new Set(own))
        .filter((feature) => places.has(feature) && weigh(feature, place) > 0)
        .sort((one, other) => weigh(other, place) - weigh(one, place))
        .slice(0, 3)
    },
    leaning: (feature, towards) => leaningOf(model, places.get(feature), towards),
    spread: (feature) => (counts[places.get(feature) ?? -1]?.length ?? 0) / 2,
  }
}

function leaningOf(
  { labels, counts, lengths }: Model,
  place: number | undefined,
  towards: (label: string) => boolean,
): number {
  const own = place === undefined ? undefined : counts[place]
  if (!own) return 0
  const times = new Map<number, number>()
  for (let at = 0; at < own.length; at += 2) times.set(own[at] ?? 0, own[at + 1] ?? 0)
  const [there, elsewhere] = [
    { times: 0, of: 0 },
    { times: 0.5, of: 0 },
  ]
  for (const [at, label] of labels.entries()) {
    const side = towards(label) ? there : elsewhere
    side.times += times.get(at) ?? 0
    side.of += lengths[at] ?? 0
  }
  return there.times / there.of / (elsewhere.times / elsewhere.of)
}

function softmax(
  weights: Float64Array | Int16Array,
  places: readonly number[],
  bias: number,
  scale: number,
  into: Float64Array,
): void {
  const width = into.length
  for (let label = 0; label < width; label++) into[label] = weights[bias * width + label] ?? 0
  for (const place of places) {
    const from = place * width
    for (let label = 0; label < width; label++)
      into[label] = (into[label] ?? 0) + (weights[from + label] ?? 0)
  }
  let most = Number.NEGATIVE_INFINITY
  for (const score of into) most = Math.max(most, score * scale)
  let sum = 0
  for (let label = 0; label < width; label++) {
    const share = Math.exp((into[label] ?? 0) * scale - most)
    into[label] = share
    sum += share
  }
  for (let label = 0; label < width; label++) into[label] = (into[label] ?? 0) / sum
}

/** Weighs certainty with overlap: as many points of it as MILDNESS make one e-fold. */
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

function numbered(features: readonly string[]): ReadonlyMap<string, number> {
  return new Map(features.map((feature, place) => [feature, place]))
}

function known(features: readonly string[], places: ReadonlyMap<string, number>): number[] {
  const found = new Set<number>()
  for (const feature of features) {
    const place = places.get(feature)
    if (place !== undefined) found.add(place)
  }
  return Array.from(found)
}

function coprime(many: number): number {
  const divisor = (one: number, other: number): number =>
    other === 0 ? one : divisor(other, one % other)
  let stride = Math.max(1, Math.floor(many * 0.618))
  while (divisor(stride, many) > 1) stride++
  return stride
}
