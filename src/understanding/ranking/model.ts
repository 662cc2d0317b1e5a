/** The model: what was learnt of features, in typed arrays that a file holds as they are. */

export type Model = {
  labels: readonly string[]
  /** Features by the hash of their names, in rising order; where each stands is its place. */
  features: Uint32Array
  /** A row for each feature, with a weight for each label; the last row is the bias. */
  weights: Int8Array
  /** How much one step of the weights is, in each row. */
  steps: Float32Array
  counts: Counts
  /** Features of all the examples of each label. */
  lengths: readonly number[]
}

/** Which labels have a feature in their examples, and how often: from `starts[place]` to `starts[place + 1]`. */
export type Counts = { starts: Uint32Array; labels: Uint16Array; times: Uint16Array }

/** FNV-1a, in 32 bits: of a hundred thousand names about one shares its hash with another. */
export function hashOf(name: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < name.length; at++) {
    hash ^= name.charCodeAt(at)
    hash = Math.imul(hash, 0x01000193)
  }
  return hash >>> 0
}

/** The place of a feature; -1 where the model does not know it. */
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

/** The places of those features that the model knows, each once. */
export function placesIn(features: Uint32Array, names: readonly string[]): number[] {
  const places = new Set<number>()
  for (const name of names) {
    const place = placeOf(features, name)
    if (place >= 0) places.add(place)
  }
  return Array.from(places)
}

/** How much a feature counts in a text of so many: a long text is no surer than a short one. */
export function scaleOf(many: number): number {
  return 1 / Math.sqrt(many + 1)
}

/** Turns sums of weights into shares of certainty, in place. */
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
