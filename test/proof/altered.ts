/** The project's files, altered in memory: what a proof makes of them, without a disk or a lesson. */
import {
  compileInterpreters,
  withInterpreters,
} from '../../src/content/compile/spoken-by-others.ts'
import { compileWording } from '../../src/content/compile/wording.ts'
import { compileFlows, provable } from '../../src/content/load.ts'
import { buildCache } from '../../src/content/read/cache.ts'
import { type Files, readFiles } from '../../src/content/read/files.ts'
import type { Wording } from '../../src/content/words.ts'
import type { Provable } from '../../src/proof/setting.ts'
import { NAME, ROOT } from '../line.ts'

/** Writable, to its depths. */
type Open<Value> = Value extends (...args: never[]) => unknown
  ? Value
  : Value extends object
    ? { -readonly [Key in keyof Value]: Open<Value[Key]> }
    : Value
export type OpenFiles = Open<Files>

let shipped: Files | undefined
/** The project's own files. */
export function shippedFiles(): Files {
  const source = { root: ROOT, parsed: buildCache(ROOT).parsed, faults: [] }
  shipped ??= readFiles(source).files
  if (!shipped) throw new Error('the files can not be read')
  return shipped
}

/** A copy of them, after a change. */
export function altered(change: (files: OpenFiles) => void): Files {
  const files = structuredClone(shippedFiles())
  change(files as OpenFiles)
  return files
}

/** What is proved of files. */
export function provableOf(files: Files): Provable {
  const flows = compileFlows(files)
  const interpreters = compileInterpreters(files)
  const compile = (medium: 'text' | 'voice') =>
    Object.fromEntries(
      Object.keys(files.languages).map((language): [string, Wording] => [
        language,
        compileWording(files, language, medium, NAME, flows[medium]),
      ]),
    )
  const { text, voice } = { text: compile('text'), voice: compile('voice') }
  for (const [language, words] of Object.entries(text))
    text[language] = withInterpreters(words, interpreters)
  const { phones, topics } = files
  return { flows, wording: { text, voice }, phones, topics, interpreters, ...provable(files) }
}
