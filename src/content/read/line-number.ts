/**
 * Finds the line of each fault. Files are parsed again for this, which only happens if there are
 * faults.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Node, Scalar, YAMLMap } from 'yaml'
import type { Fault } from '../fault.ts'
import { yaml } from './yaml.ts'

/** Adds line numbers to faults, from the key or the nearest parent that the file has. */
export function withLines(root: string, faults: readonly Fault[]): Fault[] {
  const files = new Map<string, Lines>()
  return faults.map((fault) => {
    const lines = files.get(fault.file) ?? linesOf(join(root, fault.file))
    files.set(fault.file, lines)
    const line = fault.line ?? (fault.key ? lines.of(fault.key) : undefined)
    return line === undefined ? fault : { ...fault, line, shown: lines.shown(line) }
  })
}

type Lines = {
  /** The line of a key, or of the nearest parent that the file has. */
  of(key: string): number | undefined
  /** The text of a line, cut to fit a terminal. */
  shown(line: number): string
}

function linesOf(file: string): Lines {
  const { LineCounter, parseDocument } = yaml()
  const counter = new LineCounter()
  const text = textOf(file)
  if (text === undefined) return { of: () => undefined, shown: () => '' }
  const { contents } = parseDocument(text, { lineCounter: counter })

  const shown = (line: number) => text.split('\n')[line - 1]?.trimEnd().slice(0, 100) ?? ''
  const of = (key: string) => {
    let node: unknown = contents
    let at: Node | undefined
    let parts = key.split('.')
    while (parts.length > 0) {
      // a key may itself contain dots: crisis.minor
      const ends = Array.from(parts, (_, place) => parts.length - place)
      const end = ends.find((many) => inside(node, parts.slice(0, many).join('.')))
      if (!end) break
      const found = inside(node, parts.slice(0, end).join('.'))
      node = found?.value
      at = found?.at
      parts = parts.slice(end)
    }
    return at?.range ? counter.linePos(at.range[0]).line : undefined
  }
  return { of, shown }
}

type Found = { at: Node; value: unknown }

/** Finds one part of a path: an index or an entry's `id` in a list, otherwise a key. */
function inside(node: unknown, part: string): Found | undefined {
  const { isMap, isScalar, isSeq } = yaml()
  if (isMap(node)) {
    const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === part)
    return pair && { at: pair.key as Node, value: pair.value }
  }
  if (!isSeq(node)) return undefined
  const item = node.items.find(
    (each, place) => String(place) === part || (isMap(each) && each.get('id') === part),
  )
  return item === undefined ? undefined : { at: item as Node, value: item }
}

/** The node at a path of keys. */
export function keyed(contents: unknown, path: readonly string[]): Scalar | YAMLMap | undefined {
  let node = contents
  for (const part of path) node = inside(node, part)?.value
  const { isMap, isScalar } = yaml()
  return path.length > 0 && (isScalar(node) || isMap(node)) ? node : undefined
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}
