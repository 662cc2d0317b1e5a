/** YAML as checked data: every fault of a file is noted, and none is thrown. */
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { z } from 'zod'
import { type Fault, noteIn } from '../fault.ts'

/** Where files are read from, and where their faults are noted. */
export type Source = {
  root: string
  /** The data of a text, if it was parsed before: parsing is most of what a start would cost. */
  parsed: (text: string) => unknown
  faults: Fault[]
}

/** A file, if it is there and has the shape it should have; `file` from the root. */
export function readYaml<Schema extends z.ZodType>(
  { root, parsed, faults }: Source,
  file: string,
  schema: Schema,
): z.infer<Schema> | undefined {
  const note = noteIn(faults, file)
  let text: string
  try {
    text = readFileSync(join(root, file), 'utf8')
  } catch {
    const remedy = IN_A_LANGUAGE.test(file)
      ? 'Write it with the keys of the same file of another language, or put it back'
      : 'Put it back, or check its permissions'
    note('', 'the file is missing or can not be read', remedy)
    return undefined
  }
  const known = parsed(text)
  const read = known === undefined ? parseYaml(text) : { data: known }
  if ('problems' in read) {
    for (const problem of read.problems) note('', problem, 'Correct the YAML at that line')
    return undefined
  }
  const result = schema.safeParse(read.data)
  if (result.success) return result.data
  for (const issue of result.error.issues) {
    // a wrong key of a record says why only one level down
    const [reason] = issue.code === 'invalid_key' ? issue.issues : [issue]
    // a message of two sentences says in the second what to do
    const [problem = '', remedy = 'Correct this key'] = (reason ?? issue).message.split('. ')
    if (IN_A_LANGUAGE.test(file) && problem.endsWith('received undefined'))
      note(issue.path.join('.'), 'this key is missing', 'Write it as the other languages have it')
    else note(issue.path.join('.'), problem, remedy)
  }
  return undefined
}

/** A file that every language has. */
const IN_A_LANGUAGE = /^content\/[a-z]{2,3}\//

/** The names of a folder's YAML files, without their ending. */
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

/** A text as data, or what is wrong with it; a problem names its line. */
export function parseYaml(text: string): { data: unknown } | { problems: readonly string[] } {
  const document = yaml().parseDocument(text, { prettyErrors: true })
  if (document.errors.length === 0) return { data: document.toJS() }
  return { problems: document.errors.map(({ message }) => message.split('\n')[0] ?? message) }
}

/** Loaded only when it is needed: it costs a start more than all the rest of content/. */
export function yaml(): typeof import('yaml') {
  return createRequire(import.meta.url)('yaml')
}
