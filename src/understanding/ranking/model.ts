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

/** 32-bit FNV-1a. Of a hundred thousand names about one collides. */
export function hashOf(name: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < name.length; at++) {
    hash ^= name.charCodeAt(at)
    hash = Math.imul(hash, 0x01000193)
  }
  return hash >>> 0
}

/** The place of a feature; -1 if the model does not know it. */
export function placeOf(features: Uint32Array, name: string): number {
  const hash = hashOf(name)
  let [from, to] = [0, features.length]
  while (from < to) {
    const middle = (from + to) >>> 1
    if ((features[middle] ?? 0) < hash) from = middle + 1
    else to = middle
  }
  return features[from] === hash ? from : -1
}

/** The distinct places of the features that the model knows. */
export function placesIn(features: Uint32Array, names: readonly string[]): number[] {
  const places = new Set<number>()
  for (const name of names) {
    const place = placeOf(features, name)
    if (place >= 0) places.add(place)
  }
  return Array.from(places)
}

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
