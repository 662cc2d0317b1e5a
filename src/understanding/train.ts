/**
 * Training: learns a model from examples, by softmax regression. Only arithmetic, no chance: the same
 * examples give the same model.
 */
import { isPair } from './features.ts'
import { type Counts, hashOf, type Model, placesIn, scaleOf, softmax } from './model.ts'

/** What is seen of a text that means `label`: its words and pairs of words, and groups of its letters. */
export type Example = { label: string; features: readonly string[]; letters: readonly string[] }

const ROUNDS = 3
const PACE = 0.7
/** What was learnt is the mean of so many looks at the weights in the last round: the last examples do not weigh more. */
const LOOKS = 8
/** How fast a weight that nothing confirms is forgotten. */
const FORGET = 3e-3
/** Nobody is surer than this of an example: what people write means now and then something else. */
const CERTAIN = 0.9
/** Smaller errors teach nothing and cost time. */
const NEGLIGIBLE = 0.005
/** The most that an Int8Array and an Uint16Array hold. */
const LARGEST = 127
const MOST_TIMES = 65_535

/** Pairs of neighbours and groups of letters say little when they are rare. */
const RARE_PAIR = 3
const RARE_LETTERS = 4

export function train(examples: readonly Example[]): Model {
  const labels = Array.from(new Set(examples.map(({ label }) => label)))
  const { features, counts, lengths } = count(examples, labels)
  const rows = examples.map(({ label, features: own, letters }) => ({
    label: labels.indexOf(label),
    places: placesIn(features, [...own, ...letters]),
  }))
  const weights = descend(rows, labels.length, features.length)
  return { labels, features, counts, lengths, ...inSteps(weights, labels.length) }
}

/** Which labels have which features; rare ones are left out. */
function count(examples: readonly Example[], labels: readonly string[]) {
  const all = new Map<number, { least: number; of: Map<number, number> }>()
  const lengths = labels.map(() => 0)
  for (const { label, features, letters } of examples) {
    const place = labels.indexOf(label)
    lengths[place] = (lengths[place] ?? 0) + features.length
    const add = (feature: string, least: number) => {
      const hash = hashOf(feature)
      const { of } = all.get(hash) ?? { of: new Map<number, number>() }
      all.set(hash, { least, of: of.set(place, (of.get(place) ?? 0) + 1) })
    }
    for (const feature of features) add(feature, isPair(feature) ? RARE_PAIR : 1)
    for (const group of letters) add(group, RARE_LETTERS)
  }
  const kept = Array.from(all)
    .filter(([, { least, of }]) => sum(of.values()) >= least)
    .sort(([one], [other]) => one - other)
  return {
    features: Uint32Array.from(kept, ([hash]) => hash),
    // overlap is counted in words alone
    counts: compact(
      kept.map(([, { least, of }]) => (least === RARE_LETTERS ? [] : Array.from(of))),
    ),
    lengths,
  }
}

function compact(
  counts: readonly (readonly (readonly [label: number, times: number])[])[],
): Counts {
  const starts = new Uint32Array(counts.length + 1)
  for (const [place, own] of counts.entries()) starts[place + 1] = (starts[place] ?? 0) + own.length
  const all = counts.flat()
  return {
    starts,
    labels: Uint16Array.from(all, ([label]) => label),
    times: Uint16Array.from(all, ([, times]) => Math.min(times, MOST_TIMES)),
  }
}

type Row = { label: number; places: readonly number[] }

/** Gradient descent with a pace of its own for each weight (AdaGrad). */
function descend(rows: readonly Row[], width: number, bias: number): Float32Array {
  const weights = new Float32Array((bias + 1) * width)
  const mean = new Float32Array(weights.length)
  const slopes = new Float32Array(weights.length).fill(1e-3)
  const shares = new Float64Array(width)
  const sizes = Array.from({ length: width }, () => 0)
  for (const { label } of rows) sizes[label] = (sizes[label] ?? 0) + 1
  const usual = rows.length / width
  const doubt = (1 - CERTAIN) / width
  // the labels that a text teaches something about, and how much
  const wrong = new Uint16Array(width)
  const pulls = new Float64Array(width)
  // a stride without a common divisor visits every example in a fixed, mixed order
  const stride = coprime(rows.length)
  const looks = new Set(
    Array.from({ length: LOOKS }, (_, at) => Math.floor((ROUNDS - at / LOOKS) * rows.length - 1)),
  )
  for (let turn = 0, at = 0; turn < ROUNDS * rows.length; turn++) {
    at = (at + stride) % rows.length
    const row = rows[at]
    if (!row) continue
    const scale = scaleOf(row.places.length)
    shares.fill(0)
    for (let part = -1; part < row.places.length; part++) {
      const from = (part < 0 ? bias : (row.places[part] ?? bias)) * width
      for (let label = 0; label < width; label++)
        shares[label] = (shares[label] ?? 0) + (weights[from + label] ?? 0)
    }
    softmax(shares, scale)
    // each label weighs nearly the same, however many examples it has
    const pull = scale * Math.sqrt(usual / (sizes[row.label] ?? 1))
    let many = 0
    for (let label = 0; label < width; label++) {
      const error = (shares[label] ?? 0) - (label === row.label ? CERTAIN : doubt)
      if (Math.abs(error) < NEGLIGIBLE) continue
      wrong[many] = label
      pulls[many++] = error * pull
    }
    for (let part = -1; part < row.places.length; part++) {
      const from = (part < 0 ? bias : (row.places[part] ?? bias)) * width
      for (let at = 0; at < many; at++) {
        const cell = from + (wrong[at] ?? 0)
        const weight = weights[cell] ?? 0
        const slope = (pulls[at] ?? 0) + FORGET * weight
        const steep = (slopes[cell] ?? 0) + slope * slope
        slopes[cell] = steep
        weights[cell] = weight - (PACE * slope) / Math.sqrt(steep)
      }
    }
    if (looks.has(turn))
      for (let cell = 0; cell < mean.length; cell++)
        mean[cell] = (mean[cell] ?? 0) + (weights[cell] ?? 0) / LOOKS
  }
  return mean
}

/** The weights in whole steps, of which each row has its own, so that they take little room. */
function inSteps(weights: Float32Array, width: number): Pick<Model, 'weights' | 'steps'> {
  const steps = new Float32Array(weights.length / width)
  const whole = new Int8Array(weights.length)
  for (let row = 0; row < steps.length; row++) {
    const own = weights.subarray(row * width, (row + 1) * width)
    const most = own.reduce((largest, weight) => Math.max(largest, Math.abs(weight)), 0)
    const step = most / LARGEST || 1
    steps[row] = step
    whole.set(
      own.map((weight) => Math.round(weight / step)),
      row * width,
    )
  }
  return { weights: whole, steps }
}

function sum(numbers: Iterable<number>): number {
  let total = 0
  for (const each of numbers) total += each
  return total
}

function coprime(many: number): number {
  const divisor = (one: number, other: number): number =>
    other === 0 ? one : divisor(other, one % other)
  let stride = Math.max(1, Math.floor(many * 0.618))
  while (divisor(stride, many) > 1) stride++
  return stride
}
