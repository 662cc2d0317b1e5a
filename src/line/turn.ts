/** The turn: read the conversation, take the turn, keep it. Exactly once, whatever is delivered twice. */
import type { Effect } from '../flow/effect.ts'
import { isProtective, isUrgent } from '../flow/event.ts'
import { type Flow, sentenceWhen } from '../flow/flow.ts'
import type { Input } from '../flow/input.ts'
import type { Answer, Turn } from '../flow/session.ts'
import { transition } from '../flow/transition.ts'
import type { Change, Records } from '../store/record.ts'
import type { Conversation } from './conversation.ts'
import type { Passed } from './sender-counts.ts'
import { counted, type Pace } from './sender-limit.ts'
import { shortId } from './session-record.ts'

/** One input on its way in. */
export type Incoming = {
  /** Whose conversation: a number, or a call. It is hashed before it is stored. */
  who: string
  /** The same for a message or step that is delivered again. It is hashed before it is stored. */
  turnId: string
  input: Input
  /** How many texts a sender may send in a quarter of an hour, and the time in seconds. None: any. */
  limit?: { texts: number; now: number } | undefined
}

/**
 * How a turn came about. `missed`: what came was not understood. `raced`: others wrote each time, so
 * that it is not remembered. `stateless`: nothing can be remembered. `limited`: the one message that says
 * so; `silenced`: the turn was taken where it protects the person (exit, opt-out), and nothing is sent.
 */
export type Outcome =
  | 'answered'
  | 'missed'
  | 'replayed'
  | 'raced'
  | 'stateless'
  | 'limited'
  | 'silenced'

export type Taken = Answer & { readonly outcome: Outcome; readonly effects: readonly Effect[] }

/** So many turns are remembered with their replies, for a message that is delivered again. */
const RECENT = 4
/** Seconds that the line stays neutral after an exit, whatever comes. */
const AWAY_S = 15 * 60

/** Takes one turn, exactly once. Throws StoreError when the store fails. */
export async function takeTurn(
  conversations: Records<Conversation>,
  flow: Flow,
  incoming: Incoming,
): Promise<Taken> {
  const id = shortId(incoming.turnId)
  const { result, kept } = await conversations.update(incoming.who, (before) =>
    turnOn(flow, before ?? { recent: [] }, incoming, id),
  )
  const answered = result.outcome === 'answered' || result.outcome === 'missed'
  return kept === 'contended' && answered ? { ...result, outcome: 'raced' } : result
}

/** The turn on a conversation as it is. */
function turnOn(
  flow: Flow,
  before: Conversation,
  { input, limit }: Incoming,
  id: string,
): Change<Conversation, Taken> {
  const replay = before.recent.find((turn) => turn.id === id)
  if (replay) return { result: taken('replayed', replay) }

  const pace = limit && counted(before.pace, limit.now)
  const passed = pass(input, pace, limit)
  const turn =
    passed === 'limited' ? refused(flow, before) : transition(flow, before.session, input)
  const result = taken(passed === 'answered' && turn.missed ? 'missed' : passed, turn)
  // silence changes nothing, and costs nothing either
  if (passed === 'silenced' && !protects(input)) return { result: { ...result, effects: [] } }
  return { result, ...keeping(before, turn, { id, pace, limit }) }
}

function taken(
  outcome: Outcome,
  { language, replies, effects }: Answer & { effects: readonly Effect[] },
): Taken {
  return { outcome, language, replies, effects }
}

/** What is kept after a turn, and for how long where that is not the usual time. */
function keeping(
  before: Conversation,
  turn: Turn,
  { id, pace, limit }: { id: string; pace: Pace | undefined; limit: Incoming['limit'] },
): Omit<Change<Conversation, Taken>, 'result'> {
  const { session, language, replies, effects } = turn
  const same = session !== undefined && session === before.session
  if (!session?.neutral) {
    if (same && !pace) return {}
    const recent = [{ id, language, replies, effects }, ...before.recent].slice(0, RECENT)
    return { keep: { session, pace, recent } }
  }
  // the neutral time and its count begin together
  if (!same) {
    const counting = pace && { ...pace, since: limit?.now ?? 0 }
    return { keep: { session, pace: counting, recent: [] }, ttl: AWAY_S }
  }
  // a text does not prolong it, and no clock ends it: the store knows how long it has left
  if (!pace) return {}
  return { keep: { session, pace, recent: [] }, ttl: AWAY_S, life: 'left' }
}

/** A crisis always passes here. An exit that is the first one too many has its own answer. */
function pass(input: Input, pace: Pace | undefined, limit: Incoming['limit']): Passed {
  if (!pace || !limit || limit.texts === 0 || pace.count <= limit.texts || isCrisis(input))
    return 'answered'
  if (pace.count > limit.texts + 1) return 'silenced'
  return protects(input) ? 'answered' : 'limited'
}

/** Whether a text is answered whatever it costs. */
export function isCrisis(input: Input): boolean {
  if (input.type !== 'event') return false
  return isUrgent(input.event) || (input.otherwise !== undefined && isCrisis(input.otherwise))
}

/** Whether a text asks for less, which is done even when nothing is said any more. */
export function protects(input: Input): boolean {
  return input.type === 'event' && isProtective(input.event)
}

/** The one message of a limit; the conversation stays where it was. */
function refused(flow: Flow, { session }: Conversation): Turn {
  const language = session?.language ?? flow.languages[0]
  const replies = [{ type: 'say', text: sentenceWhen(flow, 'limited') }] as const
  return { session, language, replies, effects: [], missed: false }
}

/**
 * A turn of which nothing can be remembered: the sender withholds the number, or the store is away.
 * What would need a second turn to make sense becomes one sentence with the numbers.
 */
export function takeTurnAlone(flow: Flow, input: Input, passed: Passed = 'answered'): Taken {
  if (passed === 'limited' && !protects(input)) return taken(passed, refused(flow, { recent: [] }))
  const { language, replies, effects } = transition(flow, undefined, input)
  if (passed === 'silenced')
    return { outcome: passed, language, replies, effects: protects(input) ? effects : [] }
  const complete = replies.every(({ type }) => type === 'say' || type === 'end')
  return {
    outcome: 'stateless',
    language,
    replies: complete ? replies : [{ type: 'say', text: sentenceWhen(flow, 'alone') }],
    effects,
  }
}
