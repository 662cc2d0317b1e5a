/** What is learned from a published version: once per program, and stored with the version. */
import { execFileSync } from 'node:child_process'
import { accessSync, constants, existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
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
 * Takes up to a minute. Throws if nothing can be written; content with faults is not learned from.
 */
export function learnOnce(project: string, root: string): void {
  if (!isUnlearnt(project, root)) return
  const learnt = join(root, 'learnt')
  // checked before the work rather than after
  accessSync(existsSync(learnt) ? learnt : root, constants.W_OK)
  execFileSync(process.execPath, [
    join(project, 'dist/build.js'),
    root,
    learntFolder(project, root),
  ])
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
    console.warn('warning: versions/ can not be written, so that each start learns anew')
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
