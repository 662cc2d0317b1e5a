/** Compares flows: what keys and commands do, and the distance to each answer. */
import type { Content } from '../../../content/load.ts'
import type { Flow, Move, Node } from '../../../flow/flow.ts'
import { type Path, pathsOf } from '../../paths.ts'
import { mediumNames } from './wording.ts'

/** A change that is the same in both media is reported once. */
export function flowChanges(old: Content, next: Content): string[] {
  const [text, voice] = (['text', 'voice'] as const).map((medium) =>
    changesOf(old.flows[medium], next.flows[medium]),
  ) as [string[], string[]]
  return [
    ...text.map((line) => (voice.includes(line) ? line : `${line} (${mediumNames.text})`)),
    ...voice.filter((line) => !text.includes(line)).map((line) => `${line} (${mediumNames.voice})`),
  ]
}

function changesOf(old: Flow, next: Flow): string[] {
  const names = new Set([...Object.keys(old.nodes), ...Object.keys(next.nodes)])
  return [
    ...starts(old, next),
    ...Array.from(names).flatMap((name) => nodeChanges(name, old.nodes[name], next.nodes[name])),
    ...moves('anywhere', old.on, next.on),
  ]
}

function starts(old: Flow, next: Flow): string[] {
  return (['start', 'home', 'lost', 'callback'] as const).flatMap((what) =>
    old[what] === next[what] ? [] : [`${what}: ${next[what]} instead of ${old[what]}`],
  )
}

function nodeChanges(name: string, old: Node | undefined, next: Node | undefined): string[] {
  if (!old || !next) return [`${name}: ${old ? 'is gone' : `new, a ${next?.type}`}`]
  const { on: before, ...rest } = old
  const { on: after, ...others } = next
  const own = keysOf(old)
  const keys = moves(name, own, keysOf(next))
  const left = Object.keys({ ...rest, ...others }).filter((key) => key !== 'options')
  const other = left.flatMap((key) => {
    const [was, is] = [rest, others].map((node) => said((node as Record<string, unknown>)[key]))
    return was === is ? [] : [`${name}: ${key} is ${is}, and was ${was}`]
  })
  return [...keys, ...other, ...moves(name, before, after)]
}

function keysOf(node: Node): Record<string, Move> {
  const options = node.type === 'menu' ? Object.entries(node.options) : []
  return Object.fromEntries(options.map(([key, move]) => [`key ${key}`, move]))
}

function moves(where: string, old: object = {}, next: object = {}): string[] {
  const [was, is] = [new Map(Object.entries(old)), new Map(Object.entries(next))]
  return Array.from(new Set([...was.keys(), ...is.keys()])).flatMap((key) => {
    const [before, after] = [said(was.get(key)), said(is.get(key))]
    if (before === after) return []
    if (!is.has(key)) return [`${where}: ${key} does nothing any more; it was ${before}`]
    return [
      `${where}: ${key} is ${after}${was.has(key) ? `, and was ${before}` : ', which is new'}`,
    ]
  })
}

/** Describes a move or setting in a few words. */
function said(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (value === null || typeof value !== 'object') return String(value)
  const { to, ...rest } = value as { to?: string }
  const more = Object.entries(rest).map(([name, what]) => `${name} ${JSON.stringify(what)}`)
  return [...(to ? [`to ${to}`] : []), ...more].join(', ')
}

/** Changes in how many texts and keys each answer takes. */
export function pathChanges(old: Content, next: Content): string[] {
  const [was, is] = [byGoal(pathsOf(old)), byGoal(pathsOf(next))]
  return Array.from(new Set([...was.keys(), ...is.keys()])).flatMap((goal) => {
    const [before, after] = [was.get(goal), is.get(goal)]
    if (!after) return [`${goal}: no way leads there any more`]
    if (!before) return [`${goal}: new, ${wayOf(after)}`]
    return wayOf(before) === wayOf(after)
      ? []
      : [`${goal}: ${wayOf(after)}; before ${wayOf(before)}`]
  })
}

function byGoal(paths: readonly Path[]): Map<string, Path> {
  return new Map(paths.map((path) => [path.need ? `${path.need} (${path.to})` : path.to, path]))
}

function wayOf({ text, asked, voice, textMenu, voiceMenu }: Path): string {
  const words = asked === undefined ? '' : `, ${asked} when asked in words`
  return `${text} texts (${textMenu} from the menu)${words}, ${voice} keys of a call (${voiceMenu})`
}
