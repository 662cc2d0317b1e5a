/** The sheet as CSV for spreadsheets: with a byte order mark, and without formulas. */
import { parse } from 'csv-parse/sync'
import { stringify } from 'csv-stringify/sync'
import { type Fault, FaultsError } from '../../content/fault.ts'

/** The columns in order. */
export const columns = [
  'part',
  'key',
  'what',
  'language',
  'original',
  'text',
  'reviewed by',
  'date',
  'status',
  'version',
] as const
export type Column = (typeof columns)[number]
export type Cells = Readonly<Record<Column, string>>

/** Without this, Excel assumes a legacy encoding. */
const BOM = '\ufeff'
/** Characters that some spreadsheets treat as separators; cells with them are quoted. */
const BREAKS = /[\r\n;\t]/
/**
 * Cells that a spreadsheet would execute. Source:
 * https://owasp.org/www-community/attacks/CSV_Injection
 */
const FORMULA = /^'*[=+\-@\t\r]/
const ESCAPED = /^'+[=+\-@\t\r]/

export function writeCsv(rows: readonly Cells[]): string {
  const cells = rows.map((row) => columns.map((column) => harmless(row[column])))
  return (
    BOM + stringify([[...columns], ...cells], { record_delimiter: '\r\n', quoted_match: BREAKS })
  )
}

function harmless(cell: string): string {
  return FORMULA.test(cell) ? `'${cell}` : cell
}

function asMeant(cell: string): string {
  const text = ESCAPED.test(cell) ? cell.slice(1) : cell
  return text.replaceAll('\r\n', '\n').trim().normalize('NFC')
}

/** A row, its line in the file, and its row number in a spreadsheet. */
export type Row = { line: number; row: number; cells: Cells }

/** Parses CSV written by any spreadsheet. Throws FaultsError if that fails. */
export function readCsv(file: string, bytes: Uint8Array): Row[] {
  const text = decode(file, bytes)
  const [header = ''] = text.split(/\r?\n|\r/, 1)
  const delimiter = [',', ';', '\t'].find((each) => header.split(each).length >= columns.length)
  if (!delimiter) refuse(file, 'its first row does not name the columns', REMEDY)
  const rows = records(file, text, delimiter)
  const names = rows[0]?.record.map((name) => name.trim().toLowerCase()) ?? []
  const missing = columns.filter((column) => !names.includes(column))
  if (missing.length > 0) refuse(file, `the column '${missing.join("', '")}' is missing`, REMEDY)
  const places = columns.map((column) => [column, names.indexOf(column)] as const)
  return rows.slice(1).flatMap(({ record, info: { lines } }, at) => {
    if (record.every((cell) => cell.trim() === '')) return []
    const cells = Object.fromEntries(
      places.map(([column, place]) => [column, asMeant(record[place] ?? '')]),
    ) as Record<Column, string>
    // it starts where the previous record ends
    return [{ line: (rows[at]?.info.lines ?? lines) + 1, row: at + 2, cells }]
  })
}

const REMEDY = 'Keep the first row as the sheet has it, or make the sheet anew'

type Records = { record: string[]; info: { lines: number } }[]

function records(file: string, text: string, delimiter: string): Records {
  try {
    return parse(text, {
      delimiter,
      info: true,
      relax_column_count: true,
    }) as unknown as Records // the types do not know what `info` makes of a record
  } catch (error) {
    const message = error instanceof Error ? error.message : ''
    refuse(file, `it is no CSV: ${message}`, 'Save it as CSV UTF-8 from the spreadsheet')
  }
}

/** Decodes UTF-8, or the UTF-16 that Excel calls Unicode text. */
function decode(file: string, bytes: Uint8Array): string {
  const utf16 = bytes[0] === 0xff && bytes[1] === 0xfe
  try {
    return new TextDecoder(utf16 ? 'utf-16le' : 'utf-8', { fatal: true }).decode(bytes)
  } catch {
    return refuse(file, 'its letters are not in UTF-8', 'Save it as "CSV UTF-8 (comma delimited)"')
  }
}

function refuse(file: string, problem: string, remedy: string): never {
  const fault: Fault = { file, key: '', problem, remedy }
  throw new FaultsError([fault])
}
