/**
 * Indexing: selects the features to learn from, counts them per label, and turns each example into
 * a list of their places.
 */
import type { Feature } from './features.ts'
import type { Counts, Model } from './model.ts'

/** A text that means `label`: its words and word pairs, and the hashes of its letter groups. */
export type Example = { label: string; features: readonly Feature[]; letters: readonly number[] }

/** An example as the index of its label and the places of its distinct features. */
export type Row = { label: number; places: Int32Array }

export type Index = Pick<Model, 'labels' | 'features' | 'counts' | 'lengths'> & {
  rows: readonly Row[]
}

/** The most that an Uint16Array holds. */
const MOST_TIMES = 65_535

/** Rare word pairs and letter groups say little. */
const RARE_PAIR = 3
const RARE_LETTERS = 4
/** How many times a feature must occur to be kept. */
const leastOf = ({ kind }: Feature) => (kind === 'pair' ? RARE_PAIR : 1)

/**
 * An example before selection: the number of each feature, with repetitions; letter groups come
 * after the first `words` of them.
 */
type Numbered = { label: number; numbers: Int32Array; words: number }

export function indexOf(examples: readonly Example[]): Index {
  const labels = Array.from(new Set(examples.map(({ label }) => label)))
  const known = numberAll(examples, new Map(labels.map((label, at) => [label, at])))
  const { features, places } = kept(known)
  const lengths = labels.map(() => 0)
  for (const { label, words } of known.numbered) lengths[label] = (lengths[label] ?? 0) + words
  const rows = known.numbered.map(rowOf(places, features.length))
  return { labels, features, lengths, rows, counts: countsOf(known, places, features.length) }
}

type Known = {
  numbered: readonly Numbered[]
  /** By number: a feature's hash, how often it occurs, and how often it has to. */
  hashes: readonly number[]
  times: readonly number[]
  least: readonly number[]
}

/** Numbers the features in order of appearance. */
function numberAll(examples: readonly Example[], places: ReadonlyMap<string, number>): Known {
  const byHash = new Map<number, number>()
  const [hashes, times, least]: [number[], number[], number[]] = [[], [], []]
  const meet = (signed: number, needed: number) => {
    const hash = signed >>> 0
    let number = byHash.get(hash)
    if (number === undefined) {
      number = hashes.push(hash) - 1
      byHash.set(hash, number)
      times.push(0)
      least.push(needed)
    }
    times[number] = (times[number] ?? 0) + 1
    return number
  }
  const numbered = examples.map(({ label, features, letters }) => {
    const numbers = new Int32Array(features.length + letters.length)
    for (const [at, feature] of features.entries())
      numbers[at] = meet(feature.hash, leastOf(feature))
    for (const [at, group] of letters.entries())
      numbers[features.length + at] = meet(group, RARE_LETTERS)
    return { label: places.get(label) ?? 0, numbers, words: features.length }
  })
  return { numbered, hashes, times, least }
}

/**
 * The features that occur often enough, by ascending hash; and each number's place, -1 if it was
 * dropped.
 */
function kept({ hashes, times, least }: Known) {
  const often = Array.from(hashes.keys()).filter(
    (number) => (times[number] ?? 0) >= (least[number] ?? 0),
  )
  often.sort((one, other) => (hashes[one] ?? 0) - (hashes[other] ?? 0))
  const places = new Int32Array(hashes.length).fill(-1)
  for (const [place, number] of often.entries()) places[number] = place
  return { features: Uint32Array.from(often, (number) => hashes[number] ?? 0), places }
}

function rowOf(places: Int32Array, many: number) {
  // the last example that contained each place
  const last = new Int32Array(many).fill(-1)
  return ({ label, numbers }: Numbered, example: number): Row => {
    const own: number[] = []
    for (const number of numbers) {
      const place = places[number] ?? -1
      if (place < 0 || last[place] === example) continue
      last[place] = example
      own.push(place)
    }
    return { label, places: Int32Array.from(own) }
  }
}

/** Counts the features per label; letter groups do not count towards overlap. */
function countsOf({ numbered, least }: Known, places: Int32Array, many: number): Counts {
  const of = Array.from({ length: many }, () => new Map<number, number>())
  for (const { label, numbers, words } of numbered)
    for (let at = 0; at < words; at++) {
      const number = numbers[at] ?? 0
      const own = least[number] === RARE_LETTERS ? undefined : of[places[number] ?? -1]
      own?.set(label, (own.get(label) ?? 0) + 1)
    }
  const starts = new Uint32Array(many + 1)
  for (const [place, own] of of.entries()) starts[place + 1] = (starts[place] ?? 0) + own.size
  const all = of.flatMap((own) => Array.from(own))
  return {
    starts,
    labels: Uint16Array.from(all, ([label]) => label),
    times: Uint16Array.from(all, ([, times]) => Math.min(times, MOST_TIMES)),
  }
}
