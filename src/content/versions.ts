/**
 * Published versions: copies of content and flows, each in a folder named by its hash, and a list
 * of which was in use from when. If nothing was ever published, the line uses content/ and flows/
 * directly.
 */
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  watchFile,
} from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { FaultsError } from './fault.ts'
import { programHash } from './program.ts'
import { buildCache, type Cache } from './read/cache.ts'
import { FOLDERS } from './read/yaml-texts.ts'
import { versionOf } from './version.ts'

/**
 * `at` is when it was published, as 2026-12-01T08:00:00.000Z; `how` tells a new version from a
 * return to an earlier one.
 */
export const Published = z.strictObject({
  version: z.string().regex(/^[a-p]{10}$/),
  at: z.iso.datetime(),
  how: z.enum(['publish', 'rollback']),
})
export type Published = z.infer<typeof Published>

const VERSIONS = 'versions'

/** The list: one line of JSON per publication, latest last. Processes watch it grow. */
export function publishedFile(project: string): string {
  return join(project, VERSIONS, 'published.jsonl')
}

/** How often to look for publications, in milliseconds. */
const LOOK_MS = 1_000

/** Calls the listener whenever something was published; does not keep the process alive. */
export function onPublished(project: string, listener: () => void): void {
  watchFile(publishedFile(project), { interval: LOOK_MS, persistent: false }, (now, before) => {
    if (now.mtimeMs !== before.mtimeMs || now.size !== before.size) listener()
  })
}

/** The publications, latest last. Truncated or foreign lines are ignored. */
export function publishedAt(project: string): Published[] {
  const file = publishedFile(project)
  const lines = existsSync(file) ? readable(file).split('\n') : []
  return lines.flatMap((line) => {
    const { success, data } = Published.safeParse(json(line))
    return success && existsSync(versionFolder(project, data.version)) ? [data] : []
  })
}

/** Reads the list, which may belong to another user than this process's. */
function readable(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException
    const problem = `what was published can not be read by this user (${code})`
    const remedy = 'Let the user of the line read versions/ and all below it'
    throw new FaultsError([{ file: VERSIONS, key: '', problem, remedy }])
  }
}

/** The folder with the content/ and flows/ in use, with a trailing slash. */
export function spokenRoot(project: string): string {
  const latest = publishedAt(project).at(-1)
  return latest ? versionFolder(project, latest.version) : project
}

export function versionFolder(project: string, version: string): string {
  return `${join(project, VERSIONS, version)}/`
}

/** Stores a copy of content/ and flows/, atomically, with the same read permissions. */
export function keepVersion(project: string): string {
  const version = versionOf(project)
  const folder = versionFolder(project, version)
  if (existsSync(folder)) return version
  const unfinished = `${folder.slice(0, -1)}.${process.pid}`
  rmSync(unfinished, { recursive: true, force: true })
  try {
    for (const name of FOLDERS)
      cpSync(join(project, name), join(unfinished, name), { recursive: true })
  } catch (error) {
    // a disk that is full is not kept so
    rmSync(unfinished, { recursive: true, force: true })
    throw error
  }
  if (versionOf(`${unfinished}/`) !== version) {
    rmSync(unfinished, { recursive: true })
    const file = FOLDERS.join(' and ')
    const problem = 'somebody has edited it while it was kept'
    throw new FaultsError([{ file, key: '', problem, remedy: 'Publish it again' }])
  }
  try {
    renameSync(unfinished, folder)
  } catch (error) {
    // somebody else has stored the same version meanwhile
    if (!existsSync(folder)) throw error
    rmSync(unfinished, { recursive: true })
  }
  return version
}

/** Publishes a version: it is in use from now on. */
export function announce(project: string, published: Published): void {
  mkdirSync(join(project, VERSIONS), { recursive: true })
  const file = publishedFile(project)
  // a line truncated by a full disk must not corrupt this one
  const torn = existsSync(file) && !/(^|\n)$/.test(readFileSync(file, 'utf8'))
  appendFileSync(file, `${torn ? '\n' : ''}${JSON.stringify(published)}\n`)
}

/** The cache of what was learnt from the content at `root`, at build or publication. */
export function cacheOf(project: string, root: string): Cache {
  if (root === project) return buildCache(project)
  const folder = learntFolder(project, root)
  return buildCache(existsSync(folder) ? folder : project)
}

/** Stored with a version, per program that has checked it and learnt from it. */
export function learntFolder(project: string, root: string): string {
  return join(root, 'learnt', programHash(project))
}

function json(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
