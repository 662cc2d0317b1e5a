/** The two sides of a comparison: folders, published versions, or the draft. */
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type Content, loadContent } from '../../../content/load.ts'
import { versionOf } from '../../../content/version.ts'
import { cacheOf, publishedAt, versionFolder } from '../../../content/versions.ts'
import { wrongOption } from '../../content.ts'
import type { Line } from '../publish.ts'

/** `root` has a trailing slash. */
export type Side = { root: string; version: string; content: Content }

/** Names the current content/ and flows/. */
export const DRAFT = 'draft'

/** `named` is a folder with content/ and flows/, the start of a version, or `draft`. */
export function sideOf({ project, name, number }: Line, named: string): Side {
  const root = rootOf(project, named)
  const content = loadContent(root, { name, number, cache: cacheOf(project, root) })
  return { root, version: versionOf(root), content }
}

function rootOf(project: string, named: string): string {
  if (named === DRAFT) return project
  const kept = publishedAt(project).findLast(({ version }) => version.startsWith(named))
  if (kept) return versionFolder(project, kept.version)
  const folder = `${resolve(named)}/`
  if (existsSync(join(folder, 'content')) && existsSync(join(folder, 'flows'))) return folder
  throw wrongOption(
    'diff',
    `'${named}' is no version, and no folder with content/ and flows/`,
    'Look at what there is by `harborline versions`, or write `draft`',
  )
}

/** The published version. */
export function publishedName(project: string): string {
  const latest = publishedAt(project).at(-1)
  if (latest) return latest.version
  throw wrongOption(
    'diff',
    'nothing was published yet, so that there is nothing to compare with',
    'Publish once before you edit; or name a folder with the content/ and flows/ of before, such as a fresh clone',
  )
}
