/** The one sequence of effects: read the session, take the turn, write the session. */
import { hash } from 'node:crypto'
import { z } from 'zod'
import type { Flow } from '../flow/flow.ts'
import type { Input } from '../flow/input.ts'
import type { Answer, Reply, Session, Turn } from '../flow/session.ts'
import { transition } from '../flow/transition.ts'
import type { Vault } from '../store/vault.ts'
import { counted, type Pace, readPace, writePace } from './sender-limit.ts'

/** One input on its way in. */
export type Incoming = {
  /** Whose conversation: channel and number, or channel and call. It is hashed before it is stored. */
  who: string
  /** The same for a message or step that is delivered again. It is hashed before it is stored. */
  turnId: string
  input: Input
  /** Seconds that the session lives after this turn. */
  ttl: number
  /** How many texts a sender may send in a quarter of an hour, and the time in seconds. None: any. */
  limit?: { texts: number; now: number } | undefined
}

/**
 * An answer, and how it came about. `limited`: the one message that says so; `silenced`: the turn was
 * taken where it protects the person (exit, opt-out), and nothing is sent.
 */
export type Conversed = Answer & {
  readonly outcome: 'answered' | 'replayed' | 'raced' | 'stateless' | 'limited' | 'silenced'
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
    const { pace: before, session } = readPace(slot.text, incoming.limit?.now ?? 0)
    const record = decode(session)
    const replay = record.recent.find((turn) => turn.id === id)
    if (replay) return { outcome: 'replayed', language: replay.language, replies: replay.replies }

    const { limit, input, ttl } = incoming
    const pace = limit && counted(before, limit.now)
    const outcome = outcomeOf(input, pace, limit)
    const turn =
      outcome === 'limited' ? refused(flow, record) : transition(flow, record.session, input)
    const answer = { language: turn.language, replies: turn.replies }
    // silence changes nothing, and costs nothing either
    if (outcome === 'silenced' && !protects(input)) return { outcome, ...answer }

    const away = turn.session !== undefined && flow.nodes[turn.session.node]?.type === 'away'
    const same = turn.session !== undefined && turn.session === record.session
    const left = same && away ? timeLeft(before, limit) : AWAY_S
    if ((same && !pace) || left === undefined) return { outcome, ...answer }
    if (lost === RACES) return { outcome: outcome === 'answered' ? 'raced' : outcome, ...answer }

    const next = encode(turn, away ? [] : [{ id, ...answer }, ...record.recent])
    // the neutral time and its count begin and end together
    const kept = pace && (away && !same ? { ...pace, since: limit?.now ?? 0 } : pace)
    const paced = kept ? writePace(kept, next) : next
    const now = await vault.write(slot, paced, away ? left : ttl)
    if (!now) return { outcome, ...answer }
    slot = now
  }
}

/** Whether a text is answered, is the first one too many, or comes after that. A crisis never is. */
function outcomeOf(input: Input, pace: Pace | undefined, limit: Incoming['limit']) {
  if (!pace || !limit || limit.texts === 0 || pace.count <= limit.texts || isCrisis(input))
    return 'answered'
  return pace.count === limit.texts + 1 ? 'limited' : 'silenced'
}

/** Whether a text is answered whatever it costs. */
export function isCrisis(input: Input): boolean {
  return input.type === 'event' && input.event.startsWith('crisis.')
}

/** Whether a text asks for less, which is done even when nothing is said any more. */
export function protects(input: Input): boolean {
  return input.type === 'event' && /^(exit|forget|opt_out\.)/.test(input.event)
}

/** The one message of a limit; the conversation stays where it was. */
function refused(flow: Flow, { session }: Stored): Turn {
  const language = session?.language ?? flow.languages[0]
  return { session, language, replies: [{ type: 'say', text: 'limited' }] }
}

/** Seconds of the neutral time that are left, which a text does not prolong; none: nothing to count. */
function timeLeft(pace: Pace | undefined, limit: Incoming['limit']): number | undefined {
  if (!pace || !limit) return undefined
  const left = pace.since + AWAY_S - limit.now
  return left >= 1 ? left : undefined
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

/**
 * [version, node or '', language, misses, page, waiting or '', personal, choices with / between,
 * turns: id language reply,reply ...]
 */
const Row = z.tuple([
  z.literal(2),
  z.string(),
  z.string(),
  z.number(),
  z.number(),
  z.string(),
  z.union([z.literal(0), z.literal(1)]),
  z.string(),
  z.array(z.string()),
])

function encode({ session, language }: Turn, recent: readonly Recent[]): string {
  const turns = recent
    .slice(0, RECENT)
    .map(({ id, language, replies }) => `${id} ${language} ${replies.map(shorten).join()}`)
  const { node = '', misses = 0, page = 0, waiting = '', personal, choices = [] } = session ?? {}
  const asked = [waiting, personal ? 1 : 0, choices.join('/')]
  return JSON.stringify([2, node, language, misses, page, ...asked, turns])
}

/** Anything that is not a session of this version begins anew. */
function decode(text: string | undefined): Stored {
  const row = text === undefined ? undefined : Row.safeParse(parse(text)).data
  if (!row) return { session: undefined, recent: [] }
  const [, node, language, misses, page, waiting, personal, choices, turns] = row
  const session: Session = {
    node,
    language,
    misses,
    page,
    ...(waiting && { waiting }),
    ...(personal === 1 && { personal: true }),
    ...(choices && { choices: choices.split('/') }),
  }
  return { session: node ? session : undefined, recent: turns.flatMap(lengthenTurn) }
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
    case 'led':
      return `l${reply.node}/${reply.page}`
    case 'choices':
      return `q${[reply.node, ...reply.topics].join('/')}`
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

/** Nothing for a turn with a reply that only another release knows: it is taken again. */
function lengthenTurn(turn: string): Recent[] {
  const [id = '', language = '', short = ''] = turn.split(' ')
  const replies = short.split(',').map(lengthen)
  const known = replies.filter((reply) => reply !== undefined)
  return known.length === replies.length ? [{ id, language, replies: known }] : []
}

function lengthen(short: string): Reply | undefined {
  const [first = '', second = '', ...rest] = short.slice(1).split('/')
  switch (short[0]) {
    case 's':
      return { type: 'say', text: first }
    case 'm':
      return { type: 'menu', node: first }
    case 'p':
      return { type: 'page', node: first, page: Number(second) }
    case 'l':
      return { type: 'led', node: first, page: Number(second) }
    case 'q':
      return { type: 'choices', node: first, topics: second ? [second, ...rest] : [] }
    case 'k':
      return { type: 'keys', node: first, page: Number(second) }
    case 't':
      return { type: 'transfer', node: first, destination: second }
    case 'c':
      return { type: 'callback' }
    case 'e':
      return { type: 'end' }
    default:
      return undefined
  }
}
