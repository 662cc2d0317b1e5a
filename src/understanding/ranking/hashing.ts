/** Hashing: features go by the number of their name, and by their place among those of the model. */

const BASIS = 0x811c9dc5
const PRIME = 0x01000193

/**
 * 32-bit FNV-1a, as a signed number, of a name or of what follows one: `hashOf('B', hashOf('A'))` is
 * that of AB. Of a hundred thousand names about one collides.
 */
export function hashOf(name: string, before: number = BASIS): number {
  let hash = before
  for (let at = 0; at < name.length; at++) hash = Math.imul(hash ^ name.charCodeAt(at), PRIME)
  return hash | 0
}

/** The same with one more UTF-16 unit. */
export function hashWith(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, PRIME)
}

/** How many features share their first bits on average; those are looked at one by one. */
const TOGETHER = 4
const BITS = 32

/** The place of a feature, given its hash; -1 if the model does not know it. */
export type PlaceOf = (hash: number) => number

/** `features` are hashes, ascending as unsigned numbers. */
export function placesAmong(features: Uint32Array): PlaceOf {
  const bits = Math.max(1, Math.ceil(Math.log2(features.length / TOGETHER + 1)))
  const starts = new Uint32Array(2 ** bits + 1)
  for (const feature of features) {
    const after = (feature >>> (BITS - bits)) + 1
    starts[after] = (starts[after] ?? 0) + 1
  }
  for (let at = 1; at < starts.length; at++) starts[at] = (starts[at] ?? 0) + (starts[at - 1] ?? 0)
  return (hash) => {
    const first = hash >>> (BITS - bits)
    const end = starts[first + 1] ?? 0
    for (let at = starts[first] ?? 0; at < end; at++) if (features[at] === hash >>> 0) return at
    return -1
  }
}
