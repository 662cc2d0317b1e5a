/** The state of a warm transfer: the ladder, the legs that were rung, and where the caller is. */
import type { Rung } from '../phones/ladder.ts'

/** How long each destination rings, in seconds; Twilio adds 5. */
export const RING_S = 30
/** How long a caller waits in all before the line goes on without a queue. */
export const WAIT_MS = 90_000
/** A leg that was told to join and has not after this long will not. */
const JOIN_MS = 20_000
/** So long the deadline waits for a desk that has answered and is told who calls. */
const INTRODUCTION_MS = 14_000
/** A caller whose last wait document is older than this has gone, told or not: the longest takes 15 s. */
export const UNSEEN_MS = 30_000

/** The call to one rung. */
export type Leg = {
  /**
   * asked: the provider was asked for it, and may have made it whatever it said. live: it has answered.
   * dropped: the line has asked for its end. gone: it has ended, or has been told to.
   */
  readonly is: 'asked' | 'live' | 'dropped' | 'gone'
  /** Its call SID, once known. */
  readonly sid?: string
  /** Milliseconds: when that began to be so; of who joins, when it was told to. */
  readonly since: number
}

export type Transfer = {
  /**
   * waiting: in the queue, or on the way to it. joining: a leg has its word to take the caller out.
   * leaving: the next wait document takes the caller out, unless a leg that answered late comes first.
   * over: out of the queue, for good.
   */
  readonly phase: 'waiting' | 'joining' | 'leaving' | 'over'
  /** What the caller gets when out of the queue; a bridge unless something else is known. */
  readonly after: 'bridge' | 'menu'
  readonly rungs: readonly Rung[]
  /** The rung that is being tried; -1 before the first, rungs.length after the last. */
  readonly rung: number
  /** The leg of each rung that was tried so far. */
  readonly legs: readonly Leg[]
  /** The rung whose leg has its word to take the caller out, and when one had it last. */
  readonly joiner?: number
  readonly joined?: number
  /** Milliseconds: when the caller began to wait, and when they last asked for a wait document. */
  readonly began: number
  readonly seen: number
  /** How and when the caller came out of the queue, once out: whoever asks again is told the same. */
  readonly left?: { readonly result: KnownResult; readonly at: number }
}

/** How a caller came out of the queue. */
export type KnownResult = 'bridged' | 'leave' | 'hangup' | 'error'
/** `unknown`: the provider did not say how, as when it goes on with the next verb. */
export type LeftResult = KnownResult | 'unknown'

/** A transfer before its first event. `rungs`: the ladder, the first one to be tried first. */
export function beginTransfer(rungs: readonly Rung[], at: number): Transfer {
  return { phase: 'waiting', after: 'bridge', rungs, rung: -1, legs: [], began: at, seen: at }
}

/**
 * The transfer by the clock of an event. One that was set back, or another machine's, would let the
 * caller wait until it has caught up: what is still to come counts from now.
 */
export function rebased(state: Transfer, at: number): Transfer {
  const { phase, began, seen, joined = at, legs } = state
  const times = [began, seen, joined, ...legs.map(({ since }) => since)]
  if (phase === 'over' || times.every((time) => time <= at)) return state
  return {
    ...state,
    began: Math.min(began, at),
    seen: Math.min(seen, at),
    ...(state.joined !== undefined && { joined: Math.min(joined, at) }),
    legs: legs.map((leg) => ({ ...leg, since: Math.min(leg.since, at) })),
  }
}

/** Whether a leg takes the caller out, or just has: neither a deadline nor a late document parts the two. */
export function isJoining({ joiner, legs }: Transfer, at: number): boolean {
  const leg = joiner === undefined ? undefined : legs[joiner]
  return leg?.is === 'live' && at - leg.since < JOIN_MS
}

/** Whether somebody who has answered is just being told who calls. */
export function isIntroducing({ legs, joiner }: Transfer, at: number): boolean {
  return legs.some(
    ({ is, since }, rung) => is === 'live' && rung !== joiner && at - since < INTRODUCTION_MS,
  )
}

/** Whether somebody who has answered may have the caller: the queue decides whether they meet. */
export function mayJoin(state: Transfer, at: number): boolean {
  const { phase, after, seen, joiner, legs } = state
  // who was told to join a while ago may be talking by now: only the caller's next request would tell
  const taken = joiner !== undefined && legs[joiner]?.is === 'live'
  return phase !== 'over' && after === 'bridge' && !taken && at - seen < UNSEEN_MS
}
