/** The project's files, altered in memory: what a proof makes of them, without a disk or a lesson. */

import { compileDialogue, type Dialogue } from '../../src/content/dialogue.ts'
import { buildCache } from '../../src/content/read/cache.ts'
import { type Files, readFiles } from '../../src/content/read/files.ts'
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

/** What stays where a few topics are enough: one below each kind of menu, and what the first and the last lead to. */
const FEW = ['shelter', 'signs', 'records', 'community-partners', 'foster-care', 'hotels']

/**
 * The same with few topics. All are alike to the engine, and a proof of a fifth of them takes a fifth of the time;
 * that all of them keep every property is proved of the shipped files.
 */
export function alteredWithFewTopics(change: (files: OpenFiles) => void): Files {
  return altered((files) => {
    const { nodes } = files.flows.line
    const isGone = (id: string) => nodes[id]?.type === 'message' && !FEW.includes(id)
    for (const node of Object.values(nodes))
      if (node.type === 'menu')
        for (const [key, { to }] of Object.entries(node.options))
          if (isGone(to)) delete node.options[key]
    for (const id of Object.keys(nodes)) if (isGone(id)) delete nodes[id]
    files.topics = files.topics.filter(({ id }) => FEW.includes(id))
    change(files)
  })
}

/** What is proved of files. */
export function talkOf(files: Files): Dialogue {
  return compileDialogue(files, NAME)
}
