/** Reads YAML into checked data: all faults of a file are collected, and none is thrown. */
import { isUtf8 } from 'node:buffer'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { z } from 'zod'
import { type Fault, noteIn } from '../fault.ts'
import { ADD, shapeFaults } from './shape-faults.ts'
import {
  cutOff,
  invisible,
  type Unreadable,
  unreadable,
  unreadableBytes,
  unresolved,
} from './yaml-faults.ts'

/** Where files are read from, and where their faults are collected. */
export type Source = {
  root: string
  /** Returns the cached data of a text, since parsing dominates start-up. */
  parsed: (text: string) => unknown
  faults: Fault[]
}

/** Reads a file, given relative to the root; undefined if it is missing or has the wrong shape. */
export function readYaml<Schema extends z.ZodType>(
  { root, parsed, faults }: Source,
  file: string,
  schema: Schema,
): z.infer<Schema> | undefined {
  const note = noteIn(faults, file)
  let bytes: Buffer
  try {
    bytes = readFileSync(join(root, file))
  } catch {
    const remedy = isThereAsYml(root, file)
      ? RENAME
      : IN_A_LANGUAGE.test(file)
        ? 'Write it with the keys of the same file of another language, or put it back'
        : 'Put it back, or check its permissions'
    note('', 'the file is missing or can not be read', remedy)
    return undefined
  }
  const refuse = ({ problem, remedy, line }: Unreadable) => {
    faults.push({ file, key: '', problem, remedy, ...(line === undefined ? {} : { line }) })
    return undefined
  }
  const strange = unreadableBytes(bytes, isUtf8(bytes))
  if (strange) return refuse(strange)
  const text = bytes.toString()
  const unseen = invisible(text)
  if (unseen) return refuse(unseen)
  const known = parsed(text)
  const read = known === undefined ? parseYaml(text) : { data: known }
  if ('unreadable' in read) return refuse(read.unreadable)
  const result = schema.safeParse(read.data)
  if (result.success) return result.data
  for (const { key, problem, remedy } of shapeFaults(schema, read.data, result.error.issues))
    note(
      key,
      problem,
      remedy === ADD && IN_A_LANGUAGE.test(file)
        ? 'Write it as the other languages have it'
        : remedy,
    )
  return undefined
}

/** A file that exists in every language. */
const IN_A_LANGUAGE = /^content\/[a-z]{2,3}\//

/** Whether the file exists with the extension .yml, which is not read. */
export function isThereAsYml(root: string, file: string): boolean {
  return existsSync(join(root, file.replace(/yaml$/, 'yml')))
}
export const RENAME = 'It ends in .yml: let it end in .yaml'

/** The names of a folder's YAML files, without extension. */
export function listYaml({ root, faults }: Source, folder: string): string[] {
  try {
    return readdirSync(join(root, folder))
      .filter((name) => name.endsWith('.yaml'))
      .map((name) => name.slice(0, -'.yaml'.length))
  } catch {
    noteIn(faults, folder)('', 'the folder is missing', 'Put it back with one file for each topic')
    return []
  }
}

/** Parses a text, or explains the first error. */
export function parseYaml(text: string): { data: unknown } | { unreadable: Unreadable } {
  const document = yaml().parseDocument(text, { prettyErrors: true })
  if (document.errors.length > 0) return { unreadable: unreadable(text, document.errors) }
  const cut = cutOff(yaml(), document, text)
  if (cut) return { unreadable: cut }
  try {
    return { data: document.toJS() }
  } catch {
    return { unreadable: unresolved(text) }
  }
}

/** Loads the parser on demand: it costs more start-up time than the rest of content/ together. */
export function yaml(): typeof import('yaml') {
  return createRequire(import.meta.url)('yaml')
}
