/** The keys by which a menu offers languages: behind its own options, in the order of content/languages.yaml. */
import type { Flow, Move, Node } from './flow.ts'
import type { Reply } from './session.ts'

export type Menu = Extract<Node, { type: 'menu' }>

/** The highest key that may be an option. */
export const MOST_OPTIONS = 5

/**
 * What each key of a menu does for somebody who is spoken to in a language: a menu for every language
 * offers all of them, any other those that are not spoken at the moment.
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

/** A menu, or the last words of a call, for somebody who has chosen no language. */
export function isForEveryLanguage({ nodes }: Pick<Flow, 'nodes'>, reply: Reply): boolean {
  const name = reply.type === 'menu' ? reply.node : reply.type === 'say' ? reply.text : undefined
  const node = name === undefined ? undefined : nodes[name]
  return node !== undefined && 'everyLanguage' in node && node.everyLanguage === true
}
