/** Counts of a line that nobody has called: made up, the same each time, in files as the line writes them. */
import { type CountName, rowOf } from '../../../src/counts/counts.ts'
import { nameOf, writeFileOf } from '../../../src/counts/files.ts'
import type { Vocabulary } from '../../../src/counts/read.ts'
import { addSums, type Sum, type Sums } from '../../../src/counts/sums.ts'

/** How much happens on a usual day. */
const usual: Readonly<Partial<Record<CountName, number>>> = {
  ...{ conversations: 42, went_on: 30, turns: 190, misses: 14, topics: 55, danger: 3 },
  ...{ asked_for_person: 11, transfers: 9, time_to_person: 6, ring_asked: 2, ring_ended: 1 },
  ...{ exits: 3, forget: 1, opt_outs: 1, languages_asked: 2, limits: 1, segments: 310 },
  ...{ calls_made: 7, minutes: 44 },
}

/** Fewer call in the morning, and most in the evening. */
const HOURS = [5, 3, 2, 1, 1, 1, 2, 4, 6, 8, 9, 10, 10, 9, 9, 10, 11, 12, 14, 15, 14, 12, 10, 8]

/** Writes so many days up to `last`, a date such as 2026-12-02. */
export async function makeUpCounts(
  folder: string,
  { last, days, vocabulary }: { last: string; days: number; vocabulary: Vocabulary },
): Promise<void> {
  for (let back = 0; back < days; back++) {
    const date = new Date(Date.parse(last) - back * 86_400_000)
    const day = date.toISOString().slice(0, 10)
    const sums = sumsOf(date.getUTCDay(), Math.floor(date.getTime() / 86_400_000), vocabulary)
    await writeFileOf(folder, nameOf.process(day, 'madeup'), { holds: ['madeup'], sums }, 'test')
  }
}

function sumsOf(weekday: number, seed: number, vocabulary: Vocabulary): Sums {
  const sums: Sums = {}
  for (const [name, base] of Object.entries(usual)) {
    // weekends are fuller, and no day is like another
    const total = Math.round(base * (weekday % 6 === 0 ? 1.3 : 1) * (0.75 + wave(seed, name) / 2))
    const row = rowOf(name as CountName)
    const { of } = row
    const sum: Sum = { total }
    if (of) sum.of = spread(total, typeof of === 'string' ? vocabulary[of] : of, 0.7)
    if (row.channel) sum.channel = spread(total, vocabulary.channel, 0.55)
    if (row.language) sum.language = spread(total, vocabulary.language, 0.4)
    if (row.hourly) sum.hour = byWeight(total, HOURS)
    addSums(sums, { [name]: sum })
  }
  return sums
}

/** From 0 to 1, by the day and the name. */
function wave(seed: number, name: string): number {
  const x = Math.sin(seed * 12.9898 + name.length * 78.233) * 43_758.5453
  return x - Math.floor(x)
}

/** Each word gets `falls` of what the one before had. */
function spread(total: number, words: readonly string[], falls: number): Record<string, number> {
  const shares = byWeight(
    total,
    words.map((_, at) => falls ** at),
  )
  return Object.fromEntries(words.map((word, at) => [word, shares[at] ?? 0]))
}

/** Whole numbers whose sum is the total. */
function byWeight(total: number, weights: readonly number[]): Record<string, number> {
  const all = weights.reduce((sum, weight) => sum + weight, 0)
  let [given, due] = [0, 0]
  return Object.fromEntries(
    weights.map((weight, at) => {
      due += (total * weight) / all
      const share = Math.round(due) - given
      given += share
      return [at, share]
    }),
  )
}
