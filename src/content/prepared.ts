/**
 * Prepared content: plain data, checked and learnt from, that can be handed to another thread or
 * process.
 */
import { Worker } from 'node:worker_threads'
import type { Lesson } from '../understanding/ranking/learn.ts'
import { describe, type Fault, type FaultsError } from './fault.ts'
import { type Content, compileContent, type Loading, readContent } from './load.ts'
import type { Files } from './read/files.ts'
import { versionOf } from './version.ts'
import type { LineName } from './words.ts'

/** `root` is the folder that contains its recordings. */
export type Prepared = { root: string; version: string; files: Files; lesson: Lesson }

/** `notes` are problems that do not prevent its use. */
export type Preparation = { prepared: Prepared; notes: readonly string[] }

/** How often to start over if files are edited while they are read. */
const TRIES = 5

/**
 * Checks content against every rule and learns from it, which takes seconds if no cache has the
 * result. Throws FaultsError.
 */
export function prepareContent(root: string, loading: Loading): Preparation {
  for (let tried = 1; ; tried++) {
    const version = versionOf(root)
    const read = readContent(root, loading)
    const notes = notesOf(compileContent(read, loading))
    const prepared = { root, version, files: read.files, lesson: read.lesson() }
    if (tried === TRIES || versionOf(root) === version) return { prepared, notes }
  }
}

/** Compiles prepared content, in a tenth of the time. */
export function contentOf({ root, files, lesson }: Prepared, loading: Loading): Content {
  const source = { root, parsed: () => undefined, faults: [] }
  return compileContent({ source, files, checked: true, lesson: () => lesson }, loading)
}

export function notesOf({ warnings, stale }: Pick<Content, 'warnings' | 'stale'>): string[] {
  return [...warnings, ...stale].map(describe)
}

/** What a thread should prepare. `project` is where the build's cache is. */
export type Wanted = { project: string; root: string; name: LineName; number: string | undefined }

/** The outcome of preparing. */
export type PreparationResult = Preparation | { faults: FaultsError['faults'] }

/** Prepares content in a separate thread, so that nobody has to wait for it. */
export function prepareAside(wanted: Wanted): Promise<PreparationResult> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(`${wanted.project}dist/prepare.js`, { workerData: wanted })
    thread.once('message', resolve)
    thread.once('error', reject)
    thread.once('exit', () => reject(new Error('the thread has prepared nothing')))
  })
}

/** The message to whoever wrote content that was rejected. */
export function refusal(faults: readonly Fault[]): string {
  const many = faults.length === 1 ? '1 fault' : `${faults.length} faults`
  const list = faults.map((fault) => `- ${describe(fault)}`)
  return [`${many}, so the line goes on with what it said before:`, ...list].join('\n')
}
