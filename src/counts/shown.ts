/**
 * How counts are rounded before anybody sees them: in steps of five, and never below five. A number
 * means that many or up to four more; "<5" means zero to four. Only completed periods are shown,
 * always in the same tables, so that asking again reveals nothing new.
 */

import { weekdayOf } from '../phones/wall-clock.ts'

export const STEP = 5
export const FEW = '<5'

/** A rounded value. */
export type Shown = number | typeof FEW

/**
 * What a table is broken down by. `total` has one cell; the keys of `hour` are `weekday hour`
 * (Monday is 0).
 */
export type By = 'total' | 'of' | 'channel' | 'language' | 'day' | 'hour'

export function shown(value: number): Shown {
  return value < STEP ? FEW : Math.floor(value / STEP) * STEP
}

/** Exact cells of one table. */
export type Cells = ReadonlyMap<string, number>

/**
 * Rounds the tables of one count and one month, which all have the same sum. Tables in `fixed` have
 * been shown already, day by day.
 *
 * A cell below five stays ambiguous as long as another cell of its table can absorb the difference.
 * That fails only if every cell is four above a step: then the sum of another table gives it away,
 * if that is a step too. In that case one is subtracted from the other tables; for hours, whose
 * sums per weekday equal those of the days, weekday by weekday.
 */
export function showTables(
  tables: ReadonlyMap<By, Cells>,
  fixed: ReadonlySet<By>,
): Map<By, Map<string, Shown>> {
  const full = Array.from(tables).filter(([, cells]) => isFull(cells))
  const days = tables.get('day') ?? new Map<string, number>()
  return new Map(
    Array.from(tables, ([by, cells]) => {
      if (by === 'hour') return [by, showCells(hoursBeside(days, cells))]
      const told = full.some(([other]) => other !== by)
      return [by, showCells(told && !fixed.has(by) ? oneLess(cells) : cells)]
    }),
  )
}

function hoursBeside(days: Cells, hours: Cells): Cells {
  const weekdays = Array.from({ length: 7 }, (_, weekday) => {
    const own = new Map(Array.from(hours).filter(([key]) => key.startsWith(`${weekday} `)))
    const same = new Map(Array.from(days).filter(([day]) => weekdayOf(day) === weekday))
    return isFull(same) ? oneLess(own) : own
  })
  return new Map(weekdays.flatMap((own) => Array.from(own)))
}

/**
 * Whether no cell could hold one more without being shown differently, while the sum is a step.
 * Empty cells do not count: they may be known to be empty, such as days before the line existed or
 * a language that nobody could choose.
 */
function isFull(cells: Cells): boolean {
  const some = Array.from(cells.values()).filter((n) => n > 0)
  return some.length > 0 && some.length % STEP === 0 && some.every((n) => n % STEP === STEP - 1)
}

/** The same cells with one subtracted from the largest. */
function oneLess(cells: Cells): Cells {
  const largest = Array.from(cells).toSorted(([, a], [, b]) => b - a)[0]
  return largest && largest[1] > 0 ? new Map(cells).set(largest[0], largest[1] - 1) : cells
}

function showCells(cells: Cells): Map<string, Shown> {
  return new Map(Array.from(cells, ([key, value]) => [key, shown(value)]))
}
