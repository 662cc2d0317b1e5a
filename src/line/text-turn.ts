/**
 * The turn of a text: within the sender's conversation, or on its own if nothing can be remembered.
 */
import { type Flow, sentenceWhen } from '../flow/flow.ts'
import type { Input } from '../flow/input.ts'
import type { Answer } from '../flow/session.ts'
import type { Limits } from './admission.ts'
import type { Background } from './background.ts'
import type { Conversations } from './conversations/conversations.ts'
import type { CarryOut } from './effects.ts'
import type { SenderCounts } from './sender-counts.ts'
import { PACE_S } from './sender-limit.ts'
import type { IncomingMessage } from './tasks/erasure.ts'
import { isCrisis, type TurnResult, takeTurn } from './turn.ts'
import { type Try, withoutStore } from './without-store.ts'

/** An incoming text. */
export type IncomingText = {
  /** The name of its channel. */
  channel: string
  /** The sender's phone number; absent if it does not identify one person. */
  sender: string | undefined
  /** The reply address as the provider writes it; only ever hashed, for counting. */
  origin: string
  /** The same if the message is delivered again. */
  id: string | undefined
  body: string
  /** Whether a picture, contact or other attachment came with it. */
  media: boolean
  /** What the provider has already answered on its own. */
  answered: 'stop' | 'start' | 'help' | undefined
  /** The carry that came back, and whether the provider will bring one back again. */
  carry?: string | undefined
  carries?: boolean | undefined
}

export type TextTurnDeps = {
  flow: Flow
  /** Whether the content still has the words for an earlier answer. */
  canSay: (answer: Answer) => boolean
  counts: SenderCounts
  /** The conversations of a channel. */
  conversations: (channel: string) => Conversations
  background: Background
  /** Milliseconds since the clock was last seen to have been set. */
  sinceStep: () => number
  tryWithStore: Try
  carryOut: CarryOut
  limits: Partial<Limits>
}

/** Seconds after a clock step until every stored count was started after it. */
const UNSURE_S = 2 * PACE_S

export type TextTurn = (text: IncomingText, input: Input) => Promise<TurnResult>

export function createTextTurns(deps: TextTurnDeps): TextTurn {
  const { flow, canSay, counts, conversations, background, sinceStep, tryWithStore, carryOut } =
    deps
  const { textsPerSender = 0 } = deps.limits

  /** No limit while stored counts may be off: nobody is silenced because of a wrong clock. */
  function limitNow() {
    const unsure = sinceStep() < UNSURE_S * 1000
    return { texts: unsure ? 0 : textsPerSender, now: Math.floor(background.now() / 1000) }
  }

  /**
   * Texters with a withheld number are answered without a conversation, and so are those who text
   * while the store is down and nothing was carried. Both are counted by this process. A sender
   * without a number may be an automaton, so its conversation must end by itself.
   */
  return async function textTurn(text, input) {
    const { channel, sender, origin, id, carry, carries } = text
    const passed = () => {
      const limit = { texts: textsPerSender, endsInADay: !sender }
      return isCrisis(input) ? 'answered' : counts.text({ origin, id }, limit)
    }
    if (!sender) return withoutStore.text(flow, input, passed())
    const kept = conversations(channel)
    const incoming = id && {
      who: sender,
      turnId: id,
      input,
      limit: limitNow(),
      canSay,
      carry,
      carries,
    }
    const alone = () => {
      const how = passed()
      if (!incoming || !carries || how !== 'answered') return withoutStore.text(flow, input, how)
      return withoutStore.first(kept, flow, incoming)
    }
    const turn = incoming
      ? await tryWithStore(() => takeTurn(kept, flow, incoming), alone)
      : alone()
    if (turn.effects.length === 0) return turn
    const done = await carryOut(turn, { number: sender, message: messageOf(text) })
    return done.withdrawn && saysOnlyNo(input) ? withdrawing(flow, done) : done
  }
}

/** A no that means nothing else; a danger or a question beside it is answered instead. */
function saysOnlyNo(input: Input): boolean {
  if (input.type !== 'event' || input.event !== 'no') return false
  const { otherwise } = input
  if (!otherwise || otherwise.type === 'unknown' || otherwise.type === 'small_talk') return true
  // YA NO
  return otherwise.type === 'event' && otherwise.event === 'opt_out.line'
}

/** Says that no call will come, instead of anything that the no answered or did not answer. */
function withdrawing(flow: Flow, turn: TurnResult): TurnResult {
  const outcome = turn.outcome === 'missed' ? 'answered' : turn.outcome
  return {
    ...turn,
    outcome,
    replies: [{ type: 'say', text: sentenceWhen(flow, 'ring.withdrawn') }],
  }
}

/** The message as the provider stores it. */
export function messageOf({ id, media }: IncomingText): IncomingMessage | undefined {
  return id === undefined ? undefined : { sid: id, media }
}
