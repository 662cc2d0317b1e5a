/** What is learnt of a version that was published: once by each program, and kept beside the version. */
import { execFileSync } from 'node:child_process'
import { accessSync, constants, existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { learntFolder, publishedAt, versionFolder } from './versions.ts'

/** Versions whose learnt part is kept; to go back further takes as long as to publish. */
const KEPT = 3

/** Whether a start would have to learn from what lies at `root`, every time anew. */
export function isUnlearnt(project: string, root: string): boolean {
  return root !== project && !existsSync(learntFolder(project, root))
}

/** Takes up to a minute. Throws where nothing may be written; where there are faults, there is nothing to learn. */
export function learnOnce(project: string, root: string): void {
  if (!isUnlearnt(project, root)) return
  const learnt = join(root, 'learnt')
  // before the work, and not after it
  accessSync(existsSync(learnt) ? learnt : root, constants.W_OK)
  execFileSync(process.execPath, [
    join(project, 'dist/build.js'),
    root,
    learntFolder(project, root),
  ])
}

/** The first start of another release has to learn; where it may keep that, no other start has to. */
export function learnAtStart(project: string, root: string): void {
  if (!isUnlearnt(project, root)) return
  console.warn('learning how people ask from what is published: up to a minute ...')
  try {
    learnOnce(project, root)
  } catch {
    console.warn('warning: versions/ can not be written, so that each start learns anew')
  }
}

/** It is most of what a version takes on the disk, and can be learnt anew. */
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
