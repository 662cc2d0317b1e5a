/**
 * Imports another tool's flow as a draft: files to read and copy, and a report of what could not be
 * carried over.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { ZodError } from 'zod'
import { FaultsError } from '../../content/fault.ts'
import { draftOf } from '../../formats/draft.ts'
import type { DraftFile } from '../../formats/drafts.ts'
import type { Exchange } from '../../formats/exchange.ts'
import { foreignExchange, type Imported } from '../../formats/floip/foreign.ts'
import { ownExchange, strangeBlocks } from '../../formats/floip/read.ts'
import { Container, VERSION } from '../../formats/floip/shape.ts'
import { wrongOption } from '../content.ts'
import type { Project } from './project.ts'

export type Draft = { files: readonly DraftFile[]; report: readonly string[] }

/** Throws FaultsError if the file is not a FLOIP container. */
export function importFloip(root: string, { files, exchange }: Project, file: string): Draft {
  const container = readContainer(file)
  const { exchange: after, report } = undamaged(file, () => importedFrom(container, exchange))
  const draft = draftOf({ root, files, before: exchange, after })
  const { specification_version: version } = container
  const read =
    version === VERSION ? [] : [`the file says version ${version}; it was read as ${VERSION}`]
  return { files: draft.files, report: [...read, ...report, ...draft.report] }
}

function importedFrom(container: Container, base: Exchange): Imported {
  const own = ownExchange(container, base)
  if (!own) return foreignExchange(container, base)
  const others = Object.keys(own.languages).filter((language) => !(language in base.languages))
  const left = others.map((language) => `'${language}' is not offered here: its words are left out`)
  return { exchange: own, report: [...strangeBlocks(container), ...left] }
}

/** Our own metadata in a file may have been edited into something invalid. */
function undamaged<Read>(file: string, read: () => Read): Read {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof ZodError)) throw error
    const [issue] = error.issues
    throw new FaultsError([
      {
        file,
        key: `vendor_metadata.org_harborline: ${issue?.path.join('.') ?? ''}`,
        problem: `our notes in it are damaged: ${issue?.message ?? ''}`,
        remedy: 'Let the other tool keep vendor_metadata as it is, or export anew',
      },
    ])
  }
}

function readContainer(file: string): Container {
  let data: unknown
  // a missing file is reported as such
  const text = readFileSync(file, 'utf8')
  try {
    data = JSON.parse(text)
  } catch {
    throw new FaultsError([
      { file, key: '', problem: 'this is no JSON that can be read', remedy: 'Export it again' },
    ])
  }
  const result = Container.safeParse(data)
  if (result.success) return result.data
  throw new FaultsError(
    result.error.issues.map(({ path, message }) => ({
      file,
      key: path.join('.'),
      problem: message,
      remedy: 'Ask the tool that wrote it for a FLOIP container of version 1.0.0-rc4',
    })),
  )
}

/** Writes the draft and returns what remains to be done. */
export function writeDraft({ files, report }: Draft, folder: string): string[] {
  if (existsSync(folder) && readdirSync(folder).length > 0)
    throw wrongOption(
      'import --out',
      `${folder} holds something already`,
      'Name a folder that is empty or not there: nothing of the line or of another draft is written over',
    )
  for (const { file, text } of files) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), text)
  }
  const written = files.map(({ file }) => join(folder, file))
  return [
    ...(files.length === 0 ? ['nothing differs from this project: no file was written'] : written),
    ...(report.length === 0 ? [] : ['', 'What could not be carried, or is to be done:']),
    ...report.map((line) => `- ${line}`),
    ...(files.length === 0
      ? []
      : ['', 'Read the draft, copy it over content/ and flows/, and run harborline check.']),
  ]
}
