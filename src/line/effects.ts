/** Carries out effects: what a text's turn does outside the conversation. */
import { type Effect, effects as table } from '../flow/effect.ts'
import type { Callbacks } from './callback.ts'
import type { Erasure, IncomingMessage } from './tasks/erasure.ts'
import type { TurnResult } from './turn.ts'

/** Who sent the text, and the message as the provider stores it. */
export type Sender = { number: string; message: IncomingMessage | undefined }

/** Whose turn it was. */
type Person = Sender & { language: string }

/** One handler per effect; if people are told about its outcome, the handler returns it. */
type Handlers = {
  [Name in Effect]: (
    person: Person,
  ) => (typeof table)[Name]['told'] extends true
    ? ReturnType<Callbacks['start']>
    : Promise<'withdrawn' | undefined>
}

/** `withdrawn`: the person may still have expected a call, and none will come. */
export type CarriedOut = TurnResult & { readonly withdrawn: boolean }

/** Carries out a turn's effects, and returns the turn with their outcomes filled in. */
export type CarryOut = (turn: TurnResult, sender: Sender) => Promise<CarriedOut>

export function createEffects(callbacks: Callbacks, erasure: Erasure | undefined): CarryOut {
  const handlers: Handlers = {
    ring: ({ number, language }) => callbacks.start(number, language),
    stop_ringing: ({ number }) => callbacks.cancel(number),
    withdraw: ({ number }) => callbacks.withdraw(number),
    erase: async ({ number, message }) => {
      await erasure?.forget(number, message)
      return undefined
    },
  }

  return async function carryOut(turn, sender) {
    const again = turn.outcome === 'replayed'
    let { replies } = turn
    let withdrawn = false
    for (const effect of turn.effects) {
      if (again && !table[effect].again) continue
      const went = await handlers[effect]({ ...sender, language: turn.language })
      if (went === 'withdrawn') withdrawn = true
      else if (went)
        replies = replies.map((reply) =>
          reply.type === 'outcome' && reply.effect === effect ? { ...reply, went } : reply,
        )
    }
    return { ...turn, replies, withdrawn }
  }
}
