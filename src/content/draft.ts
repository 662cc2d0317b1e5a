/** Compares the draft with the published version, since unpublished edits reach nobody. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { FOLDERS } from './read/yaml-texts.ts'
import { versionOf } from './version.ts'
import { publishedAt } from './versions.ts'

/**
 * A warning if they differ; none if nothing was ever published, or if `spoken`, the folder in use, is
 * the draft itself.
 */
export function draftNotes(project: string, spoken?: string): string[] {
  if (spoken === project) return []
  const published = publishedAt(project).at(-1)?.version
  // a draft may be incomplete
  const isThere = FOLDERS.every((folder) => existsSync(join(project, folder)))
  if (!published || !isThere || versionOf(project) === published) return []
  return [
    `content/ and flows/ say something else than version ${published}, which was published: run harborline publish`,
  ]
}
