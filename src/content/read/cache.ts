/**
 * The build's cache, for quick starts: what each YAML file says, what was learnt from the corpus, and
 * the whole of the files, checked. Each lies in dist/cache/ under the hash of what it was made from, so
 * that nothing stale can ever be served: what was edited since is parsed, checked and learnt from anew.
 */
import { hash } from 'node:crypto'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { deserialize, serialize } from 'node:v8'
import type { Corpus } from '../../understanding/ranking/corpus.ts'
import type { Learnt, Lesson } from '../../understanding/ranking/learn.ts'
import type { Files } from './files.ts'
import { hashOfAll, textsBelow } from './texts.ts'

export type Cache = {
  /** The data of a YAML text, if the build parsed that very text. */
  parsed(text: string): unknown
  /** What the build learnt, if it was from this very corpus. */
  learnt(corpus: Corpus): Learnt | undefined
  /** What lies below a root, if the build found every rule kept by these very files. */
  checked(root: string): Checked | undefined
}

/** Files that keep every rule. `hash`: of all of them. `lesson`: what was learnt from them; none if it was lost since. */
export type Checked = { files: Files; hash: string; lesson: () => Lesson | undefined }

/** Knows nothing: all is parsed, checked and learnt anew. */
export const emptyCache: Cache = {
  parsed: () => undefined,
  learnt: () => undefined,
  checked: () => undefined,
}

/** Whether this is the build. The sources may have other rules than those that the build went by. */
const BUILT = import.meta.url.endsWith('.js')

/** What the build kept of the project at `root`; nothing is read before it is asked for. */
export function buildCache(root: string, built = BUILT): Cache {
  const folder = folderIn(root)
  return {
    parsed: (text) => readJson(join(folder, `${hashOf(text)}.json`)),
    learnt: (corpus) => readLearnt(join(folder, learntOf(corpus))),
    checked(from) {
      if (!built) return undefined
      const hash = hashOfAll(textsBelow(from))
      const kept = readJson(join(folder, checkedFile(hash))) as KeptFiles | undefined
      if (!kept) return undefined
      const { files, taught, learnt: learntName } = kept
      const lesson = () => {
        const learnt = readLearnt(join(folder, learntName))
        return learnt && { taught, learnt }
      }
      return { files, hash, lesson }
    },
  }
}

function readLearnt(file: string): Learnt | undefined {
  try {
    const kept = deserialize(readFileSync(file)) as Learnt
    const { labels, features, weights } = kept.model
    return weights.length === (features.length + 1) * labels.length ? kept : undefined
  } catch {
    return undefined
  }
}

/**
 * Replaces what was kept before below `root`; written by the build alone. `files`: when they keep every rule. The
 * sources do not say so for the build, which may have others.
 */
export function writeCache(
  root: string,
  { parsed, corpus, learnt, files, texts = textsBelow(root) }: Kept,
  built = BUILT,
): void {
  const folder = folderIn(root)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  for (const [text, data] of parsed) writeJson(join(folder, `${hashOf(text)}.json`), data)
  if (!corpus || !learnt) return
  const name = learntOf(corpus)
  writeFileSync(join(folder, name), serialize(learnt))
  if (!files || !built) return
  const taught = corpus.map(({ spelling, concepts }) => ({ spelling, concepts }))
  const kept: KeptFiles = { files, taught, learnt: name }
  writeJson(join(folder, checkedFile(hashOfAll(texts))), kept)
}

/** What there is to keep. */
export type Kept = {
  parsed: ReadonlyMap<string, unknown>
  corpus?: Corpus | undefined
  learnt?: Learnt | undefined
  files?: Files | undefined
  /** What it is all made from; what lies below the root if absent. */
  texts?: ReadonlyMap<string, string>
}

type KeptFiles = { files: Files; taught: Lesson['taught']; learnt: string }

function folderIn(root: string): string {
  return join(root, 'dist/cache')
}

/** As Node keeps it: typed arrays lie there as they are, and are not copied when it is read. */
function learntOf(corpus: Corpus): string {
  return `learnt-${hashOf(JSON.stringify(corpus))}.bin`
}

function checkedFile(hash: string): string {
  return `checked-${hash}.json`
}

/** In hexadecimal digits: some file systems do not tell a from A. */
function hashOf(text: string): string {
  return hash('sha256', text)
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
