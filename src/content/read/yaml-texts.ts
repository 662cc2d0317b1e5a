/** Every YAML file below content/ and flows/, unparsed. */
import { hash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export const FOLDERS = ['content', 'flows']

/** The texts by path relative to the root, in a fixed order. */
export function textsBelow(root: string): Map<string, string> {
  const files = FOLDERS.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.yaml'))
      .map((name) => join(folder, name)),
  )
  return new Map(files.toSorted().map((file) => [file, readFileSync(join(root, file), 'utf8')]))
}

/**
 * One hash of all texts and their names; in hexadecimal, because some file systems are
 * case-insensitive.
 */
export function hashOfAll(texts: ReadonlyMap<string, string>): string {
  return hash('sha256', JSON.stringify(Array.from(texts)))
}
