/** The state of a warm transfer: the ladder, the legs that were rung, and where the caller is. */
import type { Rung } from '../phones/ladder.ts'

/** How long each destination rings, in seconds; Twilio adds 5. */
export const RING_S = 30
/** How long a caller waits in all before the line goes on without a queue. */
export const WAIT_MS = 90_000
/** A leg told to join that has not done so after this long never will. */
const JOIN_MS = 20_000
/** How long the deadline is extended for a desk that has answered and is hearing who calls. */
const INTRODUCTION_MS = 14_000
/**
 * A caller whose last wait document is older than this has gone, reported or not: the longest
 * document takes 15 s.
 */
export const UNSEEN_MS = 30_000

/** The call to one rung. */
export type Leg = {
  /**
   * asked: requested from the provider, which may have placed it whatever it answered. live: it has
   * answered. dropped: the line has requested its end. gone: it has ended, or has been told to.
   */
  readonly is: 'asked' | 'live' | 'dropped' | 'gone'
  /** Its call SID, once known. */
  readonly sid?: string
  /** When it entered that state, in milliseconds; for a leg that joins, when it was told to. */
  readonly since: number
}

export type Transfer = {
  /**
   * waiting: in the queue, or on the way to it. joining: a leg has been told to take the caller
   * out. leaving: the next wait document takes the caller out, unless a leg that answered late does
   * so first. over: out of the queue, for good.
   */
  readonly phase: 'waiting' | 'joining' | 'leaving' | 'over'
  /** What the caller gets when out of the queue; a bridge unless known otherwise. */
  readonly after: 'bridge' | 'menu'
  readonly rungs: readonly Rung[]
  /** The rung being tried; -1 before the first, rungs.length after the last. */
  readonly rung: number
  /** The leg of each rung tried so far. */
  readonly legs: readonly Leg[]
  /** The rung whose leg has been told to take the caller out, and when one was last told to. */
  readonly joiner?: number
  readonly joined?: number
  /** When the caller started waiting, and last requested a wait document, in milliseconds. */
  readonly began: number
  readonly seen: number
  /** How and when the caller left the queue, so that repeated requests get the same answer. */
  readonly left?: { readonly result: KnownResult; readonly at: number }
}

/** How a caller left the queue. */
export type KnownResult = 'bridged' | 'leave' | 'hangup' | 'error'
/** `unknown`: the provider did not say, as when it goes on with the next verb. */
export type LeftResult = KnownResult | 'unknown'

/** A transfer before its first event. `rungs` is the ladder, in the order of the attempts. */
export function beginTransfer(rungs: readonly Rung[], at: number): Transfer {
  return { phase: 'waiting', after: 'bridge', rungs, rung: -1, legs: [], began: at, seen: at }
}

/**
 * Rebases the transfer on an event's clock. If that clock was set back, or is another machine's,
 * the caller would otherwise wait until it catches up: times in the future count as now.
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

/**
 * Whether a leg is taking the caller out, or just has: neither a deadline nor a late document
 * separates the two.
 */
export function isJoining({ joiner, legs }: Transfer, at: number): boolean {
  const leg = joiner === undefined ? undefined : legs[joiner]
  return leg?.is === 'live' && at - leg.since < JOIN_MS
}

/** Whether somebody has answered and is still hearing who calls. */
export function isIntroducing({ legs, joiner }: Transfer, at: number): boolean {
  return legs.some(
    ({ is, since }, rung) => is === 'live' && rung !== joiner && at - since < INTRODUCTION_MS,
  )
}

/** Whether somebody who answered may take the caller; the queue decides whether they meet. */
export function mayJoin(state: Transfer, at: number): boolean {
  const { phase, after, seen, joiner, legs } = state
  // a leg told to join a while ago may be talking by now: only the caller's next request would tell
  const taken = joiner !== undefined && legs[joiner]?.is === 'live'
  return phase !== 'over' && after === 'bridge' && !taken && at - seen < UNSEEN_MS
}
