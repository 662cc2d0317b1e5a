/** Sums of what was counted: each row's total, and what each of its tables has of it. */
import { type Count, type CountName, rowOf } from './counts.ts'

/** The tables that are kept of a row; counts.ts says which row has which. */
type Dimension = 'of' | 'channel' | 'language' | 'hour'
const dimensions: readonly Dimension[] = ['of', 'channel', 'language', 'hour']

type Cells = Record<string, number>
/** One row's sums: the cells of each of its tables have `total` as their sum. */
export type Sum = { total: number } & { [D in Dimension]?: Cells }
/** By the rows' names; a row that another release counts is kept as it is. */
export type Sums = Record<string, Sum>

/** Adds `more` to `sums`, which changes. */
export function addSums(sums: Sums, more: Sums): void {
  for (const [name, added] of Object.entries(more)) {
    const sum = sums[name] ?? { total: 0 }
    sums[name] = sum
    sum.total += added.total
    for (const dimension of dimensions)
      for (const [word, n] of Object.entries(added[dimension] ?? {})) add(sum, dimension, word, n)
  }
}

/** The same without hours. */
export function withoutHours(sums: Sums): Sums {
  return mapSums(sums, ({ hour: _, ...sum }) => sum)
}

/** The same, counted in an hour of the day, where a row is shown by the hour. */
export function withHour(sums: Sums, hour: number): Sums {
  return mapSums(sums, (sum, name) =>
    rowOf(name as CountName)?.hourly ? { ...sum, hour: { [hour]: sum.total } } : sum,
  )
}

/** Each row's sums changed. */
export function mapSums(sums: Sums, change: (sum: Sum, name: string) => Sum): Sums {
  return Object.fromEntries(Object.entries(sums).map(([name, sum]) => [name, change(sum, name)]))
}

export type Tally = {
  count: Count
  /** What was counted since it was last asked for. */
  take: () => Sums | undefined
}

/** Counts in memory, until somebody takes what there is. */
export function createTally(): Tally {
  let sums: Sums | undefined
  return {
    count({ count, times = 1, of, channel, language }) {
      sums ??= {}
      const sum = sums[count] ?? { total: 0 }
      sums[count] = sum
      sum.total += times
      if (of !== undefined) add(sum, 'of', of, times)
      if (channel !== undefined) add(sum, 'channel', channel, times)
      if (language !== undefined) add(sum, 'language', language, times)
    },
    take() {
      const taken = sums
      sums = undefined
      return taken
    },
  }
}

function add(sum: Sum, dimension: Dimension, word: string, times: number): void {
  const cells = sum[dimension] ?? {}
  sum[dimension] = cells
  cells[word] = (cells[word] ?? 0) + times
}
