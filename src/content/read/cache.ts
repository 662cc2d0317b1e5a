/**
 * The build's cache, for quick starts: parsed YAML files, what was learnt from the corpus, and the
 * checked whole. Each entry in dist/cache/ is stored under the hash of its input, so nothing stale
 * can be served: whatever was edited is parsed, checked and learnt from again.
 */
import { hash } from 'node:crypto'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Corpus } from '../../understanding/ranking/corpus.ts'
import type { Learnt, Lesson } from '../../understanding/ranking/learn.ts'
import type { Files } from './files.ts'
import { readLearnt, writeLearnt } from './learnt-file.ts'
import { hashOfAll, hashOfFiles, hashOfTexts, textsBelow } from './yaml-texts.ts'

export type Cache = {
  /** The data of a YAML text, if the build parsed this exact text. */
  parsed(text: string): unknown
  /** What the build learnt, if it did so from this exact corpus. */
  learnt(corpus: Corpus): Learnt | undefined
  /** The files below a root, if the build found them to satisfy every rule. */
  checked(root: string): Checked | undefined
}

/**
 * Files that satisfy every rule. `hash` covers all of them; `lesson` is undefined if it has been
 * lost.
 */
export type Checked = { files: Files; hash: string; lesson: () => Lesson | undefined }

/** An empty cache: everything is parsed, checked and learnt again. */
export const emptyCache: Cache = {
  parsed: () => undefined,
  learnt: () => undefined,
  checked: () => undefined,
}

/**
 * Whether this code is the build; the sources may have other rules than the build that wrote the
 * cache.
 */
const BUILT = import.meta.url.endsWith('.js')

/** The build's cache for the project at `root`; nothing is read before it is needed. */
export function buildCache(root: string, built = BUILT): Cache {
  const folder = folderIn(root)
  return {
    parsed: (text) => readJson(join(folder, `${hashOf(text)}.json`)),
    learnt: (corpus) => readLearnt(join(folder, learntOf(corpus))),
    checked(from) {
      if (!built) return undefined
      const name = checkedFile(hashOfFiles(from))
      const kept = readJson(join(folder, name)) as KeptFiles | undefined
      if (!kept) return undefined
      const { files, hash, taught, learnt: learntName } = kept
      const lesson = () => {
        const learnt = readLearnt(join(folder, learntName))
        return learnt && { taught, learnt }
      }
      return { files, hash, lesson }
    },
  }
}

/**
 * Replaces the cache below `root`; called only by the build. `files` is given if they satisfy every
 * rule. Running from source never says so on behalf of the build, whose rules may differ.
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
  writeLearnt(join(folder, name), learnt)
  if (!files || !built) return
  const taught = corpus.map(({ spelling, concepts }) => ({ spelling, concepts }))
  const kept: KeptFiles = { files, hash: hashOfAll(texts), taught, learnt: name }
  writeJson(join(folder, checkedFile(hashOfTexts(texts))), kept)
}

/** The contents of a cache. */
export type Kept = {
  parsed: ReadonlyMap<string, unknown>
  corpus?: Corpus | undefined
  learnt?: Learnt | undefined
  files?: Files | undefined
  /** The YAML texts that it was made from; by default those below the root. */
  texts?: ReadonlyMap<string, string>
}

type KeptFiles = { files: Files; hash: string; taught: Lesson['taught']; learnt: string }

function folderIn(root: string): string {
  return join(root, 'dist/cache')
}

function learntOf(corpus: Corpus): string {
  return `learnt-${hashOf(JSON.stringify(corpus))}.bin`
}

function checkedFile(hash: string): string {
  return `checked-${hash}.json`
}

/** In hexadecimal, because some file systems are case-insensitive. */
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
