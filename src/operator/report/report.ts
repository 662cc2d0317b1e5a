/** A monthly report for funders and staff: in words, as JSON and as CSV. */
import { stringify } from 'csv-stringify/sync'
import { type CountName, rowOf } from '../../counts/counts.ts'
import type { Cell, MonthOfCounts, Table } from '../../counts/read.ts'
import type { By, Shown } from '../../counts/shown.ts'
import { type Label, monthName } from '../dashboard/labels.ts'

/** The sections in order; every count belongs to one. */
export const sections: readonly { heading: string; counts: readonly CountName[] }[] = [
  { heading: 'People', counts: ['conversations', 'went_on', 'turns', 'misses'] },
  {
    heading: 'To a person',
    counts: ['asked_for_person', 'transfers', 'time_to_person', 'ring_asked', 'ring_ended'],
  },
  { heading: 'What they asked', counts: ['topics', 'languages_asked'] },
  { heading: 'Danger and leaving', counts: ['danger', 'exits', 'forget', 'opt_outs'] },
  { heading: 'Limits and trouble', counts: ['limits', 'guarded', 'refused'] },
  { heading: 'What is paid for', counts: ['segments', 'calls_made', 'minutes'] },
]

/** The breakdowns shown; days and hours are left to the dashboard and exports. */
const BREAKDOWNS: readonly By[] = ['of', 'channel', 'language']
/** The width of a row on paper, in characters. */
const WIDE = 46
const LONGEST_BAR = 24

/** The printed report. `line` is the line's name. */
export function inWords(month: MonthOfCounts, line: string, label: Label): string {
  const parts = [
    `${line}: ${monthName(month.month)}`,
    month.over
      ? 'In steps of five, rounded down; "<5" is none to four.'
      : 'This month is not over: only some days are shown. In steps of five, rounded down; "<5" is none to four.',
  ]
  const body = month.over
    ? sections.map(({ heading, counts }) => section(heading, counts, { month, label }))
    : [days(month)]
  return [...parts, ...body].join('\n\n')
}

export function asJson(month: MonthOfCounts): string {
  return JSON.stringify(month, undefined, 2)
}

/** One row per cell. Every word is one of ours, so that no spreadsheet finds a formula. */
export function asCsv({ month, tables }: MonthOfCounts): string {
  const rows = tables.flatMap(({ count, by, cells }) =>
    cells.map(({ key, value }) => [month, count, by, key, String(value)]),
  )
  return stringify([['month', 'count', 'by', 'key', 'value'], ...rows])
}

type Parts = { month: MonthOfCounts; label: Label }

function section(heading: string, counts: readonly CountName[], parts: Parts): string {
  return [heading.toUpperCase(), ...counts.flatMap((count) => paragraph(count, parts))].join('\n')
}

function paragraph(count: CountName, { month: { tables }, label }: Parts): string[] {
  const own = tables.filter((table) => table.count === count)
  const total = own.find(({ by }) => by === 'total')?.cells[0]
  if (!total) return []
  return [
    row(rowOf(count).title, total.value),
    ...BREAKDOWNS.flatMap((by) =>
      breakdown(
        own.find((table) => table.by === by),
        label,
      ),
    ),
  ]
}

/** A table's cells of five and more, highest first, and the number of the others. */
function breakdown(table: Table | undefined, label: Label): string[] {
  if (!table) return []
  const told = table.cells.filter(isNumber).toSorted((a, b) => b.value - a.value)
  const most = told[0]?.value ?? 0
  const few = table.cells.length - told.length
  return [
    ...told.map(({ key, value }) =>
      row(
        `  ${label(table.count, table.by, key)}`,
        value,
        '#'.repeat(Math.ceil((value / most) * LONGEST_BAR)),
      ),
    ),
    ...(told.length > 0 && few > 0
      ? [row(few === 1 ? '  One other' : `  ${few} others, each`, '<5')]
      : []),
  ]
}

function days(month: MonthOfCounts): string {
  const tables = month.tables.filter(({ by }) => by === 'day')
  if (tables.length === 0) return 'No day of it is over yet.'
  return tables
    .map(({ count, cells }) =>
      [
        rowOf(count).title.toUpperCase(),
        ...cells.map(({ key, value }) => row(`  ${key}`, value)),
      ].join('\n'),
    )
    .join('\n\n')
}

type Told = Cell & { value: number }

function isNumber(cell: Cell): cell is Told {
  return typeof cell.value === 'number'
}

function row(title: string, value: Shown, bar = ''): string {
  const number = typeof value === 'number' ? value.toLocaleString('en-US') : value
  return `${title.padEnd(WIDE - number.length)}${number}  ${bar}`.trimEnd()
}
