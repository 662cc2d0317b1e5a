/**
 * The build's cache, for quick starts: what each YAML file says, and what was learnt from the corpus.
 * Each lies in dist/cache/ under the hash of what it was made from, so that nothing stale can ever be
 * served: a file that was edited since is parsed, and learnt from, anew.
 */
import { hash } from 'node:crypto'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Corpus } from '../../understanding/corpus.ts'
import type { Learnt } from '../../understanding/learn.ts'

export type Cache = {
  /** The data of a YAML text, if the build parsed that very text. */
  parsed(text: string): unknown
  /** What the build learnt, if it was from this very corpus. */
  learnt(corpus: Corpus): Learnt | undefined
}

/** Knows nothing: all is parsed and learnt anew. */
export const emptyCache: Cache = { parsed: () => undefined, learnt: () => undefined }

/** What the build kept of the project at `root`; nothing is read before it is asked for. */
export function buildCache(root: string): Cache {
  const folder = folderIn(root)
  return {
    parsed: (text) => readJson(join(folder, `${hashOf(text)}.json`)),
    learnt(corpus) {
      const name = join(folder, learntOf(corpus))
      const kept = readJson(`${name}.json`) as Kept | undefined
      const weights = kept && readWeights(`${name}.bin`)
      if (!weights) return undefined
      const { model, ...rest } = kept
      const whole = weights.length === (model.features.length + 1) * model.labels.length
      return whole ? { ...rest, model: { ...model, weights } } : undefined
    },
  }
}

/** Replaces what was kept before; written by the build alone. */
export function writeCache(
  root: string,
  parsed: ReadonlyMap<string, unknown>,
  learnt?: { corpus: Corpus; learnt: Learnt },
): void {
  const folder = folderIn(root)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  for (const [text, data] of parsed) writeJson(join(folder, `${hashOf(text)}.json`), data)
  if (!learnt) return
  const name = join(folder, learntOf(learnt.corpus))
  const { weights, ...model } = learnt.learnt.model
  writeFileSync(`${name}.bin`, weights)
  const kept: Kept = { ...learnt.learnt, model }
  writeJson(`${name}.json`, kept)
}

/** The weights lie in a file of their own: as text they would take twice the room. */
type Kept = Omit<Learnt, 'model'> & { model: Omit<Learnt['model'], 'weights'> }

function folderIn(root: string): string {
  return join(root, 'dist/cache')
}

function learntOf(corpus: Corpus): string {
  return `learnt-${hashOf(JSON.stringify(corpus))}`
}

/** In hexadecimal digits: some file systems do not tell a from A. */
function hashOf(text: string): string {
  return hash('sha256', text)
}

function readWeights(file: string): Int16Array | undefined {
  try {
    const bytes = readFileSync(file)
    // a small file is read into a shared buffer, at a place where 16 bits may not begin
    const { buffer, byteOffset } = bytes.byteOffset % 2 === 0 ? bytes : Uint8Array.from(bytes)
    return new Int16Array(buffer, byteOffset, Math.floor(bytes.length / 2))
  } catch {
    return undefined
  }
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

function writeJson(file: string, data: unknown): void {
  writeFileSync(file, JSON.stringify(data))
}
