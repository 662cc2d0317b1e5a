/** Reads a FLOIP container written by us, possibly edited by others. */
import type { Medium } from '../../content/words.ts'
import { Move, Node } from '../../flow/flow.ts'
import { type Exchange, type ExchangedFlow, media, type Words } from '../exchange.ts'
import { threeLetters, unescaped } from './names.ts'
import { BlockNotes, ContainerNotes, ExitNotes, FlowNotes, notesIn } from './ours.ts'
import type { Block, Container, Exit, FloipFlow } from './shape.ts'

/**
 * Undefined for another tool's file, in which nothing identifies the nodes. A flow missing from the
 * file is taken from `base`.
 */
export function ownExchange(container: Container, base?: Exchange): Exchange | undefined {
  const notes = notesIn(ContainerNotes, container)
  if (!notes) return undefined
  const codes = Object.keys(notes.languages)
  const flows = media.flatMap((medium): [Medium, ExchangedFlow][] => {
    const flow = flowFor(container, medium)
    const read = flow ? flowIn(flow.written, flow.notes, codes) : base?.flows[medium]
    // without the main menu it is no longer ours: the other tool has dropped our metadata
    return read && read.home in read.nodes ? [[medium, read]] : []
  })
  if (flows.length < media.length) return undefined
  const both = Object.fromEntries(flows) as Record<Medium, ExchangedFlow>
  return { name: container.name, ...notes, flows: both }
}

/** Blocks that others have added to our file, which cannot be imported. */
export function strangeBlocks({ flows }: Container): string[] {
  return flows.flatMap(({ name, blocks }) =>
    blocks
      .filter((block) => !notesIn(BlockNotes, block))
      .map(
        ({ label, name: own, type }) =>
          `${name}: ${label ?? own} (${type}) is not of ours, and is left out`,
      ),
  )
}

function flowFor({ flows }: Container, medium: Medium) {
  for (const written of flows) {
    const notes = notesIn(FlowNotes, written)
    if (notes?.medium === medium) return { written, notes }
  }
  return undefined
}

type Noted = { block: Block; notes: BlockNotes }

function flowIn(
  { blocks, resources }: FloipFlow,
  { silent, medium: _, on, ...names }: FlowNotes,
  codes: readonly string[],
): ExchangedFlow {
  const noted = blocks.flatMap((block): Noted[] => {
    const notes = notesIn(BlockNotes, block)
    return notes ? [{ block, notes }] : []
  })
  const byId = new Map(noted.map((each) => [each.block.uuid, each]))
  const nodes = noted.flatMap(({ block, notes }) => {
    if (!('node' in notes) || notes.page) return []
    return [[notes.node, nodeIn(block, notes.kept ?? {}, leads)] as const]
  })
  const sentences = noted.flatMap(({ notes }) =>
    'sentence' in notes ? [[notes.sentence, notes.kept] as const] : [],
  )
  const values = new Map(resources.map(({ uuid, values }) => [uuid, values]))
  const words = codes.map((code) => {
    const said = (prompt: unknown) =>
      values.get(String(prompt))?.find(({ language_id }) => language_id === threeLetters(code))
        ?.value
    return [code, wordsIn(noted, (prompt) => unescaped(said(prompt) ?? ''))] as const
  })
  return {
    ...names,
    on: on ?? {},
    nodes: { ...Object.fromEntries(nodes), ...silent },
    sentences: Object.fromEntries(sentences),
    words: Object.fromEntries(words),
  }

  /** The node that an exit leads to, skipping blocks in between; `lost` if it leads nowhere. */
  function leads(exit: Exit | undefined): string {
    const to = byId.get(exit?.destination_block ?? '')
    if (to && 'node' in to.notes) return to.notes.node
    return to && 'between' in to.notes ? leads(to.block.exits[0]) : names.lost
  }
}

function nodeIn(
  { exits, config }: Block,
  { back, ...kept }: Readonly<Record<string, unknown>>,
  leads: (exit: Exit | undefined) => string,
): Node {
  const to = (name: string) => leads(exits.find((exit) => exit.name === name))
  const returns = back === true ? { back: to('back') } : {}
  switch (kept.type) {
    case 'menu': {
      const options = exits.flatMap((exit) => {
        const [, key] = /^option_([1-5])$/.exec(exit.name) ?? []
        return key ? [[key, Move.parse({ to: leads(exit), ...notesIn(ExitNotes, exit) })]] : []
      })
      return Node.parse({ ...kept, options: Object.fromEntries(options), ...returns })
    }
    case 'transfer': {
      const [answered, unreached, returned] = ['answered', 'no_answer', 'returned'].map(to)
      const ended = { answered, unreached, returned }
      return Node.parse({ ...kept, destination: config.destination, ended })
    }
    default:
      return Node.parse({ ...kept, ...returns })
  }
}

function wordsIn(noted: readonly Noted[], said: (prompt: unknown) => string): Words {
  const menus: [string, string][] = []
  const says: [string, string][] = []
  const titles: [string, string][] = []
  const pages: Record<string, string[]> = {}
  for (const { block, notes } of noted) {
    const words = said(block.config.prompt)
    if ('sentence' in notes) says.push([notes.sentence, words])
    if (!('node' in notes)) continue
    if (notes.title) titles.push([notes.node, said(notes.title)])
    if (notes.page !== undefined) pages[notes.node] = [...(pages[notes.node] ?? []), words]
    else if (notes.kept?.type === 'menu') menus.push([notes.node, words])
    else says.push([notes.node, words])
  }
  const filled = (all: readonly [string, string][]) =>
    Object.fromEntries(all.filter(([, words]) => words !== ''))
  return { menus: filled(menus), says: filled(says), titles: filled(titles), pages }
}
