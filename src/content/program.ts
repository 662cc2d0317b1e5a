/** Identifies the program, because another build may have other rules and learn differently. */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The folders of built files, without caches. */
const FOLDERS = ['', 'parts']

/** A hash of a project's built program; constant if nothing was built. */
export function programHash(project: string): string {
  const hash = createHash('sha256')
  for (const name of FOLDERS) {
    const folder = join(project, 'dist', name)
    const files = existsSync(folder) ? readdirSync(folder) : []
    for (const file of files.filter((each) => each.endsWith('.js')).toSorted())
      hash.update(file).update(readFileSync(join(folder, file)))
  }
  return hash.digest('hex').slice(0, 16)
}
