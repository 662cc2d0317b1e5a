/**
 * `harborline sheet`: every text that people read or hear, for review and signature on paper or in
 * a spreadsheet.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Part, reviewState } from '../../content/review.ts'
import { type Cells, writeCsv } from './csv.ts'
import { Page } from './page.tsx'
import { readable, rowsOf, type Sheet, statusOf, versionOf } from './rows.ts'

/** Writes the sheet as a printable page and as CSV, and returns the file names. */
export function writeSheet(sheet: Sheet, folder: string, language?: string): string[] {
  const parts = readable(sheet.parts, language)
  mkdirSync(folder, { recursive: true })
  const files = {
    'sheet.html': String(Page({ ...sheet, parts })),
    'sheet.csv': writeCsv(parts.flatMap(cellsOf)),
  }
  return Object.entries(files).map(([name, text]) => {
    const file = join(folder, name)
    writeFileSync(file, text)
    return file
  })
}

/** A part's signature appears in its first row. */
function cellsOf(part: Part): Cells[] {
  const { reviewedBy } = part
  const signed = reviewedBy && reviewState(part) === 'reviewed' ? reviewedBy : undefined
  return rowsOf(part).map(({ fixed: _, ...row }, at) => ({
    ...row,
    'reviewed by': (at === 0 && signed?.name) || '',
    date: (at === 0 && signed?.date) || '',
    status: statusOf(part),
    version: versionOf(part),
  }))
}
