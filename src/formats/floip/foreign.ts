/**
 * Imports another tool's FLOIP container as menus and topics next to the existing ones. The line's
 * own safeguards remain: its first question, a person at 0, danger. What cannot be imported is
 * reported; nothing is guessed.
 */

import type { Medium } from '../../content/words.ts'
import type { Move } from '../../flow/flow.ts'
import { type Exchange, type ExchangedTopic, media } from '../exchange.ts'
import { choicesOf } from './choices.ts'
import { freeName } from './free-name.ts'
import {
  languageSet,
  nextPage,
  onward,
  type Reading,
  readingOf,
  serves,
  titleOf,
  withRead,
} from './reading.ts'
import {
  type Block,
  type Container,
  type FloipFlow,
  MESSAGE,
  MessageConfig,
  SELECT_ONE,
  SET_PROPERTY,
  SelectOneConfig,
} from './shape.ts'

export type Imported = { exchange: Exchange; report: readonly string[] }

/** How blocks that simply continue are handled. */
const passed: Readonly<Record<string, string>> = {
  'Core.Case': 'its conditions are not known here: its default exit is followed',
  'Core.Log': 'nothing is logged of what people do: it is passed over',
  'Core.Output': 'nothing is kept of what people do: it is passed over',
  'Core.SetGroupMembership': 'nobody is put into a group: it is passed over',
  'Core.Webhook': 'no other server is asked while somebody waits: it is passed over',
  'MobilePrimitives.NumericResponse': 'nothing is kept of what people write: it is not asked',
  'MobilePrimitives.OpenResponse': 'nothing is kept of what people write: it is not asked',
  'MobilePrimitives.SelectManyResponses': 'one key is one answer here: it is not asked',
}

/** A placeholder date for "never checked", so that `check` asks for a real one. */
const NEVER = '2000-01-01'

export function foreignExchange(container: Container, base: Exchange): Imported {
  const report = new Set<string>()
  const flows = { ...base.flows }
  const topics = { ...base.topics }
  for (const medium of media) {
    const reading = readingOf(base, medium, flowsFor(container, medium, report), report)
    const inner = reading.flows.flatMap(({ blocks }) => blocks.map(({ config }) => config.flow_id))
    for (const flow of reading.flows) if (!inner.includes(flow.uuid)) start(reading, flow)
    flows[medium] = withRead(base.flows[medium], reading)
    Object.assign(topics, reading.topics)
  }
  return { exchange: { ...base, topics, flows }, report: Array.from(report) }
}

/** The flows for the medium; if there are none, the other medium's. */
function flowsFor({ flows }: Container, medium: Medium, report: Set<string>): FloipFlow[] {
  const own = flows.filter((flow) => serves(flow, medium))
  if (own.length > 0) return own
  const [here, there] = medium === 'text' ? ['texts', 'calls'] : ['calls', 'texts']
  report.add(`there is no flow for ${here} in the file: they get the menus and words of ${there}`)
  return flows
}

/**
 * A flow is entered through a menu; if it begins with something else, through a new menu with that
 * as the only option.
 */
function start(reading: Reading, flow: FloipFlow): void {
  const first = reading.blocks.get(flow.first_block_id)?.block
  const opening = first?.type === MESSAGE ? openingMenu(reading, flow, first) : undefined
  const to = opening ?? targetOf(reading, flow.first_block_id)?.to
  if (to === undefined) {
    reading.report.add(`${flow.name}: begins with what is not known here, and is left out`)
    return
  }
  const name =
    reading.nodes[to]?.type === 'menu' ? to : freeName(flow.name, reading.nodes, reading.base.flows)
  if (name !== to) {
    reading.nodes[name] = {
      type: 'menu',
      options: { 1: { to } },
      back: reading.base.flows.text.home,
    }
    reading.words.menu(name, flow, [], true)
    reading.words.title(name, flow, undefined, flow.name)
  }
  reading.report.add(
    `no menu leads to '${name}' (${flow.name}) yet: add an option to a menu in flows/`,
  )
}

