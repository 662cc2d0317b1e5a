/** Recorded voice: which spoken texts can be read aloud by a person, and which of these recordings may be played. */
import type { Flow } from '../flow/flow.ts'
import type { Reply } from '../flow/session.ts'
import type { Wording } from './words.ts'

/** A text that is spoken in one go; `id` names it for whoever records it: topics/signs.1, menus/home. */
export type SpokenPart = { id: string; text: string }

/** What may be played instead of a part. */
export type Recording = {
  /** A path of this server, with the hash of what is heard in it; or an address elsewhere. */
  address: string
  /** The file behind a path of this server. */
  file?: { path: string; type: string; hash: string }
}

export type Recordings = {
  /** The parts of each reply, by language and by what `replyKey` gives. */
  parts: Readonly<Record<string, ReadonlyMap<string, readonly SpokenPart[]>>>
  /** By `recordingKey`. Only those that are of the text as it is now. */
  playable: ReadonlyMap<string, Recording>
}

export function recordingKey(language: string, id: string): string {
  return `${language}/${id}`
}

/** What a reply's parts are found by; nothing for what is never recorded. */
export function replyKey(reply: Reply): string | undefined {
  switch (reply.type) {
    case 'say':
      return `say ${reply.text}`
    case 'menu':
      return `menu ${reply.node}`
    case 'page':
    case 'keys':
      return `${reply.type} ${reply.node}/${reply.page}`
    default:
      return undefined
  }
}

/** The parts of everything that is spoken in one language and may be recorded. */
export function spokenParts(
  { says, menus, pages, keys }: Wording,
  flow: Flow,
): Map<string, SpokenPart[]> {
  const parts = new Map<string, SpokenPart[]>()
  for (const [key, text] of says)
    if (mayBeRecorded(flow, key)) parts.set(`say ${key}`, [{ id: `says/${key}`, text }])
  for (const [node, text] of menus) parts.set(`menu ${node}`, [{ id: `menus/${node}`, text }])
  for (const [page, whole] of pages) {
    const [topic = '', place = ''] = page.split('/')
    const at = Number(place)
    const last = (flow.pages[topic] ?? 0) - 1
    const ownKeys = keys.get(page) ?? ''
    const text = whole.slice(0, whole.length - ownKeys.length).trim()
    const follows = at === last ? 'last' : at + 1 === last ? 'sources' : 'more'
    const footer = { id: `footer/${follows}`, text: ownKeys }
    const id = `topics/${topic}.${at === last ? 'sources' : at + 1}`
    parts.set(`page ${page}`, [{ id, text }, footer])
    parts.set(`keys ${page}`, [footer])
  }
  return parts
}

/**
 * Not what is said where somebody is dialled, waits or is rung, or at the end of a call: there no
 * recording that can not be had may come between a person and what they need.
 */
function mayBeRecorded({ nodes, sentences }: Flow, key: string): boolean {
  const type = nodes[key]?.type
  const when = sentences[key]?.when
  return (
    type !== 'transfer' &&
    type !== 'end' &&
    when !== 'called_back' &&
    when !== 'hold_first' &&
    when !== 'hold_more'
  )
}
