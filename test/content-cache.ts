/**
 * Vitest's setup for unit tests: makes the cache of what was learned from the content, so that no
 * test has to learn it again. Runs only that step of the build, and only if its inputs have
 * changed.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { TestProject } from 'vitest/node'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const MADE_FROM = ['content', 'flows', 'src/content', 'src/understanding']
/** As recent as the cache's inputs. */
const MARK = 'dist/.learnt'

export default function setup(project: TestProject): void {
  // a build has just made the cache
  if (!process.env.BUILT) refresh()
  project.onTestsRerun(refresh)
}

function refresh(): void {
  if (changed(MARK) > Math.max(...MADE_FROM.map(changedIn))) return
  mkdirSync(join(ROOT, 'dist'), { recursive: true })
  const command = ['--import', 'tsx', 'src/build.ts']
  execFileSync(process.execPath, command, { cwd: ROOT, stdio: 'inherit' })
  writeFileSync(join(ROOT, MARK), '')
}

/** When a folder's most recent file was written, in milliseconds. */
function changedIn(folder: string): number {
  const files = readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
  return Math.max(...files.map((file) => changed(join(folder, file))))
}

function changed(file: string): number {
  return statSync(join(ROOT, file), { throwIfNoEntry: false })?.mtimeMs ?? 0
}
