/**
 * The state of reading another tool's flow: its blocks, and the nodes, topics and words found so
 * far.
 */
import type { Medium } from '../../content/words.ts'
import type { Node } from '../../flow/flow.ts'
import type { Exchange, ExchangedFlow, ExchangedTopic } from '../exchange.ts'
import { ourCode } from './names.ts'
import type { Block, FloipFlow } from './shape.ts'
import { Vocabulary } from './vocabulary.ts'

/** A flow being read, with the nodes found. */
export type Reading = {
  base: Exchange
  medium: Medium
  flows: readonly FloipFlow[]
  blocks: ReadonlyMap<string, { block: Block; flow: FloipFlow }>
  /** Node names by block id. */
  names: Map<string, string>
  nodes: Record<string, Node>
  topics: Record<string, ExchangedTopic>
  words: Vocabulary
  report: Set<string>
}

export function readingOf(
  base: Exchange,
  medium: Medium,
  flows: readonly FloipFlow[],
  report: Set<string>,
): Reading {
  const blocks = flows.flatMap((flow) =>
    flow.blocks.map((block) => [block.uuid, { block, flow }] as const),
  )
  const offered = Object.keys(base.languages)
  for (const { languages } of flows)
    for (const { id, iso_639_3 } of languages)
      if (!offered.includes(ourCode(iso_639_3)))
        report.add(`the language ${id} is not offered here: its words are left out`)
  return {
    base,
    medium,
    flows,
    blocks: new Map(blocks),
    names: new Map(),
    nodes: {},
    topics: {},
    words: new Vocabulary(offered, medium, report),
    report,
  }
}

export function serves({ supported_modes }: FloipFlow, medium: Medium): boolean {
  return supported_modes.some(
    (mode) => (mode === 'IVR') === (medium === 'voice') && mode !== 'OFFLINE',
  )
}

export function withRead(flow: ExchangedFlow, { nodes, words }: Reading): ExchangedFlow {
  return {
    ...flow,
    nodes: { ...flow.nodes, ...nodes },
    words: Object.fromEntries(
      Object.entries(flow.words).map(([language, own]) => {
        const read = words.in(language)
        return [
          language,
          {
            menus: { ...own.menus, ...read.menus },
            says: own.says,
            pages: { ...own.pages, ...read.pages },
            titles: { ...read.titles, ...own.titles },
          },
        ]
      }),
    ),
  }
}

/** The following message, if nothing else leads to it. */
export function nextPage({ blocks, names }: Reading, block: Block): Block | undefined {
  const next = onward(block)
  const leading = Array.from(blocks.values()).flatMap(({ block: each }) =>
    each.exits.filter(({ destination_block }) => destination_block === next),
  )
  return next && leading.length === 1 && !names.has(next) ? blocks.get(next)?.block : undefined
}

/** Where the default exit leads. */
export function onward({ exits }: Block): string | undefined {
  return (exits.find((exit) => exit.default) ?? exits[0])?.destination_block
}

export function languageSet({ base, report }: Reading, block: Block): { language?: string } {
  for (const { property_key, property_value } of block.config.set_contact_property ?? []) {
    const language = ourCode(property_value)
    if (/^language$/i.test(property_key) && language in base.languages) return { language }
    report.add(`${titleOf(block)}: nothing is kept of people, so '${property_key}' is not set`)
  }
  return {}
}

export function titleOf({ label, name }: Block): string {
  return label ?? name
}
