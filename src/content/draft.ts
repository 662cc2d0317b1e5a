/** What is being written beside what is published: an edit that nobody published reaches nobody. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { FOLDERS } from './read/yaml-texts.ts'
import { versionOf } from './version.ts'
import { publishedAt } from './versions.ts'

/** Nothing where nothing was ever published, since there every edit is spoken after a start. */
export function draftNotes(project: string): string[] {
  const published = publishedAt(project).at(-1)?.version
  // a draft may lack anything
  const isThere = FOLDERS.every((folder) => existsSync(join(project, folder)))
  if (!published || !isThere || versionOf(project) === published) return []
  return [
    `content/ and flows/ say something else than version ${published}, which was published: run harborline publish`,
  ]
}
