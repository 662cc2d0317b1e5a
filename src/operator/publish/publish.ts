/**
 * Publishes content: checks it, learns from it, stores it under its hash, and has every process use
 * it.
 */
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { checkOnlyFaults } from '../../content/check-only.ts'
import { type Fault, FaultsError } from '../../content/fault.ts'
import { dropOldLearnt, isUnlearnt, learnOnce } from '../../content/learnt.ts'
import { prepareAside } from '../../content/prepared.ts'
import { buildCache } from '../../content/read/cache.ts'
import {
  announce,
  keepVersion,
  type Published,
  publishedAt,
  spokenRoot,
  versionFolder,
} from '../../content/versions.ts'
import type { LineName } from '../../content/words.ts'
import { wrongOption } from '../content.ts'

/** `project` has a trailing slash. */
export type Line = { project: string; name: LineName; number: string }

/** Returns the version and warnings. Throws FaultsError, and publishes nothing then. */
export async function publish(line: Line): Promise<{ version: string; notes: readonly string[] }> {
  const { project } = line
  readableByTheLine()
  const lost = checkOnlyFaults(project, buildCache(project))
  if (lost.length > 0) throw new FaultsError(lost)
  const version = keepVersion(project)
  try {
    const notes = await ready(line, version)
    if (publishedAt(project).at(-1)?.version !== version) announced(project, version, 'publish')
    return { version, notes }
  } catch (error) {
    const wasSpoken = publishedAt(project).some((each) => each.version === version)
    if (!wasSpoken) rmSync(versionFolder(project, version), { recursive: true })
    throw error
  }
}

/** Returns to a version, or to the one before the current one. */
export async function rollback(line: Line, wanted: string | undefined): Promise<string> {
  const { project } = line
  const all = publishedAt(project)
  const now = all.at(-1)?.version
  const before = all.findLast(({ version }) =>
    wanted ? version.startsWith(wanted) : version !== now,
  )
  if (!before)
    throw wrongOption(
      'rollback',
      wanted ? `no version '${wanted}' was ever published` : 'nothing was published before',
      'Look at what there is by `harborline versions`',
    )
  readableByTheLine()
  await ready(line, before.version)
  announced(project, before.version, 'rollback')
  return before.version
}

const LEARNING = 'learning how people ask from these files: up to a minute ...'

/**
 * Faults that would keep the line from starting with the published content: a new release may have
 * new rules.
 */
export async function publishedFaults({ project, name, number }: Line): Promise<readonly Fault[]> {
  const root = spokenRoot(project)
  if (root === project || !existsSync(join(project, 'dist/prepare.js'))) return []
  try {
    // so that the start after an upgrade is a quick one
    learnOnce(project, root)
  } catch {
    // where nothing may be written, the start learns by itself
  }
  const came = await prepareAside({ project, root, name, number })
  return 'faults' in came ? came.faults : []
}

/**
 * The publisher may be a different user from the line, such as root with a strict umask; versions
 * contain no secrets.
 */
function readableByTheLine(): void {
  process.umask(0o022)
}

/**
 * Checks a version against the rules of the program that will use it, and learns what is missing.
 */
async function ready({ project, name, number }: Line, version: string) {
  const root = versionFolder(project, version)
  if (!existsSync(join(project, 'dist/build.js')))
    throw wrongOption('publish', 'the line is not built', 'Run npm run build')
  if (isUnlearnt(project, root)) console.error(LEARNING)
  learnOnce(project, root)
  const came = await prepareAside({ project, root, name, number })
  if ('faults' in came) throw new FaultsError(came.faults)
  return came.notes
}

function announced(project: string, version: string, how: Published['how']): void {
  announce(project, { version, at: new Date().toISOString(), how })
  dropOldLearnt(project)
}
