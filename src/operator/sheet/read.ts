/** Interprets the rows of a sheet: corrected texts and signatures, or what is wrong with them. */
import type { Edit } from '../../content/edit.ts'
import { type Fault, FaultsError } from '../../content/fault.ts'
import { type Part, reviewState } from '../../content/review.ts'
import { readSigning, type Signing } from '../sign.ts'
import type { Row } from './csv.ts'
import { grouped, readable, rowsOf, textsOf, versionOf } from './rows.ts'

/** `line` is its line in the sheet. */
export type Correction = { part: Part; edit: Edit; line: number }
export type SheetContents = { corrections: Correction[]; signings: { part: Part; by: Signing }[] }

/** Throws FaultsError with every wrong row. `today` is written as 2026-12-01. */
export function readSheet(
  file: string,
  rows: readonly Row[],
  parts: readonly Part[],
  today: string,
): SheetContents {
  const faults: Fault[] = []
  const noteAt = ({ line, row }: Row, problem: string, remedy: string) => {
    faults.push({ file, line, key: `row ${row}`, problem, remedy })
  }
  const known = new Map(readable(parts).map((part) => [part.id, part]))
  const asked: SheetContents = { corrections: [], signings: [] }
  for (const [id, own] of grouped(rows, ({ cells: { part } }) => part)) {
    const part = known.get(id)
    if (part) {
      const corrections = correctionsIn(part, own, noteAt)
      const by = signingIn(part, own, { corrected: corrections.length > 0, today }, noteAt)
      asked.corrections.push(...corrections)
      if (by) asked.signings.push({ part, by })
    } else
      for (const row of own)
        noteAt(row, `there is no '${id}'`, 'Leave the column as it was, or remove the row')
  }
  if (faults.length > 0) throw new FaultsError(faults)
  return asked
}

type Note = (row: Row, problem: string, remedy: string) => void

/** Formulas, and the error values that spreadsheets show for texts they took for formulas. */
const OF_SPREADSHEET = /^(=|#(NAME\?|VALUE!|REF!|N\/A|DIV\/0!|NUM!|NULL!|ERROR!|#+$))/

const ANEW = 'Make the sheet anew, and put into that what was corrected'

function correctionsIn(part: Part, rows: readonly Row[], note: Note): Correction[] {
  const texts = new Map(textsOf(part).map((text) => [text.key, text]))
  const fixed = new Map(
    rowsOf(part).flatMap(({ key, text, fixed }) => (fixed ? [[key, text] as const] : [])),
  )
  const taken = new Map<string, string>()
  return rows.flatMap((row): Correction[] => {
    const { key, text, version } = row.cells
    const now = texts.get(key)
    const before = now?.text ?? fixed.get(key)
    const other = taken.get(key)
    taken.set(key, text)
    if (before === undefined)
      note(row, `there is no text '${key}'`, 'Leave the column as it was, or remove the row')
    else if (text === before.normalize('NFC')) return []
    else if (version !== versionOf(part))
      note(row, `${part.id} was changed after this sheet was made`, ANEW)
    else if (!now)
      note(
        row,
        `the ${key} can not be changed here`,
        key === 'sources' ? 'Change them in content/topics.yaml' : `Change them in ${part.file}`,
      )
    else if (OF_SPREADSHEET.test(text))
      note(
        row,
        'the spreadsheet has made a formula of the text',
        'Put back what stood there, and format the column as text before you correct it',
      )
    else if (text === '') note(row, 'the text is empty', 'Write it, or leave it as it was')
    else if (other !== undefined && other !== text)
      note(row, 'the same text stands in two rows, and differs', 'Keep one of them')
    else
      return other === undefined
        ? [{ part, edit: { path: now.path, value: text }, line: row.line }]
        : []
    return []
  })
}

/** The signature of a part, from any of its rows; undefined if there is no new one. */
function signingIn(
  part: Part,
  rows: readonly Row[],
  { corrected, today }: { corrected: boolean; today: string },
  note: Note,
): Signing | undefined {
  const signed = rows.filter(({ cells }) => cells['reviewed by'] !== '' || cells.date !== '')
  const [first] = signed
  if (!first) return undefined
  const by = readSigning({ name: first.cells['reviewed by'], date: first.cells.date }, today)
  if (!('name' in by)) {
    note(first, ...by)
    return undefined
  }
  for (const row of signed.slice(1)) {
    const also = readSigning({ name: row.cells['reviewed by'], date: row.cells.date }, today)
    if (!('name' in also)) note(row, ...also)
    else if (also.name !== by.name || also.date !== by.date)
      note(
        row,
        `${part.id} is signed twice, and differently`,
        'Sign each part once, in its first row',
      )
  }
  const { reviewedBy } = part
  // the signature that the sheet was made with covers the old text
  const old = reviewedBy?.name === by.name && reviewedBy.date === by.date
  if (old && (corrected || reviewState(part) === 'reviewed')) return undefined
  if (first.cells.version === versionOf(part)) return by
  note(first, `${part.id} was changed after this sheet was made`, ANEW)
  return undefined
}
