/** The parts of blocks: ids, exits, and words as resources. */
import type { Medium } from '../../content/words.ts'
import type { ExchangedFlow, Words } from '../exchange.ts'
import { escaped, identifier, idOf, modes, threeLetters } from './names.ts'
import { type BlockNotes, KEY } from './ours.ts'
import { type Block, type Exit, MESSAGE, type Resource } from './shape.ts'

/** A flow being written, and the resources that its blocks refer to. */
export type Writing = {
  flow: ExchangedFlow
  medium: Medium
  languages: readonly [string, ...string[]]
  resources: Map<string, Resource>
}

export type Part = { path: readonly string[]; label: string; type: string; notes: BlockNotes }

export function block(
  { medium }: Writing,
  { path, label, type, notes }: Part,
  config: Block['config'],
  exits: Exit[],
): Block {
  const branching_type = exits.length > 1 ? 'EXIT_PER_CHOICE' : 'UNIFIED'
  return {
    uuid: idOf(medium, ...path),
    name: identifier(path.slice(path[0] === 'node' ? 1 : 0).join('_')),
    label,
    type,
    config,
    exits,
    vendor_metadata: { floip: { ui_metadata: { branching_type } }, [KEY]: notes },
  }
}

/** A block that says its words and continues, or ends. */
export function message(writing: Writing, part: Omit<Part, 'type'>, says: string, next?: string) {
  const exit = { ...exitOf(writing, part.path, 'default', next), default: true }
  return block(writing, { ...part, type: MESSAGE }, { prompt: says }, [exit])
}

export function exitOf(
  { medium }: Writing,
  path: readonly string[],
  name: string,
  to: string | undefined,
): Exit {
  const uuid = idOf(medium, ...path, 'exit')
  return { uuid, name, ...(to === undefined ? {} : { destination_block: to }) }
}

/** A node's block id; undefined for a silent end, which has no block. */
export function nodeId({ flow, medium }: Writing, name: string): string | undefined {
  const node = flow.nodes[name]
  return node && !(node.type === 'end' && node.silent) ? idOf(medium, 'node', name) : undefined
}

/** The resource with a sentence's words, or those of a node that says one. */
export function saying(writing: Writing, key: string): string {
  return resource(writing, ['say', key], ({ says }) => says[key])
}

/** The resource with the name that menus use for a node. */
export function title(writing: Writing, name: string): string {
  return resource(writing, ['title', name], ({ titles }) => titles[name])
}

/** The id of a resource, which is created on first use. */
export function resource(
  { flow, medium, resources }: Writing,
  path: readonly string[],
  said: (words: Words) => string | undefined,
): string {
  const uuid = idOf(medium, 'resource', ...path)
  if (resources.has(uuid)) return uuid
  const values = Object.entries(flow.words).flatMap(([language, words]) => {
    const value = said(words)
    if (!value) return []
    const text = { content_type: 'TEXT', mime_type: 'text/plain', modes: [modes[medium]] }
    return [{ language_id: threeLetters(language), ...text, value: escaped(value) }]
  })
  resources.set(uuid, { uuid, values })
  return uuid
}
