/** Edits a YAML file and leaves every other byte unchanged: comments, order and line breaks. */
import { isDeepStrictEqual } from 'node:util'
import { keyed } from './read/line-number.ts'
import { yaml } from './read/yaml.ts'

/** A new value for a key. A missing top-level key is inserted after `after`. */
export type Edit = {
  path: readonly string[]
  value: string | Readonly<Record<string, string>>
  after?: string
}

/** The line width used in content/. */
const WIDTH = 92

/** Applies edits. Throws if a key is missing, or the result would not read back as intended. */
export function editYaml(text: string, edits: readonly Edit[]): string {
  const before = yaml().parseDocument(text).contents
  const changes = edits
    .map((edit) => changeFor(text, before, edit))
    .toSorted((one, other) => other.start - one.start)
  let edited = text
  for (const { start, end, words } of changes)
    edited = edited.slice(0, start) + words + edited.slice(end)
  const { contents } = yaml().parseDocument(edited)
  for (const { path, value } of edits)
    if (!isDeepStrictEqual(keyed(contents, path)?.toJSON(), value))
      throw new Error(`${path.join('.')} could not be written`)
  return edited
}

type Change = { start: number; end: number; words: string }

function changeFor(text: string, contents: unknown, { path, value, after }: Edit): Change {
  const found = keyed(contents, path)
  if (!found) return insertion(text, path, value, keyed(contents, after ? [after] : []))
  const { range } = found
  const type = 'type' in found ? found.type : ''
  const [start, until] = range ?? [0, 0]
  const old = text.slice(start, until).trimEnd()
  const words = typeof value === 'string' ? scalar(value, old, type) : flowMap(value)
  // a key without a value needs a space before the new one
  return { start, end: start + old.length, words: old === '' ? ` ${words}` : words }
}

function insertion(
  text: string,
  path: readonly string[],
  value: Edit['value'],
  before: ReturnType<typeof keyed>,
): Change {
  const [key, ...deeper] = path
  if (!before?.range || !key || deeper.length > 0) throw new Error(`no key ${path.join('.')}`)
  const [start, until] = before.range
  const ended = start + text.slice(start, until).trimEnd().length
  const [line = ''] = text.slice(ended).split(/\r?\n/, 1)
  const words = typeof value === 'string' ? quoted(value) : flowMap(value)
  const at = ended + line.length
  return { start: at, end: at, words: `${lineBreak(text)}${key}: ${words}` }
}

function scalar(value: string, old: string, type: string | undefined): string {
  // in a folded text a line break reads as a space
  const folds = !/\n|^\s|\s\s|\s$/.test(value)
  if (type === 'BLOCK_FOLDED' && folds) return folded(value, old)
  return type === 'PLAIN' ? quoted(value) : doubleQuoted(value)
}

/** Written like the block that it replaces: same first line and indentation. */
function folded(value: string, old: string): string {
  const [indicator = '>-'] = old.split(/\r?\n/, 1)
  const indentation = /\n( *)\S/.exec(old)?.[1] ?? '  '
  const lines: string[] = []
  let line = ''
  for (const word of value.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`
    if (line !== '' && indentation.length + longer.length > WIDTH) {
      lines.push(line)
      line = word
    } else line = longer
  }
  lines.push(line)
  return [indicator, ...lines.map((each) => indentation + each)].join(lineBreak(old))
}

function lineBreak(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n'
}

function flowMap(values: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(values).map(([key, value]) => `${key}: ${quoted(value)}`)
  return `{ ${pairs.join(', ')} }`
}

/** Quotes the value unless nothing can be misread, even inside braces. */
function quoted(value: string): string {
  const harmless = /^(?:\p{L}[\p{L}\p{M}\p{N} .'()-]*|\d{4}-\d\d-\d\d)$/u.test(value)
  const word = /^(?:null|true|false|yes|no|on|off)$/i.test(value) || value.endsWith(' ')
  return harmless && !word ? value : doubleQuoted(value)
}

/** Escapes invisible characters. */
function doubleQuoted(value: string): string {
  return JSON.stringify(value).replace(
    /\p{Cf}/gu,
    (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