/** A greeting followed by a menu becomes the beginning of that menu's text. */
function openingMenu(reading: Reading, flow: FloipFlow, first: Block): string | undefined {
  const next = reading.blocks.get(onward(first) ?? '')?.block
  if (next?.type !== SELECT_ONE) return undefined
  return menuOf(reading, next, flow, MessageConfig.parse(first.config).prompt)
}

/**
 * The node that an exit leads to, following blocks that simply continue; undefined at an unknown
 * block.
 */
function targetOf(
  reading: Reading,
  id: string | undefined,
  seen = new Set<string>(),
): Move | undefined {
  const { base, medium, blocks, report } = reading
  const found = blocks.get(id ?? '')
  const known = reading.names.get(id ?? '')
  if (known) return { to: known }
  if (!found || seen.has(found.block.uuid)) return { to: base.flows[medium].lost }
  seen.add(found.block.uuid)
  const { block, flow } = found
  const on = () => targetOf(reading, onward(block), seen)
  if (block.type === SELECT_ONE) return { to: menuOf(reading, block, flow) }
  if (block.type === MESSAGE) return { to: topicOf(reading, block, flow) }
  if (block.type === SET_PROPERTY) {
    const move = on()
    return move && { ...move, ...languageSet(reading, block) }
  }
  if (block.type === 'Core.RunFlow') {
    report.add(`${titleOf(block)}: goes on in the other flow, and does not come back from it`)
    const other = reading.flows.find(({ uuid }) => uuid === block.config.flow_id)
    return other ? targetOf(reading, other.first_block_id, seen) : on()
  }
  const why = passed[block.type]
  if (why) {
    report.add(`${titleOf(block)} (${block.type}): ${why}`)
    return on()
  }
  report.add(
    `${titleOf(block)} (${block.type}): this kind of block is not known here, and nothing leads to it; 0 leads to a person everywhere`,
  )
  return undefined
}

function menuOf(reading: Reading, block: Block, flow: FloipFlow, greeting?: string): string {
  const known = reading.names.get(block.uuid)
  if (known) return known
  const { nodes, words, base, medium, report } = reading
  const name = freeName(titleOf(block), nodes, base.flows)
  reading.names.set(block.uuid, name)
  // set before the options are read, since those may lead back here
  nodes[name] = { type: 'menu', options: {} }
  const config = SelectOneConfig.parse(block.config)
  const options: Record<string, Move> = {}
  for (const { key, choice, to } of choicesOf(block, config, medium, report)) {
    const move = targetOf(reading, to)
    if (!move) continue
    options[key] = move
    words.title(move.to, flow, choice.prompt, choice.name)
  }
  nodes[name] = { type: 'menu', options, back: base.flows[medium].home }
  if (Object.keys(options).length === 0) report.add(`${titleOf(block)}: no choice of it is left`)
  words.menu(name, flow, [greeting, config.prompt ?? config.question_prompt], !config.prompt)
  words.title(name, flow, undefined, titleOf(block))
  for (const topic of Object.values(options))
    if (reading.topics[topic.to]?.theme === '')
      reading.topics[topic.to] = { ...newTopic, theme: name }
  return name
}

const newTopic: ExchangedTopic = { theme: '', checkedOn: NEVER, sources: [], keywords: {} }

/** Consecutive messages become the pages of one topic. */
function topicOf(reading: Reading, block: Block, flow: FloipFlow): string {
  const { nodes, words, base, medium, report } = reading
  const name = freeName(titleOf(block), nodes, base.flows)
  reading.names.set(block.uuid, name)
  nodes[name] = { type: 'message', back: base.flows[medium].home }
  const prompts: string[] = []
  let last = block
  for (
    let page: Block | undefined = block;
    page?.type === MESSAGE;
    page = nextPage(reading, page)
  ) {
    prompts.push(MessageConfig.parse(page.config).prompt)
    last = page
  }
  words.pages(name, flow, prompts)
  words.title(name, flow, undefined, titleOf(block))
  reading.topics[name] = newTopic
  const after = onward(last)
  const back = targetOf(reading, after)?.to ?? base.flows[medium].home
  nodes[name] = { type: 'message', back }
  report.add(
    `${titleOf(block)}: waits for a key after each page, and goes back to '${back}' with 8`,
  )
  report.add(`${titleOf(block)}: a topic here; name its sources in content/topics.yaml`)
  return name
}
