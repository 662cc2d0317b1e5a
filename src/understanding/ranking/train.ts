/**
 * Training: learns a model from examples by softmax regression. Deterministic: the same examples
 * give the same model.
 */
import { type Example, indexOf, type Row } from './indexing.ts'
import { type Model, scaleOf, softmax } from './model.ts'

const ROUNDS = 3
const PACE = 0.7
/**
 * The result averages this many snapshots of the last round, so that the last examples do not
 * dominate.
 */
const LOOKS = 8
/** Weight decay. */
const FORGET = 3e-3
/**
 * Target probability of an example's label, below 1 because what people write now and then means
 * something else.
 */
const CERTAIN = 0.9
/** Smaller errors are skipped: they teach nothing and cost time. */
const NEGLIGIBLE = 0.005
/** Initial squared gradient of each weight. */
const FIRST_SLOPE = 1e-3
/** The most that an Int8Array holds. */
const LARGEST = 127

export function train(examples: readonly Example[]): Model {
  const { rows, ...index } = indexOf(examples)
  const width = index.labels.length
  return { ...index, ...inSteps(descend(rows, width, index.features.length), width) }
}

/** Gradient descent with a learning rate per weight (AdaGrad). */
function descend(rows: readonly Row[], width: number, bias: number): Float32Array {
  const { cells, starts, restore } = laidOut(rows, width, bias)
  const mean = new Float32Array(cells.length)
  const shares = new Float64Array(width)
  const sizes = Array.from({ length: width }, () => 0)
  for (const { label } of rows) sizes[label] = (sizes[label] ?? 0) + 1
  const usual = rows.length / width
  const doubt = (1 - CERTAIN) / width
  // the labels with a relevant error, and the gradient of each
  const wrong = new Uint16Array(width)
  const pulls = new Float64Array(width)
  // a stride coprime to the length visits every example in a fixed, mixed order
  const stride = coprime(rows.length)
  const looks = new Set(
    Array.from({ length: LOOKS }, (_, at) => Math.floor((ROUNDS - at / LOOKS) * rows.length - 1)),
  )
  for (let turn = 0, at = 0; turn < ROUNDS * rows.length; turn++) {
    at = (at + stride) % rows.length
    const row = rows[at]
    const own = starts[at]
    if (!row || !own) continue
    const scale = scaleOf(row.places.length)
    shares.fill(0)
    for (const from of own)
      for (let label = 0; label < width; label++)
        shares[label] = (shares[label] ?? 0) + (cells[from + label] ?? 0)
    softmax(shares, scale)
    // labels weigh nearly the same, however many examples they have
    const pull = scale * Math.sqrt(usual / (sizes[row.label] ?? 1))
    let many = 0
    for (let label = 0; label < width; label++) {
      const error = (shares[label] ?? 0) - (label === row.label ? CERTAIN : doubt)
      if (Math.abs(error) < NEGLIGIBLE) continue
      wrong[many] = label
      pulls[many++] = error * pull
    }
    for (const from of own)
      for (let at = 0; at < many; at++) {
        const cell = from + (wrong[at] ?? 0)
        const weight = cells[cell] ?? 0
        const slope = (pulls[at] ?? 0) + FORGET * weight
        const steep = (cells[cell + width] ?? 0) + slope * slope
        cells[cell + width] = steep
        cells[cell] = weight - (PACE * slope) / Math.sqrt(steep)
      }
    if (looks.has(turn))
      for (let cell = 0; cell < mean.length; cell++)
        mean[cell] = (mean[cell] ?? 0) + (cells[cell] ?? 0) / LOOKS
  }
  return restore(mean)
}

/**
 * Lays out each feature's weights next to their squared gradients, most frequent features first:
 * what is used together lies together, and most of it stays in cache. `starts` gives the offsets
 * for each example; `restore` extracts the weights by place.
 */
function laidOut(rows: readonly Row[], width: number, bias: number) {
  const times = new Int32Array(bias + 1)
  for (const { places } of rows) for (const place of places) times[place] = (times[place] ?? 0) + 1
  times[bias] = rows.length
  const order = Int32Array.from(times.keys()).sort(
    (one, other) => (times[other] ?? 0) - (times[one] ?? 0) || one - other,
  )
  const startOf = new Int32Array(bias + 1)
  for (const [at, place] of order.entries()) startOf[place] = at * 2 * width
  const cells = new Float32Array((bias + 1) * 2 * width)
  for (const from of startOf) cells.fill(FIRST_SLOPE, from + width, from + 2 * width)
  return {
    cells,
    starts: rows.map(({ places }) =>
      Int32Array.from([bias, ...places], (place) => startOf[place] ?? 0),
    ),
    restore(laid: Float32Array): Float32Array {
      const weights = new Float32Array((bias + 1) * width)
      for (const [place, from] of startOf.entries())
        weights.set(laid.subarray(from, from + width), place * width)
      return weights
    },
  }
}

/** Quantises the weights to 8 bits with one step size per row, to save space. */
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

function coprime(many: number): number {
  const divisor = (one: number, other: number): number =>
    other === 0 ? one : divisor(other, one % other)
  let stride = Math.max(1, Math.floor(many * 0.618))
  while (divisor(stride, many) > 1) stride++
  return stride
}
