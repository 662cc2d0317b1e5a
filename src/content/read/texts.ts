/** What an operator wrote, all of it: every YAML file of content/ and flows/ as it is. */
import { hash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export const FOLDERS = ['content', 'flows']

/** By path from the root, in a fixed order. */
export function textsBelow(root: string): Map<string, string> {
  const files = FOLDERS.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.yaml'))
      .map((name) => join(folder, name)),
  )
  return new Map(files.toSorted().map((file) => [file, readFileSync(join(root, file), 'utf8')]))
}

/** One hash of all, their names too. In hexadecimal digits: some file systems do not tell a from A. */
export function hashOfAll(texts: ReadonlyMap<string, string>): string {
  return hash('sha256', JSON.stringify(Array.from(texts)))
}
