/**
 * YAML as data. Parsing it is most of what a start would cost, so the build keeps what each file
 * meant under the hash of its text (dist/content.json): a file that was edited since is not found
 * there and is parsed, so that nothing stale can ever be served.
 */
import { hash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

export type Parsed = { data: unknown } | { problems: readonly string[] }

/** Hash of a file's text -> the data it holds. */
export type Snapshot = Readonly<Record<string, unknown>>

/** Written by src/content/snapshot.ts; there is none beside the sources. */
export const SNAPSHOT = new URL('../content.json', import.meta.url)

let snapshot: Snapshot | undefined

export function parseYaml(text: string): Parsed {
  snapshot ??= readSnapshot()
  const known = snapshot[hashOf(text)]
  return known === undefined ? parse(text) : { data: known }
}

export function hashOf(text: string): string {
  return hash('sha256', text, 'base64url')
}

/** Parses without a look at the snapshot. A problem names its line. */
export function parse(text: string): Parsed {
  // loaded only when it is needed: it costs a start more than all the rest of content/
  const { parseDocument } = createRequire(import.meta.url)('yaml') as typeof import('yaml')
  const document = parseDocument(text, { prettyErrors: true })
  if (document.errors.length === 0) return { data: document.toJS() }
  return { problems: document.errors.map(({ message }) => message.split('\n')[0] ?? message) }
}

function readSnapshot(): Snapshot {
  try {
    return JSON.parse(readFileSync(SNAPSHOT, 'utf8')) as Snapshot
  } catch {
    return {}
  }
}
