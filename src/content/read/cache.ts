/**
 * What the build keeps of the content, for quick starts (dist/content.json): what each YAML file says,
 * and what was learnt from all of them. Both are kept under the hash of what they were made from, so
 * that nothing stale can ever be served: a file that was edited since is parsed, and learnt from, anew.
 */
import { hash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { type Learnt, learn } from '../../understanding/learn.ts'
import type { Files } from './files.ts'

export type Snapshot = {
  /** Hash of a file's text -> the data it holds. */
  files: Readonly<Record<string, unknown>>
  /** The weights lie beside it (dist/weights.bin): as text they would take twice the room. */
  learnt?: Omit<Learnt, 'model'> & { from: string; model: Omit<Learnt['model'], 'weights'> }
}

/** The same for the sources and for what was built from them. */
export const SNAPSHOT = new URL('../../../dist/content.json', import.meta.url)
const WEIGHTS = new URL('../../../dist/weights.bin', import.meta.url)

let snapshot: Snapshot | undefined

/** The data of a file, if the build parsed that very text. */
export function parsedBefore(text: string): unknown {
  snapshot ??= readSnapshot()
  return snapshot.files[hashOf(text)]
}

/** What the build learnt, if it was from this very content; otherwise it is learnt now. */
export function learntFrom(files: Files): Learnt {
  const { learnt } = snapshot ?? readSnapshot()
  // nothing reads it after this, and it is large
  snapshot = undefined
  if (learnt?.from !== hashOfTexts(files)) return learn(files)
  const { model, vocabulary, tongues } = learnt
  const weights = readWeights()
  const whole = weights.length === (model.features.length + 1) * model.labels.length
  return whole ? { vocabulary, tongues, model: { ...model, weights } } : learn(files)
}

/** Keeps what texts say, and what is learnt from them if they are without a fault. */
export function keep(texts: readonly [text: string, data: unknown][], files?: Files): void {
  const parsed = Object.fromEntries(texts.map(([text, data]) => [hashOf(text), data]))
  const kept: Snapshot = { files: parsed }
  if (files) {
    const { model, ...rest } = learn(files)
    const { weights, ...small } = model
    writeFileSync(WEIGHTS, weights)
    kept.learnt = { ...rest, from: hashOfTexts(files), model: small }
  }
  writeFileSync(SNAPSHOT, JSON.stringify(kept))
}

function readWeights(): Int16Array {
  try {
    const bytes = readFileSync(WEIGHTS)
    // a small file is read into a shared buffer, at a place where 16 bits may not begin
    const { buffer, byteOffset } = bytes.byteOffset % 2 === 0 ? bytes : Uint8Array.from(bytes)
    return new Int16Array(buffer, byteOffset, Math.floor(bytes.length / 2))
  } catch {
    return new Int16Array()
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
