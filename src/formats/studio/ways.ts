/** The choices at a question, by key and by word, and the states they lead to. */
import type { Medium } from '../../content/words.ts'
import { keys, type Move, type Node } from '../../flow/flow.ts'
import { isGate } from '../../flow/gate.ts'
import { hasNoLanguage, optionsOf } from '../../flow/languages.ts'
import type { Phone } from '../../phones/phone.ts'
import type { Exchange, ExchangedFlow, Words } from '../exchange.ts'
import type { Spoken, Way } from './states.ts'

/** Words that stand for a key; none by call. */
export type Commands = Readonly<
  Record<'more' | 'back' | 'menu' | 'person' | 'exit', readonly string[]>
>

export type ForStudio = {
  exchange: Exchange
  medium: Medium
  phones: Readonly<Record<string, Phone>>
  /** Keyed by language. */
  commands: Readonly<Record<string, Commands>>
}

/**
 * The most words for a command: all of them at every question would make the file too large to
 * open.
 */
const MOST_WORDS = 8

/** A flow in one language. */
export type Saying = ForStudio & {
  flow: ExchangedFlow
  words: Words
  language: string
  languages: readonly [string, ...string[]]
  spoken: Spoken | undefined
}

/** State names may only have letters, digits and _. */
export const nameOf = (name: string, language: string) =>
  `${name.replaceAll(/\W/g, '_')}__${language}`

export function waysOf(saying: Saying, node: Node): Way[] {
  if (node.type !== 'menu') return commonWays(saying, node)
  const options = optionsOf({ languages: saying.languages }, node, saying.language)
  const own = Object.entries(options).map(([key, move]) => ({ key, next: movedTo(saying, move) }))
  return [...own, ...commonWays(saying, node)]
}

export function commonWays(saying: Saying, node: Node): Way[] {
  const { flow, language, medium } = saying
  const home = nameOf(hasNoLanguage(node) ? flow.start : flow.home, language)
  const back = 'back' in node && node.back ? nameOf(node.back, language) : home
  const person = node.on?.person ?? flow.on.person
  const toPerson =
    person && 'to' in person
      ? movedTo(saying, person)
      : person && 'say' in person
        ? nameOf(`say_${person.say}`, language)
        : undefined
  const exit = flow.on.exit
  return [
    ...(isGate(node) ? [] : [way(saying, 'back', back), way(saying, 'menu', home)]),
    ...(toPerson ? [way(saying, 'person', toPerson)] : []),
    ...(medium === 'text' && exit && 'to' in exit
      ? [way(saying, 'exit', movedTo(saying, exit))]
      : []),
  ]
}

export function way(
  { commands, language, medium }: Saying,
  command: keyof Commands,
  next: string,
): Way {
  const words = commands[language]?.[command] ?? []
  if (medium === 'voice') return { key: command === 'exit' ? '' : keys[command], next }
  // a comma would split the word in two
  const plain = words.filter((word) => !word.includes(',')).slice(0, MOST_WORDS)
  const [first = 'x', ...rest] = plain
  return command === 'exit'
    ? { key: first.toLowerCase(), words: rest, next }
    : { key: keys[command], words: plain, next }
}

function movedTo({ language }: Saying, { to, say: sentence, language: other }: Move): string {
  if (sentence && !other) return nameOf(`${sentence}_${to}`, language)
  return nameOf(to, other ?? language)
}

export function pageName({ language }: Saying, name: string, page: number): string {
  return nameOf(page === 0 ? name : `${name}_${page + 1}`, language)
}
