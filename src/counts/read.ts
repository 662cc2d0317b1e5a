/**
 * A month's counts in the form that may be shown: on the dashboard, by `harborline report`, in
 * diagrams and exports.
 */
import { wallClock } from '../phones/wall-clock.ts'
import { type CountName, countNames, type Listed, rowOf } from './counts.ts'
import { findFiles } from './files.ts'
import { type Month, sumsOfMonth } from './month.ts'
import { type By, type Cells, type Shown, STEP, showTables } from './shown.ts'
import type { Sum } from './sums.ts'

/**
 * Every label that a table has a cell for, counted or not. Any other label is counted under
 * `other`.
 */
export type Vocabulary = Readonly<Record<Listed, readonly string[]>>

export type Cell = { readonly key: string; readonly value: Shown }
export type Table = { readonly count: CountName; readonly by: By; readonly cells: readonly Cell[] }

/** A month such as 2026-11. Until it is `over`, only its completed days are shown. */
export type MonthOfCounts = {
  readonly month: string
  readonly over: boolean
  readonly tables: readonly Table[]
}

export type Reading = {
  /** The folder of counts. */
  folder: string
  timeZone: string
  vocabulary: Vocabulary
  /** Milliseconds since 1970. */
  now?: number
}

/**
 * A day or month is settled an hour after it ends: by then everything still in flight has been
 * written.
 */
const SETTLED_MS = 3_600_000
const OTHER = 'other'

/** The months with any counts, latest first. */
export async function months({ folder }: Pick<Reading, 'folder'>): Promise<readonly string[]> {
  return Array.from((await findFiles(folder)).keys())
    .toSorted()
    .toReversed()
}

export async function readMonth(reading: Reading, month: string): Promise<MonthOfCounts> {
  const { folder, timeZone, now = Date.now() } = reading
  const today = wallClock(new Date(now - SETTLED_MS), timeZone).date
  const kept = await sumsOfMonth(folder, month)
  const tables = countNames.flatMap((count) => {
    const all = tablesOf(count, month, kept, reading.vocabulary)
    return Array.from(showUntil(today, month, all), ([by, cells]) => ({
      count,
      by,
      cells: Array.from(cells, ([key, value]) => ({ key, value })),
    }))
  })
  return { month, over: isOver(month, today), tables }
}

/**
 * What may be shown of a count's tables on a given day: for the current month, only its past days.
 */
export function showUntil(
  today: string,
  month: string,
  tables: ReadonlyMap<By, Cells>,
): Map<By, Map<string, Shown>> {
  const days = tables.get('day') ?? new Map<string, number>()
  if (isOver(month, today)) return showTables(tables, DAILY)
  const past = Array.from(days).filter(([day]) => day < today)
  return showTables(new Map(past.length > 0 ? [['day', new Map(past)]] : []), DAILY)
}

/** Tables shown before the month is over, which must therefore not change once it is. */
const DAILY: ReadonlySet<By> = new Set(['day'])

function isOver(month: string, today: string): boolean {
  return today.slice(0, 7) > month
}

/** All tables of a count for a whole month. Exact, and therefore not to be shown as they are. */
export function tablesOf(
  count: CountName,
  month: string,
  kept: Month,
  vocabulary: Vocabulary,
): Map<By, Cells> {
  const row = rowOf(count)
  const sum: Sum = kept.sums[count] ?? { total: 0 }
  const tables = new Map<By, Cells>([['total', new Map([['total', sum.total]])]])
  if (row.of) {
    const words = typeof row.of === 'string' ? [...vocabulary[row.of], OTHER] : row.of
    tables.set('of', cellsOf(words, sum.of))
  }
  if (row.channel) tables.set('channel', cellsOf(vocabulary.channel, sum.channel))
  if (row.language && !(row.alarmed && fillsSteps(vocabulary.language)))
    tables.set('language', cellsOf([...vocabulary.language, OTHER], sum.language))
  if (row.daily)
    tables.set(
      'day',
      new Map(daysOf(month).map((day) => [day, kept.days.get(day)?.[count]?.total ?? 0])),
    )
  if (row.hourly) tables.set('hour', cellsOf(HOURS, sum.hour))
  return tables
}

/**
 * Whether a table with these labels, with or without `other` (which may be known to be empty), has
 * five cells, ten cells and so on.
 */
function fillsSteps({ length }: readonly string[]): boolean {
  return length % STEP === 0 || (length + 1) % STEP === 0
}

/** One cell per label; counts under any other label are added to the last cell. */
function cellsOf(words: readonly string[], sums: Readonly<Record<string, number>> = {}): Cells {
  const cells = new Map(words.map((word) => [word, 0]))
  const last = words.at(-1) ?? OTHER
  for (const [word, n] of Object.entries(sums)) {
    const cell = cells.has(word) ? word : last
    cells.set(cell, (cells.get(cell) ?? 0) + n)
  }
  return cells
}

/** All days of a month, as 2026-11-01. */
function daysOf(month: string): readonly string[] {
  const [year = 0, number = 1] = month.split('-').map(Number)
  const length = new Date(Date.UTC(year, number, 0)).getUTCDate()
  return Array.from({ length }, (_, at) => `${month}-${String(at + 1).padStart(2, '0')}`)
}

/** Every weekday (Monday is 0) and hour. */
const HOURS = Array.from({ length: 7 * 24 }, (_, at) => `${Math.floor(at / 24)} ${at % 24}`)
