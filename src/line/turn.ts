/** The turn: read the conversation, take the turn, keep it. Exactly once, whatever is delivered twice. */
import type { Effect } from '../flow/effect.ts'
import { isProtective, isUrgent } from '../flow/event.ts'
import { type Flow, sentenceWhen } from '../flow/flow.ts'
import type { Input } from '../flow/input.ts'
import type { Answer, Turn } from '../flow/session.ts'
import { transition } from '../flow/transition.ts'
import type { From, Step } from './conversations/attempt.ts'
import type { Carry, Whose } from './conversations/carrying.ts'
import { type Conversation, NOTHING } from './conversations/conversation.ts'
import type { Conversations, Took } from './conversations/conversations.ts'
import { isTurn, readTurn, shortId, writeTurn } from './conversations/recent-turn.ts'
import type { Passed } from './sender-counts.ts'
import { counted, type Pace } from './sender-limit.ts'

/** One input on its way in. */
export type Incoming = Whose & {
  /** The same for a message or step that is delivered again. It is hashed before it is stored. */
  turnId: string
  input: Input
  /** How many texts a sender may send in a quarter of an hour, and the time in seconds. None: any. */
  limit?: { texts: number; now: number } | undefined
  /** Whether there are words for an answer that was given before. None: for any. */
  canSay?: ((answer: Answer) => boolean) | undefined
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

export type Moved = { readonly from?: string | undefined; readonly to?: string | undefined }

export type Taken = Answer & {
  readonly outcome: Outcome
  readonly effects: readonly Effect[]
  /** Where the conversation was found. */
  readonly from: From
  /** From which node to which; none before its first turn and after its end. */
  readonly moved: Moved
  /** What the provider is to bring back. */
  readonly carry?: Carry | undefined
}

/** So many turns are remembered with their replies, for a message that is delivered again. */
const RECENT = 4

/**
 * Takes one turn, exactly once as far as this store and this carry know. Throws StoreError when the store
 * fails and there is no carry.
 */
export async function takeTurn(
  conversations: Pick<Conversations, 'take'>,
  flow: Flow,
  incoming: Incoming,
): Promise<Taken> {
  const took = await conversations.take(incoming, turnOn(flow, incoming))
  const { outcome } = took.result
  const remembers = outcome === 'answered' || outcome === 'missed'
  return taken(took, took.kept === 'contended' && remembers ? 'raced' : outcome)
}

/** The first turn of somebody of whom nothing can be known, to whom the provider brings it back. */
export function takeFirstTurn(
  conversations: Pick<Conversations, 'first'>,
  flow: Flow,
  incoming: Incoming,
): Taken {
  const took = conversations.first(incoming, turnOn(flow, incoming))
  return taken(took, took.result.outcome)
}

function taken({ result, from, carry }: Took<Answered>, outcome: Outcome): Taken {
  return { ...result, outcome, from, carry }
}

type Answered = Omit<Taken, 'from' | 'carry'>

/** The turn on a conversation as it is. */
function turnOn(flow: Flow, { input, limit, turnId, canSay }: Incoming): Step<Answered> {
  const id = shortId(turnId)
  return (before) => {
    const again = before.recent.find((each) => isTurn(each, id))
    if (again !== undefined) {
      const replay = readTurn(again)
      // content may have lost the words meanwhile: then it is where the person stands
      const isSaid = replay && (!canSay || canSay(replay))
      const answer = isSaid ? replay : transition(flow, before.session, { type: 'begin' })
      return { result: answered('replayed', answer) }
    }

    const pace = limit && counted(before.pace, limit.now)
    const passed = pass(input, pace, limit)
    const turn =
      passed === 'limited' ? refused(flow, before) : transition(flow, before.session, input)
    const moved = { from: before.session?.node, to: turn.session?.node }
    const result = answered(passed === 'answered' && turn.missed ? 'missed' : passed, turn, moved)
    // silence changes nothing, and costs nothing either
    if (passed === 'silenced' && !protects(input)) return { result: { ...result, effects: [] } }
    return { result, after: afterTurn(before, turn, { id, pace, limit }) }
  }
}

function answered(
  outcome: Outcome,
  { language, replies, effects }: Answer & { effects: readonly Effect[] },
  moved: Moved = {},
): Answered {
  return { outcome, language, replies, effects, moved }
}

/** What is kept after a turn; nothing where that is what was there. */
function afterTurn(
  before: Conversation,
  { session, language, replies, effects }: Turn,
  { id, pace, limit }: { id: string; pace: Pace | undefined; limit: Incoming['limit'] },
): Conversation | undefined {
  const isSame = session !== undefined && session === before.session
  if (isSame && !pace) return undefined
  if (session?.neutral) {
    // the neutral time and its count begin together
    const counting = isSame ? pace : pace && { ...pace, since: limit?.now ?? 0 }
    return { session, pace: counting, recent: [] }
  }
  const turn = writeTurn({ id, language, replies, effects })
  // after an end nothing of before comes back, not even as the answer to a message delivered again
  return { session, pace, recent: session ? [turn, ...before.recent].slice(0, RECENT) : [turn] }
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
 * A turn of which nothing can be remembered: the sender withholds the number, or the store is away and
 * the provider brings nothing back. What would need a second turn to make sense becomes one sentence with
 * the numbers.
 */
export function takeTurnAlone(flow: Flow, input: Input, passed: Passed = 'answered'): Taken {
  const from = 'nothing'
  if (passed === 'limited' && !protects(input))
    return { ...answered(passed, refused(flow, NOTHING)), from }
  const turn = transition(flow, undefined, input)
  const { language, replies, effects } = turn
  const moved = { to: turn.session?.node }
  if (passed === 'silenced')
    return {
      ...answered(passed, { ...turn, effects: protects(input) ? effects : [] }, moved),
      from,
    }
  const complete = replies.every(({ type }) => type === 'say' || type === 'end')
  return {
    outcome: 'stateless',
    language,
    replies: complete ? replies : [{ type: 'say', text: sentenceWhen(flow, 'alone') }],
    effects,
    from,
    moved,
  }
}
