/**
 * What each kind of input gets if the store is down or holds something unreadable, and nothing was
 * carried: the one table. Nobody is left in silence, and nobody is connected twice.
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
  /**
   * If the provider carries conversations: the first question; danger and a person are answered as
   * always.
   */
  first: takeFirstTurn,
  /** If it does not, each text is answered on its own: everything else gets the phone numbers. */
  text: (flow: Flow, input: Input, passed: Passed) => takeTurnAlone(flow, input, passed),
  /** A caller to be connected gets a bridge, which needs no store. */
  connect: (rungs: readonly Rung[]) => bridgeTo(bridgeOf(rungs)),
  /** A waiting caller leaves the queue, and the line goes on from there. */
  wait: (): WhileWaiting => ({ type: 'leave' }),
  /**
   * An advocate who answered is joined to whoever still waits in the queue: the queue itself
   * decides.
   */
  advocate: (transfer: string): ForAdvocate => ({ type: 'join', transfer }),
  /**
   * A caller left the queue and nothing is stored about them. Only one who was sent out of it gets
   * another call; one who has talked, or may have, hears where they are, and the number.
   */
  left: (result: LeftResult, rungs: readonly Rung[]): AfterQueue => {
    if (result === 'hangup') return { type: 'nothing' }
    if (result === 'bridged') return { type: 'ended', outcome: 'answered' }
    if (result === 'unknown') return { type: 'ended', outcome: 'no_answer' }
    return bridgeTo(bridgeOf(rungs))
  },
  /** A call ended: the next wait document will find out. */
  ended: () => undefined,
  /** A requested call is not placed, because nothing could stop it. */
  ring: () => 'unavailable' as const,
  /** A call to be stopped: nothing is known about it. */
  stopRinging: () => undefined,
  /** A requested call was answered: whether it is still wanted cannot be known. */
  answered: () => false,
}

/** Bridges the caller's own call to this rung. */
export function bridgeTo({ number, digits }: Rung): Bridge {
  return { type: 'bridge', number, digits }
}

/** Does work that needs the store, or falls back to an entry of the table above. */
export type Try = <Value>(work: () => Promise<Value>, instead: () => Value) => Promise<Value>

export function tryWithStore(log: Log): Try {
  return (work, instead) =>
    work().catch((error) => {
      if (!(error instanceof StoreError)) throw error
      log({ event: 'store_trouble', code: error.code })
      return instead()
    })
}
