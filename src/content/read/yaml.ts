/** YAML as data. Parsing it is most of what a start would cost: see snapshot.ts. */
import { createRequire } from 'node:module'
import { parsedBefore } from './cache.ts'

export type Parsed = { data: unknown } | { problems: readonly string[] }

export function parseYaml(text: string): Parsed {
  const known = parsedBefore(text)
  return known === undefined ? parse(text) : { data: known }
}

/** Parses without a look at the snapshot. A problem names its line. */
export function parse(text: string): Parsed {
  // loaded only when it is needed: it costs a start more than all the rest of content/
  const { parseDocument } = createRequire(import.meta.url)('yaml') as typeof import('yaml')
  const document = parseDocument(text, { prettyErrors: true })
  if (document.errors.length === 0) return { data: document.toJS() }
  return { problems: document.errors.map(({ message }) => message.split('\n')[0] ?? message) }
}
