/** Sums of counts: each row's total, and its breakdown by each dimension. */
import { type Count, type CountName, rowOf } from './counts.ts'

/** The dimensions that sums are broken down by; counts.ts says which row has which. */
type Dimension = 'of' | 'channel' | 'language' | 'hour'
const dimensions: readonly Dimension[] = ['of', 'channel', 'language', 'hour']

type Cells = Record<string, number>
/** One row's sums. The cells of each dimension add up to `total`. */
export type Sum = { total: number } & { [D in Dimension]?: Cells }
/** Sums by row name. A row counted by another release is kept as it is. */
export type Sums = Record<string, Sum>

/** Adds `more` to `sums` in place. */
export function addSums(sums: Sums, more: Sums): void {
  for (const [name, added] of Object.entries(more)) {
    const sum = sums[name] ?? { total: 0 }
    sums[name] = sum
    sum.total += added.total
    for (const dimension of dimensions)
      for (const [word, n] of Object.entries(added[dimension] ?? {})) add(sum, dimension, word, n)
  }
}

/** The sums without their hourly breakdown. */
export function withoutHours(sums: Sums): Sums {
  return mapSums(sums, ({ hour: _, ...sum }) => sum)
}

/** The sums attributed to an hour of the day, for rows that are shown by the hour. */
export function withHour(sums: Sums, hour: number): Sums {
  return mapSums(sums, (sum, name) =>
    rowOf(name as CountName)?.hourly ? { ...sum, hour: { [hour]: sum.total } } : sum,
  )
}

/** Applies a change to every row. */
export function mapSums(sums: Sums, change: (sum: Sum, name: string) => Sum): Sums {
  return Object.fromEntries(Object.entries(sums).map(([name, sum]) => [name, change(sum, name)]))
}

export type Tally = {
  count: Count
  /** Takes what was counted since the last call. */
  take: () => Sums | undefined
}

/** Counts in memory until somebody takes the sums. */
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
