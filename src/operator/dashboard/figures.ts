/** The counts as the dashboard shows them: always rounded, never raw. */
import type { CountName } from '../../counts/counts.ts'
import { type MonthOfCounts, type Reading, readMonth } from '../../counts/read.ts'
import { type By, FEW, type Shown, STEP } from '../../counts/shown.ts'
import { wallClock } from '../../phones/wall-clock.ts'

export type Figure = { readonly key: string; readonly value: Shown }

/** The cells of a table; empty until it may be shown. */
export function figuresOf(
  { tables }: MonthOfCounts,
  count: CountName,
  by: By = 'total',
): readonly Figure[] {
  return tables.find((table) => table.count === count && table.by === by)?.cells ?? []
}

export function figureOf(
  month: MonthOfCounts,
  count: CountName,
  by: By = 'total',
  key: string = by,
): Shown | undefined {
  return figuresOf(month, count, by).find((cell) => cell.key === key)?.value
}

/** The least and the most that a rounded value can stand for. */
export function least(value: Shown): number {
  return value === FEW ? 0 : value
}

export function most(value: Shown): number {
  return least(value) + STEP - 1
}

/** Sorts highest first; values below five come last, by name. */
export function ranked(figures: readonly Figure[]): Figure[] {
  return figures.toSorted(
    (one, other) => least(other.value) - least(one.value) || one.key.localeCompare(other.key),
  )
}

/** The latest completed days; a day without a value may not be shown. */
export type Recent = {
  readonly days: readonly string[]
  readonly of: (count: CountName) => readonly { day: string; value: Shown | undefined }[]
}

const DAYS = 35
const DAY_MS = 86_400_000

export async function readRecent(reading: Reading): Promise<Recent> {
  const { now = Date.now(), timeZone } = reading
  const today = Date.parse(wallClock(new Date(now), timeZone).date)
  const days = Array.from({ length: DAYS }, (_, at) =>
    new Date(today - (DAYS - at) * DAY_MS).toISOString().slice(0, 10),
  )
  const names = Array.from(new Set(days.map((day) => day.slice(0, 7))))
  const months = await Promise.all(names.map((name) => readMonth(reading, name)))
  return {
    days,
    of(count) {
      const values = new Map(
        months.flatMap((month) =>
          figuresOf(month, count, 'day').map(({ key, value }) => [key, value]),
        ),
      )
      return days.map((day) => ({ day, value: values.get(day) }))
    },
  }
}
