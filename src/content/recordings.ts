/**
 * Recorded voice: which spoken texts can be recorded by a person, and which recordings may be
 * played.
 */
import type { Flow } from '../flow/flow.ts'
import type { Reply } from '../flow/session.ts'
import type { Wording } from './words.ts'

/** A text spoken in one go; `id` is its name for whoever records it: topics/signs.1, menus/home. */
export type SpokenPart = { id: string; text: string }

/** A recording that may be played instead of a part. */
export type Recording = {
  /** A path on this server that contains the recording's hash, or a URL elsewhere. */
  address: string
  /** The file behind a path on this server. */
  file?: { path: string; type: string; hash: string }
}

export type Recordings = {
  /** The parts of each reply, by language and `replyKey`. */
  parts: Readonly<Record<string, ReadonlyMap<string, readonly SpokenPart[]>>>
  /** By `recordingKey`; only recordings that match the current text. */
  playable: ReadonlyMap<string, Recording>
}

export function recordingKey(language: string, id: string): string {
  return `${language}/${id}`
}

/** The key of a reply's parts; undefined if it is never recorded. */
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

/** The parts of everything in a language that may be recorded. */
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
 * Nothing that is said while dialling, waiting or ringing, or at the end of a call: there a
 * recording that cannot be fetched must not come between a person and help.
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
