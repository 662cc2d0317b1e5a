/** The turn of a text: in the sender's conversation, or alone where nothing can be remembered. */
import type { Flow } from '../flow/flow.ts'
import type { Input } from '../flow/input.ts'
import type { Answer } from '../flow/session.ts'
import type { Limits } from './admission.ts'
import type { Background } from './background.ts'
import type { Conversations } from './conversations/conversations.ts'
import type { CarryOut } from './effects.ts'
import type { SenderCounts } from './sender-counts.ts'
import { PACE_S } from './sender-limit.ts'
import type { IncomingMessage } from './tasks/erasure.ts'
import { isCrisis, type Taken, takeTurn } from './turn.ts'
import { type Try, withoutStore } from './without-store.ts'

/** A text on its way in. */
export type IncomingText = {
  /** The name of the channel that it came by. */
  channel: string
  /** The sender's own number; none where it does not tell one person from another. */
  sender: string | undefined
  /** Whom an answer goes to, as the provider writes it: only ever hashed, to be counted. */
  origin: string
  /** The same when it is delivered again. */
  id: string | undefined
  body: string
  /** Whether a picture, a contact or the like came with it. */
  media: boolean
  /** What the provider has answered already, by itself. */
  answered: 'stop' | 'start' | 'help' | undefined
  /** What the provider brought back of the conversation, and whether it will do so again. */
  carry?: string | undefined
  carries?: boolean | undefined
}

export type TextTurnDeps = {
  flow: Flow
  /** Whether there are words for an answer that was given before. */
  canSay: (answer: Answer) => boolean
  counts: SenderCounts
  /** Those of a channel. */
  conversations: (channel: string) => Conversations
  background: Background
  /** Milliseconds since the clock was last seen to have been set. */
  sinceStep: () => number
  tryWithStore: Try
  carryOut: CarryOut
  limits: Partial<Limits>
}

/** Seconds after a step of the clock until every count that is kept began after it. */
const UNSURE_S = 2 * PACE_S

export type TextTurn = (text: IncomingText, input: Input) => Promise<Taken>

export function createTextTurns(deps: TextTurnDeps): TextTurn {
  const { flow, canSay, counts, conversations, background, sinceStep, tryWithStore, carryOut } =
    deps
  const { textsPerSender = 0 } = deps.limits

  /** Nobody is silenced by a count that may be of another time. */
  function limitNow() {
    const unsure = sinceStep() < UNSURE_S * 1000
    return { texts: unsure ? 0 : textsPerSender, now: Math.floor(background.now() / 1000) }
  }

  /**
   * A texter whose number is withheld is answered alone; so is one who comes while the store is away and
   * to whom nothing is brought back. Both are counted by this process. Whoever is no number may be an
   * automaton, so that must end by itself.
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
    return carryOut(turn, { number: sender, message: messageOf(text) })
  }
}

/** The text as the provider keeps it. */
export function messageOf({ id, media }: IncomingText): IncomingMessage | undefined {
  return id === undefined ? undefined : { sid: id, media }
}
