/** Imports names, dates and corrected texts from a sheet into their files. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { type Edit, editYaml } from '../../content/edit.ts'
import { type Fault, FaultsError } from '../../content/fault.ts'
import { loadContent } from '../../content/load.ts'
import type { Cache } from '../../content/read/cache.ts'
import { type Part, readParts } from '../../content/review.ts'
import type { Names } from '../content.ts'
import { type Signing, signature } from '../sign.ts'
import { readCsv } from './csv.ts'
import { type Correction, readSheet } from './read.ts'
import { grouped } from './rows.ts'

export type Importing = { names: Names; today: string; cache: Cache; dryRun?: boolean }

/**
 * Applies a sheet's changes to the files below `root` and describes each in a sentence. Throws
 * FaultsError, and writes nothing, if any row is wrong or would break a rule.
 */
export function importSheet(
  root: string,
  csv: string,
  { names, today, cache, dryRun = false }: Importing,
): string[] {
  const parts = readParts(root, cache)
  const { corrections, signings } = readSheet(
    basename(csv),
    readCsv(basename(csv), read(csv)),
    parts,
    today,
  )
  const trial = mkdtempSync(join(tmpdir(), 'sheet-'))
  try {
    for (const folder of ['content', 'flows'])
      cpSync(join(root, folder), join(trial, folder), { recursive: true })
    apply(
      trial,
      corrections.map(({ part, edit }) => ({ part, edits: [edit] })),
    )
    const load = () => {
      const name = { written: names.lineName, spoken: names.lineNameSpoken }
      return loadContent(trial, { name, cache, questions: 'later' })
    }
    if (corrections.length > 0) holdAgainstRules(load, corrections, basename(csv))
    // a signature covers the text as corrected by its reviewer
    const corrected = new Map(readParts(trial, cache).map((part) => [part.id, part]))
    const signed = signings.flatMap(({ part, by }) => {
      const now = corrected.get(part.id)
      return now ? [{ part, edits: signatureOf(now, part, by) }] : []
    })
    apply(trial, signed)
    const files = new Set([...corrections, ...signed].map(({ part: { file } }) => file))
    if (!dryRun) for (const file of files) cpSync(join(trial, file), join(root, file))
    const all = said(corrections, signings, files.size)
    return dryRun && files.size > 0 ? [...all, 'this would be done: nothing was written'] : all
  } finally {
    rmSync(trial, { recursive: true })
  }
}

function read(csv: string): Uint8Array {
  try {
    return readFileSync(csv)
  } catch {
    const remedy = 'Correct its name, or check its permissions'
    throw new FaultsError([{ file: csv, key: '', problem: 'the file can not be read', remedy }])
  }
}

/** Signs a translation against the original shown on the sheet, not a corrected one. */
function signatureOf(now: Part, { original }: Part, by: Signing): Edit[] {
  return signature(original ? { ...now, original } : now, by)
}

function apply(root: string, all: readonly { part: Part; edits: readonly Edit[] }[]): void {
  const byFile = grouped(all, ({ part: { file } }) => file)
  for (const [file, own] of byFile) {
    const path = join(root, file)
    writeFileSync(
      path,
      editYaml(
        readFileSync(path, 'utf8'),
        own.flatMap(({ edits }) => edits),
      ),
    )
  }
}

/** Throws if the line would not start with the corrected texts, and names the row at fault. */
function holdAgainstRules(
  load: () => unknown,
  corrections: readonly Correction[],
  csv: string,
): void {
  try {
    load()
  } catch (error) {
    if (!(error instanceof FaultsError)) throw error
    throw new FaultsError(
      error.faults.map((fault): Fault => {
        const rows = corrections.filter(({ part: { file } }) => file === fault.file)
        const row = rows.find(({ edit: { path } }) => path.join('.') === fault.key) ?? rows[0]
        const key = [fault.file, fault.key].filter((each) => each !== '').join(': ')
        return row ? { ...fault, file: csv, line: row.line, key } : fault
      }),
    )
  }
}

function said(
  corrections: readonly Correction[],
  signings: readonly { part: Part; by: Signing }[],
  files: number,
): string[] {
  if (files === 0) return ['Nothing was changed']
  const signed = new Set(signings.map(({ part: { id } }) => id))
  const unsigned = new Set(
    corrections.flatMap(({ part }) => (part.reviewedBy && !signed.has(part.id) ? [part.id] : [])),
  )
  return [
    ...corrections.map(({ part: { id }, edit: { path } }) => `${id}: ${path.join('.')}: corrected`),
    ...signings.map(({ part: { id }, by }) => `${id}: reviewed by ${by.name} on ${by.date}`),
    ...Array.from(
      unsigned,
      (id) => `${id}: unreviewed again, since it was corrected and not signed anew`,
    ),
    `${corrections.length} texts corrected, ${signings.length} parts signed, in ${files} files`,
  ]
}
