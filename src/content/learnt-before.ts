/**
 * What the build before has learned: a build after a change of something else does not have to
 * learn for ten seconds again. Only a clone has it, in node_modules/.cache.
 */
import { hash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Corpus } from '../understanding/ranking/corpus.ts'
import { type Learnt, learn } from '../understanding/ranking/learn.ts'
import { readLearnt, writeLearnt } from './read/learnt-file.ts'

/** Everything that learning consists of. */
const CODE = 'src/understanding'

/** Learns, unless the same code has learned from the same corpus before. */
export function learnUnlessBefore(project: string, corpus: Corpus): Learnt {
  if (!existsSync(join(project, CODE))) return learn(corpus)
  const folder = join(project, 'node_modules/.cache/learnt')
  const file = join(folder, `${keyOf(project, corpus)}.bin`)
  const before = readLearnt(file)
  if (before) return before
  const learnt = learn(corpus)
  // one is enough: of what is no more, nothing is kept
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  writeLearnt(file, learnt)
  return learnt
}

/** Another V8 may compute an exponential otherwise in its last digit. */
function keyOf(project: string, corpus: Corpus): string {
  const folder = join(project, CODE)
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).toSorted()
  const code = names
    .filter((name) => name.endsWith('.ts'))
    .map((name) => [name, readFileSync(join(folder, name), 'utf8')])
  return hash('sha256', JSON.stringify([process.versions.v8, code, corpus]))
}
