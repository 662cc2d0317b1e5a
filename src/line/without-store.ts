/**
 * What each kind of input gets while the store is away, or holds what can not be read, and nothing was
 * carried: the one table. A person is never left in silence, and nobody is connected twice.
 */
import type { Flow } from '../flow/flow.ts'
import type { Input } from '../flow/input.ts'
import { bridgeOf, type Rung } from '../phones/ladder.ts'
import { StoreError } from '../store/store.ts'
import type { Log } from '../telemetry/events.ts'
import type { LeftResult } from '../transfer/state.ts'
import type { AfterQueue, Bridge, ForAdvocate, WhileWaiting } from './answer.ts'
import type { Passed } from './sender-counts.ts'
import { takeFirstTurn, takeTurnAlone } from './turn.ts'

export const withoutStore = {
  /** Where the provider brings back what it is given: the first question, and danger and a person as always. */
  first: takeFirstTurn,
  /** Where it does not, a text is answered by itself: all else gets the numbers. */
  text: (flow: Flow, input: Input, passed: Passed) => takeTurnAlone(flow, input, passed),
  /** A caller to be connected: a bridge, which needs no store. */
  connect: (rungs: readonly Rung[]) => bridgeTo(bridgeOf(rungs)),
  /** A caller who waits: out of the queue, to where the line goes on. */
  wait: (): WhileWaiting => ({ type: 'leave' }),
  /** An advocate who answered: the queue itself decides. Whoever still waits in it is joined. */
  advocate: (transfer: string): ForAdvocate => ({ type: 'join', transfer }),
  /**
   * A caller out of the queue of whom nothing is kept. Only one who was sent out of it is dialled for:
   * who has talked, or may have, hears where they are, and the number.
   */
  left: (result: LeftResult, rungs: readonly Rung[]): AfterQueue => {
    if (result === 'hangup') return { type: 'nothing' }
    if (result === 'bridged') return { type: 'ended', outcome: 'answered' }
    if (result === 'unknown') return { type: 'ended', outcome: 'no_answer' }
    return bridgeTo(bridgeOf(rungs))
  },
  /** The end of somebody's call: the next wait document finds out. */
  ended: () => undefined,
  /** A phone to be rung: it is not, since nothing could stop it. */
  ring: () => 'unavailable' as const,
  /** A phone to be rung no more: nothing is known of its call. */
  stopRinging: () => undefined,
  /** A phone that was rung and is answered: whether it is still wanted can not be known. */
  answered: () => false,
}

/** The caller's own call goes on to this rung. */
export function bridgeTo({ number, digits }: Rung): Bridge {
  return { type: 'bridge', number, digits }
}

/** Does what needs the store, or what stands for it in the table above. */
export type Try = <Value>(work: () => Promise<Value>, instead: () => Value) => Promise<Value>

export function tryWithStore(log: Log): Try {
  return async function tryWithStore(work, instead) {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof StoreError)) throw error
      log({ event: 'store_trouble', code: error.code })
      return instead()
    }
  }
}
