/**
 * The keys that a menu offers languages by: after its own options, in the order of
 * content/languages.yaml.
 */
import type { Flow, Move, Node } from './flow.ts'
import type { Reply } from './session.ts'

export type Menu = Extract<Node, { type: 'menu' }>

/** Options are the keys 1 to this one. */
export const MOST_OPTIONS = 5

/**
 * What each key of a menu does for somebody addressed in `spoken`. A menu with `everyLanguage`
 * offers all languages, any other the ones that are not in use.
 */
export function optionsOf(
  { languages: offered }: Pick<Flow, 'languages'>,
  { options, languages, everyLanguage }: Menu,
  spoken: string,
): Readonly<Record<string, Move>> {
  if (!languages) return options
  const chosen = everyLanguage ? offered : offered.filter((language) => language !== spoken)
  const moves: Move[] = chosen.map((language) => ({ to: languages.to, language }))
  if (languages.others) moves.push({ to: languages.others })
  const first = Math.max(0, ...Object.keys(options).map(Number)) + 1
  return {
    ...options,
    ...Object.fromEntries(moves.map((move, at) => [String(first + at), move])),
  }
}

/** A menu, a transfer or the last words of a call, for somebody who has chosen no language. */
export function isForEveryLanguage({ nodes }: Pick<Flow, 'nodes'>, reply: Reply): boolean {
  if (reply.type === 'say') return speaksEvery(nodes[reply.text])
  return (reply.type === 'menu' || reply.type === 'transfer') && speaksEvery(nodes[reply.node])
}

/** Whether a node is for somebody who has chosen none of the offered languages, or speaks none. */
export function hasNoLanguage(node: Node | undefined): boolean {
  return speaksEvery(node) || (node?.type === 'menu' && node.interpreters === true)
}

/** Whether a node is spoken in every language. */
export function speaksEvery(node: Node | undefined): boolean {
  return node !== undefined && 'everyLanguage' in node && node.everyLanguage === true
}
