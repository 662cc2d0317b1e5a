/** What each side of a transfer is told, by the state of it. */
import type { Rung } from '../phones/ladder.ts'
import { isJoining, type KnownResult, type Transfer, UNSEEN_MS } from './state.ts'

/** From "join" to a talk: the introduction, and the shortest talk that is one. */
export const TALK_MS = 14_000

/** What a caller who asks for a wait document gets: some seconds more, or the way out. */
export function waitWord(state: Transfer, at: number): 'hold' | 'leave' {
  if (state.phase === 'over') return 'leave'
  // somebody has answered after all: the caller is not taken away from them
  return state.phase === 'leaving' && !isJoining(state, at) ? 'leave' : 'hold'
}

/** What a leg that asks for its document gets. */
export function legWord(state: Transfer, rung: number, sid: string): 'introduce' | 'join' | 'end' {
  const leg = state.legs[rung]
  if (state.phase === 'over' || leg?.is !== 'live' || leg.sid !== sid) return 'end'
  if (state.joiner !== undefined) return state.joiner === rung ? 'join' : 'end'
  return 'introduce'
}

/** How a caller must have come out of the queue: nothing is dialled again for who may have talked. */
export function resultOf({ phase, joiner, seen }: Transfer, at: number): KnownResult {
  // nobody waits in a queue for long without asking for a document
  if (joiner !== undefined || at - seen >= UNSEEN_MS) return 'bridged'
  return phase === 'leaving' ? 'leave' : 'error'
}

/** What a caller gets who is out of the queue, however often it is asked. */
export function afterQueue(
  state: Transfer,
): 'talked' | 'short' | 'menu' | 'bridge' | 'unreached' | 'gone' {
  const { result, at } = state.left ?? { result: resultOf(state, state.seen), at: state.seen }
  if (result === 'hangup') return 'gone'
  if (result === 'bridged')
    return state.joined === undefined || at - state.joined >= TALK_MS ? 'talked' : 'short'
  if (state.after === 'menu' && result === 'leave') return 'menu'
  return bridgeRung(state) ? 'bridge' : 'unreached'
}

/** The bridge that is left to try: the first one from the current rung on, or the last of all. */
export function bridgeRung({ rungs, rung }: Pick<Transfer, 'rungs' | 'rung'>): Rung | undefined {
  const isBridge = ({ how }: Rung) => how === 'bridge'
  return rungs.slice(Math.max(rung, 0)).find(isBridge) ?? rungs.findLast(isBridge)
}
