/** The version of content: a hash of all that an operator wrote and recorded, so that the same words have the same name. */
import { hash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { textsBelow } from './read/texts.ts'
import { shortHash } from './short-hash.ts'

/** Ten letters: of every YAML file of content/ and flows/ below `root`, and of every recording. */
export function versionOf(root: string): string {
  return shortHash([...textsBelow(root), ...recordingsBelow(root)])
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
