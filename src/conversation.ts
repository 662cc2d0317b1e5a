/** The one sequence of effects: read the session, take the turn, write the session. */
import { hash } from 'node:crypto'
import { z } from 'zod'
import { transition } from './engine/engine.ts'
import type { Flow } from './engine/flow.ts'
import type { Input } from './engine/input.ts'
import type { Answer, Reply, Session, Turn } from './engine/session.ts'
import type { Vault } from './stores/vault.ts'

/** One input on its way in. */
export type Incoming = {
  /** Whose conversation: channel and number, or channel and call. It is hashed before it is stored. */
  who: string
  /** The same for a message or step that is delivered again. It is hashed before it is stored. */
  turnId: string
  input: Input
  /** Seconds that the session lives after this turn. */
  ttl: number
}

/** An answer, and how it came about. */
export type Conversed = Answer & {
  readonly outcome: 'answered' | 'replayed' | 'raced' | 'stateless'
}

/** Once a turn has lost this many races it is answered without being remembered. */
const RACES = 3
/** So many turns are remembered with their replies, for a message that is delivered again. */
const RECENT = 4
/** Seconds that the line stays neutral after an exit, whatever comes. */
const AWAY_S = 15 * 60

/** Takes one turn, exactly once. Throws StoreError when the store fails. */
export async function converse(vault: Vault, flow: Flow, incoming: Incoming): Promise<Conversed> {
  const id = hash('sha256', incoming.turnId, 'base64url').slice(0, 8)
  let slot = await vault.read(incoming.who)
  for (let lost = 0; ; lost++) {
    const record = decode(slot.text)
    const replay = record.recent.find((turn) => turn.id === id)
    if (replay) return { outcome: 'replayed', language: replay.language, replies: replay.replies }

    const turn = transition(flow, record.session, incoming.input)
    const answer = { language: turn.language, replies: turn.replies }
    const unchanged = turn.session !== undefined && turn.session === record.session
    if (unchanged) return { outcome: 'answered', ...answer }
    if (lost === RACES) return { outcome: 'raced', ...answer }

    const away = turn.session !== undefined && flow.nodes[turn.session.node]?.type === 'away'
    const next = encode(turn, away ? [] : [{ id, ...answer }, ...record.recent])
    const now = await vault.write(slot, next, away ? AWAY_S : incoming.ttl)
    if (!now) return { outcome: 'answered', ...answer }
    slot = now
  }
}

/**
 * A turn of which nothing can be remembered: the sender withholds the number, or the store is away.
 * What would need a second turn to make sense becomes one sentence with the numbers.
 */
export function converseAlone(flow: Flow, input: Input): Conversed {
  const { language, replies } = transition(flow, undefined, input)
  const complete = replies.every((reply) => reply.type === 'say' || reply.type === 'end')
  return {
    outcome: 'stateless',
    language,
    replies: complete ? replies : [{ type: 'say', text: 'alone' }],
  }
}

// ---- the session as it is stored: a short JSON array, since a million of them share one Redis

type Recent = { id: string; language: string; replies: readonly Reply[] }
type Stored = { session: Session | undefined; recent: readonly Recent[] }

/** [version, node or '', language, misses, page, waiting or '', turns: id language reply,reply ...] */
const Row = z.tuple([
  z.literal(1),
  z.string(),
  z.string(),
  z.number(),
  z.number(),
  z.string(),
  z.array(z.string()),
])

function encode({ session, language }: Turn, recent: readonly Recent[]): string {
  const turns = recent
    .slice(0, RECENT)
    .map(({ id, language, replies }) => `${id} ${language} ${replies.map(shorten).join()}`)
  const { node = '', misses = 0, page = 0, waiting = '' } = session ?? {}
  return JSON.stringify([1, node, language, misses, page, waiting, turns])
}

/** Anything that is not a session of this version begins anew. */
function decode(text: string | undefined): Stored {
  const row = text === undefined ? undefined : Row.safeParse(parse(text)).data
  if (!row) return { session: undefined, recent: [] }
  const [, node, language, misses, page, waiting, turns] = row
  const session = { node, language, misses, page, ...(waiting && { waiting }) }
  return { session: node ? session : undefined, recent: turns.map(lengthenTurn) }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function shorten(reply: Reply): string {
  switch (reply.type) {
    case 'say':
      return `s${reply.text}`
    case 'menu':
      return `m${reply.node}`
    case 'page':
      return `p${reply.node}/${reply.page}`
    case 'keys':
      return `k${reply.node}/${reply.page}`
    case 'transfer':
      return `t${reply.node}/${reply.destination}`
    case 'callback':
      return 'c'
    case 'end':
      return 'e'
  }
}

function lengthenTurn(turn: string): Recent {
  const [id = '', language = '', replies = ''] = turn.split(' ')
  return { id, language, replies: replies.split(',').map(lengthen) }
}

function lengthen(short: string): Reply {
  const [first = '', second = ''] = short.slice(1).split('/')
  switch (short[0]) {
    case 's':
      return { type: 'say', text: first }
    case 'm':
      return { type: 'menu', node: first }
    case 'p':
      return { type: 'page', node: first, page: Number(second) }
    case 'k':
      return { type: 'keys', node: first, page: Number(second) }
    case 't':
      return { type: 'transfer', node: first, destination: second }
    case 'c':
      return { type: 'callback' }
    default:
      return { type: 'end' }
  }
}
