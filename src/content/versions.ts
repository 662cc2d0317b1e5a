/**
 * The versions that were published: content and flows as they were, each in a folder under its hash, and
 * one list of which was spoken from when on. Where nothing was ever published the line speaks what
 * content/ and flows/ say.
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
import { FOLDERS } from './read/texts.ts'
import { versionOf } from './version.ts'

/** `at`: when it was published, as 2026-12-01T08:00:00.000Z. `how`: as something new, or as what was there before. */
export const Published = z.strictObject({
  version: z.string().regex(/^[a-p]{10}$/),
  at: z.iso.datetime(),
  how: z.enum(['publish', 'rollback']),
})
export type Published = z.infer<typeof Published>

const VERSIONS = 'versions'

/** The list: a line of JSON for each, the latest last. Whoever speaks looks whether it has grown. */
export function publishedFile(project: string): string {
  return join(project, VERSIONS, 'published.jsonl')
}

/** How often it is looked whether something was published, in milliseconds. */
const LOOK_MS = 1_000

/** Hears whenever something was published; keeps no process alive. */
export function onPublished(project: string, listener: () => void): void {
  watchFile(publishedFile(project), { interval: LOOK_MS, persistent: false }, (now, before) => {
    if (now.mtimeMs !== before.mtimeMs || now.size !== before.size) listener()
  })
}

/** The latest last. A line that was cut off, or written by another program, is none. */
export function publishedAt(project: string): Published[] {
  const file = publishedFile(project)
  const lines = existsSync(file) ? readable(file).split('\n') : []
  return lines.flatMap((line) => {
    const { success, data } = Published.safeParse(json(line))
    return success && existsSync(versionFolder(project, data.version)) ? [data] : []
  })
}

/** Where it is read by another user than the one who has published. */
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

/** The folder with the content/ and flows/ that are spoken, with a slash behind. */
export function spokenRoot(project: string): string {
  const latest = publishedAt(project).at(-1)
  return latest ? versionFolder(project, latest.version) : project
}

export function versionFolder(project: string, version: string): string {
  return `${join(project, VERSIONS, version)}/`
}

/** Keeps what content/ and flows/ say now, whole or not at all, for whoever may read those. */
export function keepVersion(project: string): string {
  const version = versionOf(project)
  const folder = versionFolder(project, version)
  if (existsSync(folder)) return version
  const unfinished = `${folder.slice(0, -1)}.${process.pid}`
  rmSync(unfinished, { recursive: true, force: true })
  for (const name of FOLDERS)
    cpSync(join(project, name), join(unfinished, name), { recursive: true })
  if (versionOf(`${unfinished}/`) !== version) {
    rmSync(unfinished, { recursive: true })
    const file = FOLDERS.join(' and ')
    const problem = 'somebody has edited it while it was kept'
    throw new FaultsError([{ file, key: '', problem, remedy: 'Publish it again' }])
  }
  try {
    renameSync(unfinished, folder)
  } catch (error) {
    // somebody else has kept the same one meanwhile
    if (!existsSync(folder)) throw error
    rmSync(unfinished, { recursive: true })
  }
  return version
}

/** From now on this one is spoken. */
export function announce(project: string, published: Published): void {
  mkdirSync(join(project, VERSIONS), { recursive: true })
  const file = publishedFile(project)
  // a line that a full disk has cut off must not take this one with it
  const torn = existsSync(file) && !/(^|\n)$/.test(readFileSync(file, 'utf8'))
  appendFileSync(file, `${torn ? '\n' : ''}${JSON.stringify(published)}\n`)
}

/** What was learnt of the content at `root` when it was built, or published. */
export function cacheOf(project: string, root: string): Cache {
  if (root === project) return buildCache(project)
  const folder = learntFolder(project, root)
  return buildCache(existsSync(folder) ? folder : project)
}

/** Beside a version, by the program that has checked it and learnt from it. */
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
