/**
 * The turn: read the conversation, take the turn, store it. Exactly once, however often the input
 * is delivered.
 */
import type { Effect } from '../flow/effect.ts'
import { isProtective, isUrgent } from '../flow/event.ts'
import { type Flow, sentenceWhen } from '../flow/flow.ts'
import type { Input } from '../flow/input.ts'
import type { Answer, Turn } from '../flow/session.ts'
import { transition } from '../flow/transition.ts'
import type { From, Step } from './conversations/attempt.ts'
import type { Carry, Identity } from './conversations/carrying.ts'
import { type Conversation, NOTHING } from './conversations/conversation.ts'
import type { Conversations, StepResult } from './conversations/conversations.ts'
import { isTurn, readTurn, shortId, writeTurn } from './conversations/recent-turn.ts'
import type { Passed } from './sender-counts.ts'
import { counted, type Pace } from './sender-limit.ts'

/** One incoming input. */
export type Incoming = Identity & {
  /** The same if the message or step is delivered again. It is hashed before it is stored. */
  turnId: string
  input: Input
  /** How many texts a sender may send in 15 minutes, and the time in seconds. Absent: unlimited. */
  limit?: { texts: number; now: number } | undefined
  /** Whether the content still has the words for an earlier answer. Absent: it has all of them. */
  canSay?: ((answer: Answer) => boolean) | undefined
}

/**
 * How a turn went. `missed`: the input was not understood. `raced`: other writers won every race,
 * so it is not remembered. `stateless`: nothing can be remembered. `limited`: the single message
 * that says so. `silenced`: the turn was taken if it protects the person (exit, opt-out), and
 * nothing is sent.
 */
export type Outcome =
  | 'answered'
  | 'missed'
  | 'replayed'
  | 'raced'
  | 'stateless'
  | 'limited'
  | 'silenced'

export type Movement = { readonly from?: string | undefined; readonly to?: string | undefined }

export type TurnResult = Answer & {
  readonly outcome: Outcome
  readonly effects: readonly Effect[]
  /** Where the conversation was found. */
  readonly from: From
  /** The node before and after; absent before the first turn and after the end. */
  readonly moved: Movement
  /** The carry for the provider to bring back. */
  readonly carry?: Carry | undefined
}

/** Number of turns remembered with their replies, for redelivered messages. */
const RECENT = 4

/**
 * Takes one turn, exactly once as far as this store and this carry know. Throws StoreError if the
 * store fails and there is no carry.
 */
export function takeTurn(
  conversations: Pick<Conversations, 'take'>,
  flow: Flow,
  incoming: Incoming,
): Promise<TurnResult> {
  return conversations.take(incoming, turnOn(flow, incoming)).then((took) => {
    const { outcome } = took.result
    const remembers = outcome === 'answered' || outcome === 'missed'
    return taken(took, took.kept === 'contended' && remembers ? 'raced' : outcome)
  })
}

/**
 * The first turn of somebody about whom nothing can be known, but whose provider will carry the
 * conversation.
 */
export function takeFirstTurn(
  conversations: Pick<Conversations, 'first'>,
  flow: Flow,
  incoming: Incoming,
): TurnResult {
  const took = conversations.first(incoming, turnOn(flow, incoming))
  return taken(took, took.result.outcome)
}

function taken({ result, from, carry }: StepResult<Answered>, outcome: Outcome): TurnResult {
  const { language, replies, effects, moved } = result
  return { outcome, language, replies, effects, moved, from, carry }
}

type Answered = Omit<TurnResult, 'from' | 'carry'>

/** The step that this input takes on a conversation. */
function turnOn(flow: Flow, { input, limit, turnId, canSay }: Incoming): Step<Answered> {
  const id = shortId(turnId)
  return (before) => {
    const again = before.recent.find((each) => isTurn(each, id))
    if (again !== undefined) {
      const replay = readTurn(again)
      // the content may no longer have the words: then repeat where the person is
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
    // a silenced turn changes nothing and costs nothing
    if (passed === 'silenced' && !protects(input)) return { result: { ...result, effects: [] } }
    return { result, after: afterTurn(before, turn, { id, pace, limit }) }
  }
}

function answered(
  outcome: Outcome,
  { language, replies, effects }: Answer & { effects: readonly Effect[] },
  moved: Movement = {},
): Answered {
  return { outcome, language, replies, effects, moved }
}

/** The conversation to store after a turn; undefined if it is unchanged. */
function afterTurn(
  before: Conversation,
  { session, language, replies, effects }: Turn,
  { id, pace, limit }: { id: string; pace: Pace | undefined; limit: Incoming['limit'] },
): Conversation | undefined {
  const isSame = session !== undefined && session === before.session
  if (isSame && !pace) return undefined
  if (session?.neutral) {
    // the neutral time and its count start together
    const counting = isSame ? pace : pace && { ...pace, since: limit?.now ?? 0 }
    return { session, pace: counting, recent: [] }
  }
  const turn = writeTurn({ id, language, replies, effects })
  // after an end nothing earlier comes back, not even as the answer to a redelivered message
  return { session, pace, recent: session ? [turn, ...before.recent].slice(0, RECENT) : [turn] }
}

/**
 * A crisis always passes here. An exit that is the first text over the limit gets its own answer.
 */
function pass(input: Input, pace: Pace | undefined, limit: Incoming['limit']): Passed {
  if (!pace || !limit || limit.texts === 0 || pace.count <= limit.texts || isCrisis(input))
    return 'answered'
  if (pace.count > limit.texts + 1) return 'silenced'
  return protects(input) ? 'answered' : 'limited'
}

/** Whether a text is answered at any cost. */
export function isCrisis(input: Input): boolean {
  if (input.type !== 'event') return false
  return isUrgent(input.event) || (input.otherwise !== undefined && isCrisis(input.otherwise))
}

/** Whether a text asks the line to do less, which is obeyed even if no answer is sent. */
export function protects(input: Input): boolean {
  return input.type === 'event' && isProtective(input.event)
}

/** The single message that says a limit was reached; the conversation stays where it was. */
function refused(flow: Flow, { session }: Conversation): Turn {
  const language = session?.language ?? flow.languages[0]
  const replies = [{ type: 'say', text: sentenceWhen(flow, 'limited') }] as const
  return { session, language, replies, effects: [], missed: false }
}

/**
 * A turn that cannot be remembered: the number is withheld, or the store is down and nothing was
 * carried. Any answer that would need a second turn becomes one sentence with the phone numbers.
 */
export function takeTurnAlone(flow: Flow, input: Input, passed: Passed = 'answered'): TurnResult {
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
