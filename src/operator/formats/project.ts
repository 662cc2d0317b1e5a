/** The files of a project for export, after checking every rule. */

import { buildCache } from '../../content/read/cache.ts'
import { type Files, readFiles } from '../../content/read/files.ts'
import { type Exchange, exchangeOf } from '../../formats/exchange.ts'
import { contentAt, type Names } from '../content.ts'

export type Project = { files: Files; exchange: Exchange }

/** Throws FaultsError if a rule is broken: a line that cannot start is not exported. */
export function projectAt(root: string, names: Names): Project {
  contentAt(root, names, 'later')
  const { files } = readFiles({ root, parsed: buildCache(root).parsed, faults: [] })
  if (!files) throw new Error('files that were just read are gone')
  const name = { written: names.lineName, spoken: names.lineNameSpoken }
  return { files, exchange: exchangeOf(files, name) }
}
