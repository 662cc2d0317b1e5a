/** Properties of navigation: answers everywhere, ways back, nothing unreachable. */

import type { Event } from '../flow/event.ts'
import { type Flow, keys, type Node } from '../flow/flow.ts'
import type { Input } from '../flow/input.ts'
import { hasNoLanguage, optionsOf } from '../flow/languages.ts'
import { keysBroken } from './keys.ts'
import { isKnown } from './people.ts'
import { placeOf, placeOfArc } from './place.ts'
import type { Broken, Property } from './property.ts'

const BACK: Input = { type: 'key', key: keys.back }
const MENU: Input = { type: 'key', key: keys.menu }

export const navigationProperties: readonly Property[] = [
  {
    name: 'every state answers',
    promise: 'Whatever comes is answered in words, in the language of the conversation',
    remedy: 'Write the text in content/<language>/, or lead to a node that has words',
    step({ from, input, turn }, setting) {
      if (isMachine(input)) return undefined
      const wordless = turn.replies.find(
        (reply) => reply.type !== 'end' && !setting.wordsOf(turn.language, reply)?.trim(),
      )
      if (!wordless && turn.replies.some(({ type }) => type !== 'end')) return undefined
      const key = placeOfArc(from.session, input, setting.flow)
      return { key, why: `nothing is said in '${turn.language}'` }
    },
  },
  {
    name: 'every word does something',
    promise: 'A command, danger and an answer to the first question are never taken for a miss',
    remedy: 'Say under `on` what it does, for all nodes or for this one',
    step({ from, input, turn, to }, { flow }) {
      if (input.type !== 'event' || input.otherwise) return undefined
      const atStart = from.session?.node === flow.start && isKnown(flow, from.session)
      const needed = isAnswer(input.event) ? atStart : input.event !== 'ring'
      const missed = turn.missed || (atStart && to === from && turn.replies.length === 0)
      if (!needed || !missed) return undefined
      const key = placeOfArc(from.session, input, flow)
      const missing = isAnswer(input.event) ? `nodes.${flow.start}.on` : 'on'
      const why = `'${input.event}' is not understood`
      return { key: key.includes('on.') ? key : missing, why }
    },
  },
  {
    name: 'words and keys agree',
    promise:
      'Each option of a menu is named in its words, each key that they name does something, and what is offered is chosen by its key',
    remedy: 'Name the keys of its options, or {options}, and no others',
    state: ({ session }, setting, engine) => keysBroken(session, setting, engine),
  },
  {
    name: 'MENU returns',
    promise:
      'From every state MENU leads to the menu, unless a question comes first, or to the greeting, where no language is chosen',
    remedy: 'Let `home` be the main menu',
    state({ session }, { flow }, engine) {
      const node = flow.nodes[session?.node ?? '']
      if (!session || !node || !isOpen(node) || !isKnown(flow, session)) return undefined
      const to = engine(flow, session, MENU).session
      const menu = hasNoLanguage(node) ? flow.start : flow.home
      if (to?.node === menu && to.misses === 0) return undefined
      return { key: placeOf(session, flow), why: '9 does not lead to the menu', next: [MENU] }
    },
  },
  {
    name: 'BACK returns',
    promise: 'BACK leads to the menu from which people came, and at last to the first one',
    remedy: 'Set `back` to a menu that has this node among its options',
    state({ session }, { flow }, engine) {
      const node = flow.nodes[session?.node ?? '']
      if (!session || !node || !isOpen(node) || !isKnown(flow, session)) return undefined
      const to = engine(flow, session, BACK).session?.node ?? ''
      const above = menusOver(flow, session.node)
      const key = `${placeOf(session, flow)}.back`
      if (above.length > 0 && 'back' in node && !above.includes(to))
        return { key, why: `'${to}' does not lead here`, next: [BACK] }
      if (!comesHome(flow, session.node))
        return { key, why: 'going back goes round in a circle', next: [BACK, BACK] }
      return undefined
    },
  },
  {
    name: 'an option leads on',
    promise: 'Each option of a menu leads somewhere else, and no two to the same place',
    remedy: 'Lead it to the node that its title names',
    whole: (_, { flow }) =>
      Object.entries(flow.nodes).flatMap(([name, node]) => idleOptions(flow, name, node)),
  },
  {
    name: 'everything is reached',
    promise: 'Every node, page, language and sentence can be reached',
    remedy: 'Lead an option or an event to it, or remove it',
    whole(_, { flow }, seen) {
      const why = 'nothing that people do leads to it'
      const unreached = (
        names: readonly string[],
        there: ReadonlySet<string>,
        key: (name: string) => string,
      ) => names.filter((name) => !there.has(name)).map((name): Broken => ({ key: key(name), why }))
      const pages = Object.entries(flow.pages).flatMap(([node, count]) =>
        Array.from({ length: count }, (_, page) => `${node}/${page}`),
      )
      const sentences = Object.entries(flow.sentences).flatMap(([name, { when }]) =>
        when ? [] : [name],
      )
      return [
        ...unreached(Object.keys(flow.nodes), seen.nodes, (name) => `nodes.${name}`),
        ...unreached(pages, seen.pages, (page) => `nodes.${page.split('/')[0]}`),
        ...unreached(flow.languages, seen.languages, () => `nodes.${flow.start}.languages`),
        ...unreached(sentences, seen.sentences, (name) => `sentences.${name}`),
      ]
    },
  },
  {
    name: 'a language stays',
    promise: 'The language changes only when people use or choose another',
    remedy: 'Set `language` only where a language is chosen',
    step({ from, input, turn }, { flow }) {
      const before = from.session?.language
      if (!before || turn.language === before || !flow.languages.includes(before)) return undefined
      if ('language' in input && input.language === turn.language) return undefined
      const node = flow.nodes[from.session?.node ?? '']
      if (input.type === 'key' && node?.type === 'menu' && node.languages) return undefined
      return { key: placeOfArc(from.session, input, flow), why: `it goes on in '${turn.language}'` }
    },
  },
]

