/** The model: learnt weights, in typed arrays that can be stored as they are. */

export type Model = {
  labels: readonly string[]
  /** Hashes of the feature names, ascending; a feature's place is its index here. */
  features: Uint32Array
  /** One row of weights per feature, one weight per label; the last row is the bias. */
  weights: Int8Array
  /** The value of one quantisation step, per row. */
  steps: Float32Array
  counts: Counts
  /** Number of features in the examples of each label. */
  lengths: readonly number[]
}

/**
 * Label counts per feature, in compressed rows: those of a place run from `starts[place]` to
 * `starts[place + 1]`.
 */
export type Counts = { starts: Uint32Array; labels: Uint16Array; times: Uint16Array }

/**
 * The weight of each feature in a text with this many: a long text must not be more certain than a
 * short one.
 */
export function scaleOf(many: number): number {
  return 1 / Math.sqrt(many + 1)
}

/** Turns sums of weights into probabilities, in place. */
export function softmax(sums: Float64Array, scale: number): void {
  let most = Number.NEGATIVE_INFINITY
  for (let label = 0; label < sums.length; label++) most = Math.max(most, sums[label] ?? 0)
  let total = 0
  for (let label = 0; label < sums.length; label++) {
    const share = Math.exp(((sums[label] ?? 0) - most) * scale)
    sums[label] = share
    total += share
  }
  for (let label = 0; label < sums.length; label++) sums[label] = (sums[label] ?? 0) / total
}
