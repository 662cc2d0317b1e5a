/**
 * What the build keeps of the content, for quick starts (dist/content.json): what each YAML file says,
 * and what was learnt from all of them. Both are kept under the hash of what they were made from, so
 * that nothing stale can ever be served: a file that was edited since is parsed, and learnt from, anew.
 */
import { hash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Files } from './files.ts'
import { type Learnt, learn } from './questions.ts'

export type Snapshot = {
  /** Hash of a file's text -> the data it holds. */
  files: Readonly<Record<string, unknown>>
  learnt?: Omit<Learnt, 'model'> & { from: string; model: KeptModel }
}
/** The weights in base64, little-endian. */
type KeptModel = Omit<Learnt['model'], 'weights'> & { weights: string }

/** The same for the sources and for what was built from them. */
export const SNAPSHOT = new URL('../../dist/content.json', import.meta.url)

let snapshot: Snapshot | undefined

/** The data of a file, if the build parsed that very text. */
export function parsedBefore(text: string): unknown {
  snapshot ??= readSnapshot()
  return snapshot.files[hashOf(text)]
}

/** What the build learnt, if it was from this very content; otherwise it is learnt now. */
export function learntFrom(files: Files): Learnt {
  snapshot ??= readSnapshot()
  const { learnt } = snapshot
  if (learnt?.from !== hashOfTexts(files)) return learn(files)
  const { model, vocabulary, tongues } = learnt
  // a copy, which begins where 16 bits may begin
  const bytes = Uint8Array.from(Buffer.from(model.weights, 'base64'))
  return { vocabulary, tongues, model: { ...model, weights: new Int16Array(bytes.buffer) } }
}

export function keep(texts: readonly [text: string, data: unknown][], files?: Files): Snapshot {
  const parsed = Object.fromEntries(texts.map(([text, data]) => [hashOf(text), data]))
  if (!files) return { files: parsed }
  const { model, ...rest } = learn(files)
  const weights = Buffer.from(model.weights.buffer).toString('base64')
  return {
    files: parsed,
    learnt: { ...rest, from: hashOfTexts(files), model: { ...model, weights } },
  }
}

/** The hash of all that is learnt from. */
function hashOfTexts({ texts }: Files): string {
  return hashOf(JSON.stringify(texts))
}

function hashOf(text: string): string {
  return hash('sha256', text, 'base64url')
}

function readSnapshot(): Snapshot {
  try {
    return JSON.parse(readFileSync(SNAPSHOT, 'utf8')) as Snapshot
  } catch {
    return { files: {} }
  }
}
