/**
 * Converts nodes and sentences to blocks: menus and pages to questions, sentences to messages,
 * transfers to our own block type.
 */
import type { Medium } from '../../content/words.ts'
import type { Move, Node } from '../../flow/flow.ts'
import type { Menu } from '../../flow/languages.ts'
import type { ExchangedFlow } from '../exchange.ts'
import { type Arm, menuArms, pageArms } from './arms.ts'
import { idOf, threeLetters } from './names.ts'
import { type BlockNotes, KEY } from './ours.ts'
import {
  block,
  exitOf,
  message,
  nodeId,
  type Part,
  resource,
  saying,
  title,
  type Writing,
} from './pieces.ts'
import {
  type Block,
  type Choice,
  type Exit,
  type Resource,
  SELECT_ONE,
  SET_PROPERTY,
  TRANSFER,
} from './shape.ts'

export function blocksOf(
  flow: ExchangedFlow,
  medium: Medium,
): { blocks: Block[]; resources: Resource[] } {
  const languages = Object.keys(flow.words) as [string, ...string[]]
  const writing: Writing = { flow, medium, languages, resources: new Map() }
  const blocks = [
    ...Object.entries(flow.nodes).flatMap(([name, node]) => nodeBlocks(writing, name, node)),
    ...Object.entries(flow.sentences).map(([sentence, kept]) => {
      const part = { path: ['sentence', sentence], label: sentence, notes: { sentence, kept } }
      return message(writing, part, saying(writing, sentence))
    }),
  ]
  return { blocks, resources: Array.from(writing.resources.values()) }
}

function nodeBlocks(writing: Writing, name: string, node: Node): Block[] {
  switch (node.type) {
    case 'menu':
      return menuBlocks(writing, name, node)
    case 'message':
      return pageBlocks(writing, name, node)
    case 'transfer':
      return [transferBlock(writing, name, node)]
    case 'away':
    case 'end': {
      // a silent one is the end of the flow
      if (nodeId(writing, name) === undefined) return []
      const part = { path: ['node', name], label: name, notes: { node: name, kept: node } }
      return [message(writing, part, saying(writing, name))]
    }
  }
}

function menuBlocks(writing: Writing, name: string, node: Menu): Block[] {
  const { options: _, back, ...kept } = node
  const notes = { node: name, title: title(writing, name), kept: { ...kept, ...backNote(back) } }
  const prompt = resource(writing, ['menu', name], ({ menus }) => menus[name])
  const part = { path: ['node', name], label: name, type: SELECT_ONE, notes }
  return question(writing, part, prompt, menuArms(writing, node), node.lost)
}

function pageBlocks(writing: Writing, name: string, node: Node & { type: 'message' }): Block[] {
  const { medium, flow } = writing
  const counts = Object.values(flow.words).map(({ pages }) => pages[name]?.length ?? 0)
  const count = Math.max(...counts)
  const { back, ...kept } = node
  const path = (page: number) => ['node', name, ...(page === 0 ? [] : [String(page)])]
  return Array.from({ length: count }, (_, page) => page).flatMap((page) => {
    const first = { title: title(writing, name), kept: { ...kept, ...backNote(back) } }
    const notes: BlockNotes = { node: name, page, ...(page === 0 ? first : {}) }
    const prompt = resource(
      writing,
      ['page', name, String(page)],
      ({ pages }) => pages[name]?.[page],
    )
    const next = page + 1 < count ? idOf(medium, ...path(page + 1)) : undefined
    const part = { path: path(page), label: `${name}, page ${page + 1}`, type: SELECT_ONE, notes }
    return question(writing, part, prompt, pageArms(writing, node, next))
  })
}

function transferBlock(writing: Writing, name: string, node: Node & { type: 'transfer' }): Block {
  const { ended, destination, ...kept } = node
  const path = ['node', name]
  const exits = ['answered', 'busy', 'no_answer', 'failed', 'returned'].map((how) => {
    const to = how === 'answered' || how === 'returned' ? ended[how] : ended.unreached
    return exitOf(writing, [...path, how], how, nodeId(writing, to))
  })
  const part = { path, label: name, type: TRANSFER, notes: { node: name, kept } }
  return block(writing, part, { prompt: saying(writing, name), destination }, exits)
}

/** A question with its choices, and the blocks between its exits and their targets. */
function question(
  writing: Writing,
  part: Part,
  prompt: string,
  arms: readonly Arm[],
  lostAt: string = writing.flow.lost,
): Block[] {
  const between: Block[] = []
  const exits: Exit[] = arms.map(({ name, move, block: first }) => {
    const path = [...part.path, name]
    const lead = move ? leadOf(writing, path, move) : { blocks: [], first }
    between.push(...lead.blocks)
    const exit = exitOf(writing, path, name, lead.first)
    const { to: _, ...rest } = move ?? { to: '' }
    const notes = Object.keys(rest).length > 0 ? { vendor_metadata: { [KEY]: rest } } : {}
    return { ...exit, test: `block.value = '${name}'`, ...notes }
  })
  const lost = nodeId(writing, lostAt)
  const missed = exitOf(writing, [...part.path, 'default'], 'default', lost)
  const choices = arms.map((arm) => choiceOf(writing, arm))
  const whole = block(writing, part, { prompt, choices }, [...exits, { ...missed, default: true }])
  return [whole, ...between]
}

function choiceOf({ medium }: Writing, { name, prompt, keys }: Arm): Choice {
  const test = (key: string) => ({ test_expression: `block.response = '${key}'` })
  const pressed = Object.entries(keys)
  // by call, all languages are offered at once under the same keys
  if (medium === 'voice') return { name, prompt, ivr_test: test(pressed[0]?.[1] ?? '') }
  const text_tests = pressed.map(([language, key]) => ({
    language: threeLetters(language),
    ...test(key),
  }))
  return { name, prompt, text_tests }
}

/** The blocks on the way of a move: a change of language, a sentence. */
function leadOf(
  writing: Writing,
  path: readonly string[],
  { to, language, say }: Move,
): { blocks: Block[]; first: string | undefined } {
  const blocks: Block[] = []
  const notes = { between: true } as const
  const target = nodeId(writing, to)
  const spoken =
    say &&
    message(writing, { path: [...path, 'say'], label: say, notes }, saying(writing, say), target)
  if (language) {
    const property_value = threeLetters(language)
    const part = { path: [...path, 'language'], label: property_value, type: SET_PROPERTY, notes }
    const next = spoken ? spoken.uuid : target
    const exit = { ...exitOf(writing, part.path, 'default', next), default: true }
    const set = [{ property_key: 'language', property_value }]
    blocks.push(block(writing, part, { set_contact_property: set }, [exit]))
  }
  if (spoken) blocks.push(spoken)
  return { blocks, first: blocks[0]?.uuid ?? target }
}

/** Records whether a node has its own `back`; the exit says where it leads. */
function backNote(back: string | undefined): { back?: true } {
  return back === undefined ? {} : { back: true }
}