/**
 * Whether an input comes from a machine (a phone, an automatic sender or the provider), which gets
 * no answer.
 */
export function isMachine(input: Input): boolean {
  if (input.type === 'automatic') return !input.picture
  if (input.type !== 'event') return false
  return input.event === 'opt_in.provider' || input.event === 'opt_out.provider'
}

/** Whether a node is a page or an ordinary menu: not a gate, not an end, not a transfer. */
function isOpen(node: Node): boolean {
  return node.type === 'message' || (node.type === 'menu' && !node.gate)
}

/** The menus with a node among their options. */
function menusOver(flow: Flow, name: string): string[] {
  return Object.entries(flow.nodes).flatMap(([menu, node]) =>
    node.type === 'menu' && targetsOf(flow, node).includes(name) ? [menu] : [],
  )
}

function targetsOf(flow: Flow, node: Node & { type: 'menu' }): string[] {
  return Object.values(optionsOf(flow, node, flow.languages[0])).map(({ to }) => to)
}

function comesHome(flow: Flow, name: string): boolean {
  const seen = new Set<string>()
  for (let at = name; !seen.has(at); ) {
    if (at === flow.home || at === flow.start) return true
    seen.add(at)
    const node = flow.nodes[at]
    at = (node && 'back' in node && node.back) || flow.home
  }
  return false
}

function idleOptions(flow: Flow, name: string, node: Node): Broken[] {
  if (node.type !== 'menu') return []
  const options = Object.entries(node.options)
  return options.flatMap(([key, { to }], at): Broken[] => {
    const place = `nodes.${name}.options.${key}`
    const same = options.slice(0, at).find(([, other]) => other.to === to)
    if (same) return [{ key: place, why: `it leads where key ${same[0]} leads` }]
    if (to === name) return [{ key: place, why: 'it leads to its own menu' }]
    if (node.gate || node.everyLanguage) return []
    if (to === flow.home || to === flow.start || ('back' in node && to === node.back))
      return [{ key: place, why: 'it leads back, as 8 or 9 does' }]
    return []
  })
}

/** Whether an event answers the question whether it is safe, and means nothing elsewhere. */
function isAnswer(event: Event): boolean {
  return event === 'yes' || event === 'no' || event === 'opt_in.provider'
}
