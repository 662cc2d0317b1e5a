/**
 * What is shown of the counts outside memory: steps of five, and nothing under five. A number says that
 * there were so many or up to four more; "<5" says none to four. Only periods that are over are shown, each
 * in the same tables whenever it is asked for, so that asking again tells nothing new.
 */

import { weekdayOf } from '../phones/wall-clock.ts'

export const STEP = 5
export const FEW = '<5'

/** A value as it is shown. */
export type Shown = number | typeof FEW

/** By which words a table's cells are named; `total` has one cell, `hour` has `weekday hour` (Monday is 0). */
export type By = 'total' | 'of' | 'channel' | 'language' | 'day' | 'hour'

export function shown(value: number): Shown {
  return value < STEP ? FEW : Math.floor(value / STEP) * STEP
}

/** Cells of one table before they are shown. */
export type Cells = ReadonlyMap<string, number>

/**
 * The tables of one count and one month, which all have the same sum. Those of `fixed` were shown before,
 * day by day.
 *
 * A cell under five could be one of several as long as another cell of its table can take what it has more
 * or less. That fails only where every cell lies four above a step: then the sum of another table can tell,
 * where it is a step too. So in that case one of all is left out of the others; of hours, which have the
 * same sum as the days of their weekday, by the weekday.
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
 * Whether no cell can have one more without being shown otherwise, and the sum of all is a step. That a cell
 * is empty may be known from elsewhere: of days before the line was there, of a language that nobody could choose.
 */
function isFull(cells: Cells): boolean {
  const some = Array.from(cells.values()).filter((n) => n > 0)
  return some.length > 0 && some.length % STEP === 0 && some.every((n) => n % STEP === STEP - 1)
}

/** Without one of those in the largest cell. */
function oneLess(cells: Cells): Cells {
  const largest = Array.from(cells).toSorted(([, a], [, b]) => b - a)[0]
  return largest && largest[1] > 0 ? new Map(cells).set(largest[0], largest[1] - 1) : cells
}

function showCells(cells: Cells): Map<string, Shown> {
  return new Map(Array.from(cells, ([key, value]) => [key, shown(value)]))
}
