/**
 * The content version: a hash of everything that an operator wrote and recorded, so that the same
 * words have the same name.
 */
import { hash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { textsBelow } from './read/yaml-texts.ts'
import { inLetters, shortHash } from './short-hash.ts'

/**
 * Ten letters, from every YAML file of content/ and flows/ below `root` and every recording.
 * `hashOfTexts` is the hash of the YAML files, if it was just computed; without recordings it is
 * all that is needed.
 */
export function versionOf(root: string, hashOfTexts?: string): string {
  const recordings = recordingsBelow(root)
  if (hashOfTexts && recordings.length === 0) return inLetters(hashOfTexts)
  return shortHash([...textsBelow(root), ...recordings])
}

function recordingsBelow(root: string): [file: string, hash: string][] {
  const languages = readdirSync(join(root, 'content'), { withFileTypes: true })
  return languages
    .filter((each) => each.isDirectory())
    .map(({ name }) => join('content', name, 'audio'))
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
        .filter((each) => each.isFile() && !each.name.endsWith('.yaml'))
        .map(({ parentPath, name }) => join(parentPath, name)),
    )
    .toSorted()
    .map((file) => [file.slice(root.length), hash('sha256', readFileSync(file))])
}
