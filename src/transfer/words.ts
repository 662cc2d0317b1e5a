/** What each side of a transfer gets, derived from its state. */
import type { Rung } from '../phones/ladder.ts'
import { isJoining, type KnownResult, type Transfer, UNSEEN_MS } from './state.ts'

/**
 * Time from being told to join until it counts as a conversation: the introduction plus the
 * shortest talk.
 */
export const TALK_MS = 14_000

/** What a caller who requests a wait document gets: a few more seconds, or the way out. */
export function waitWord(state: Transfer, at: number): 'hold' | 'leave' {
  if (state.phase === 'over') return 'leave'
  // somebody has answered after all: do not take the caller away from them
  return state.phase === 'leaving' && !isJoining(state, at) ? 'leave' : 'hold'
}

/** What a leg that requests its document gets. */
export function legWord(state: Transfer, rung: number, sid: string): 'introduce' | 'join' | 'end' {
  const leg = state.legs[rung]
  if (state.phase === 'over' || leg?.is !== 'live' || leg.sid !== sid) return 'end'
  if (state.joiner !== undefined) return state.joiner === rung ? 'join' : 'end'
  return 'introduce'
}

/**
 * How a caller must have left the queue. If they may have talked to somebody, nothing is dialled
 * again.
 */
export function resultOf({ phase, joiner, seen }: Transfer, at: number): KnownResult {
  // nobody stays in a queue for long without requesting a document
  if (joiner !== undefined || at - seen >= UNSEEN_MS) return 'bridged'
  return phase === 'leaving' ? 'leave' : 'error'
}

/** What a caller who has left the queue gets, however often they ask. */
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

/** The bridge still to try: the first from the current rung on, or else the last of all. */
export function bridgeRung({ rungs, rung }: Pick<Transfer, 'rungs' | 'rung'>): Rung | undefined {
  const isBridge = ({ how }: Rung) => how === 'bridge'
  return rungs.slice(Math.max(rung, 0)).find(isBridge) ?? rungs.findLast(isBridge)
}
