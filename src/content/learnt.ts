/** What is learned from a published version: once per program, and stored with the version. */
import { execFileSync } from 'node:child_process'
import { accessSync, constants, existsSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { FaultsError } from './fault.ts'
import { learntFolder, publishedAt, versionFolder } from './versions.ts'

/**
 * The number of versions whose learned part is kept; going back further takes as long as
 * publishing.
 */
const KEPT = 3

/** Whether every start would have to learn from the content at `root` again. */
export function isUnlearnt(project: string, root: string): boolean {
  return root !== project && !existsSync(learntFolder(project, root))
}

/**
 * Takes up to a minute, and stores the result whole or not at all. Throws FaultsError if it can not be
 * stored; content with faults is not learned from.
 */
export function learnOnce(project: string, root: string): void {
  if (!isUnlearnt(project, root)) return
  const kept = learntFolder(project, root)
  const unfinished = `${kept}.${process.pid}`
  try {
    const above = dirname(kept)
    // checked before the work rather than after
    accessSync(existsSync(above) ? above : root, constants.W_OK)
    const build = join(project, 'dist/build.js')
    execFileSync(process.execPath, [build, root, unfinished], { stdio: 'ignore' })
    renameSync(unfinished, kept)
  } catch {
    rmSync(unfinished, { recursive: true, force: true })
    // another process may have been quicker
    if (existsSync(kept)) return
    throw new FaultsError([
      {
        file: 'versions',
        key: '',
        problem: 'what is learnt from a version can not be kept there',
        remedy: 'Look whether the disk is full, and whether this user may write there',
      },
    ])
  }
}

/**
 * The first start of another release has to learn; if it can store the result, later ones need not.
 */
export function learnAtStart(project: string, root: string): void {
  if (!isUnlearnt(project, root)) return
  console.warn('learning how people ask from what is published: up to a minute ...')
  try {
    learnOnce(project, root)
  } catch {
    console.warn('warning: versions/ can not be written, or has no room: each start learns anew')
  }
}

/**
 * Removes what was learned from older versions: it takes up most of their space, and can be learned
 * again.
 */
export function dropOldLearnt(project: string): void {
  const versions = [
    ...new Set(
      publishedAt(project)
        .map(({ version }) => version)
        .reverse(),
    ),
  ]
  for (const version of versions.slice(KEPT))
    rmSync(join(versionFolder(project, version), 'learnt'), { recursive: true, force: true })
}
