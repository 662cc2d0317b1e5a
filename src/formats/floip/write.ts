/** A line as a FLOIP container: one flow for texts and one for calls. */

import type { Medium } from '../../content/words.ts'
import { type Exchange, media } from '../exchange.ts'
import { blocksOf } from './blocks.ts'
import { idOf, modes, threeLetters } from './names.ts'
import { KEY } from './ours.ts'
import { type Container, type FloipFlow, VERSION } from './shape.ts'

/** How long a text conversation is remembered, in seconds. */
const SECONDS = 900

export function containerOf(exchange: Exchange): Container {
  const { name, languages, topics } = exchange
  return {
    specification_version: VERSION,
    uuid: idOf('container'),
    name,
    description:
      'An SMS and voice information line. Words of danger, free questions and the warm transfer are not in it.',
    vendor_metadata: { [KEY]: { languages, topics } },
    flows: media.map((medium) => flowOf(exchange, medium)),
  }
}

/** The file's text, byte for byte the same for the same line. */
export function floipText(exchange: Exchange): string {
  return `${JSON.stringify(containerOf(exchange), undefined, 2)}\n`
}

function flowOf({ name, languages, topics, flows }: Exchange, medium: Medium): FloipFlow {
  const { start, home, lost, callback, on, nodes } = flows[medium]
  const { blocks, resources } = blocksOf(flows[medium], medium)
  const checked = Object.values(topics).map(({ checkedOn }) => checkedOn)
  const silent = Object.entries(nodes).filter(([, node]) => node.type === 'end' && node.silent)
  return {
    uuid: idOf(medium),
    name: `${name}, ${medium === 'text' ? 'by text' : 'by call'}`,
    // not the current time: an unchanged line gives an identical file
    last_modified: `${checked.toSorted().at(-1) ?? '2026-01-01'}T00:00:00.000000Z`,
    interaction_timeout: SECONDS,
    supported_modes: [modes[medium]],
    languages: Object.entries(languages).map(([code, { name: label, locale }]) => ({
      id: threeLetters(code),
      iso_639_3: threeLetters(code),
      bcp_47: locale,
      label,
    })),
    blocks,
    first_block_id: idOf(medium, 'node', start),
    exit_block_id: idOf(medium, 'node', lost),
    resources,
    vendor_metadata: {
      [KEY]: { medium, start, home, lost, callback, on, silent: Object.fromEntries(silent) },
    },
  }
}
