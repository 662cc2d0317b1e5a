/** A conversation between two turns: where it stands, the sender's count, the last turns, and how new it is. */
import type { Session } from '../../flow/session.ts'
import type { Pace } from '../sender-limit.ts'
import type { WrittenTurn } from './recent-turn.ts'

/**
 * How new a conversation is, wherever it is found: the higher generation, then the higher serial number.
 * Each turn adds one to the number; a wipe raises the generation, which is the second in which it began,
 * so that a process that knows nothing of the one before is above it too. `at`: when the last turn was
 * taken, in seconds since 1970; in the neutral time, when that began.
 */
export type Stamp = { readonly generation: number; readonly serial: number; readonly at: number }

export type Conversation = {
  readonly session?: Session | undefined
  readonly pace?: Pace | undefined
  /** The latest first. */
  readonly recent: readonly WrittenTurn[]
  /** None before its first turn, and where the release before this one wrote it. */
  readonly stamp?: Stamp | undefined
}

/** Seconds that the line stays neutral after an exit, whatever comes. */
export const AWAY_S = 15 * 60
/** Clocks of two processes may differ by so many seconds. */
const SKEW_S = 60

/** Before the first turn. */
export const NOTHING: Conversation = { recent: [] }

export function isNeutral({ session }: Conversation): boolean {
  return session?.neutral === true
}

/** Whether nothing of what was before is in it: it has ended, or is neutral. */
export function isWiped(conversation: Conversation): boolean {
  return !conversation.session || isNeutral(conversation)
}

/** As it is at this moment: an exit is over after its time, even where it is kept for longer than that. */
export function asOf(conversation: Conversation, ttl: number, now: number): Conversation {
  const { stamp } = conversation
  const isLonger = ttl > AWAY_S && stamp && isNeutral(conversation)
  const isOver = isLonger && now - stamp.at >= AWAY_S
  return isOver ? { ...conversation, session: undefined } : conversation
}

/** Seconds that it lives, where one that goes on lives for `ttl`: what wipes outlives all that it wiped. */
export function lifeOf(conversation: Conversation, ttl: number): number {
  return isNeutral(conversation) ? Math.max(AWAY_S, ttl) : ttl
}

/** Seconds that are left of its life. None where it is over, or comes from a clock that was set since. */
export function secondsLeft(conversation: Conversation, ttl: number, now: number): number {
  const { at } = conversation.stamp ?? { at: now }
  return at > now + SKEW_S ? 0 : Math.max(0, at + lifeOf(conversation, ttl) - now)
}

/** The one to believe, of what is stored and what came from elsewhere. In a tie a wipe, then the store. */
export function newest(stored: Conversation, other: Conversation): Conversation {
  const [one, two] = [stored.stamp, other.stamp]
  // what the release before wrote is a turn that nobody carries
  if (one && !two) return stored
  const further = one && two ? two.generation - one.generation || two.serial - one.serial : 0
  if (further !== 0) return further > 0 ? other : stored
  return isWiped(other) && !isWiped(stored) ? other : stored
}

/** Whether one neutral time goes on in the other. */
export function goesOnNeutral(before: Conversation | undefined, after: Conversation): boolean {
  if (!before || !isNeutral(before) || !isNeutral(after)) return false
  return !before.stamp || before.stamp.generation === after.stamp?.generation
}

/** The stamp after a turn. */
export function stampAfter(before: Conversation, after: Conversation, now: number): Stamp {
  const { stamp } = before
  if (!stamp) return { generation: now, serial: 1, at: now }
  const { generation, serial, at } = stamp
  // the neutral time is not prolonged
  if (isNeutral(before) && after.session === before.session)
    return { generation, serial: serial + 1, at }
  if (isWiped(after)) return { generation: Math.max(generation + 1, now), serial: 0, at: now }
  return { generation, serial: serial + 1, at: now }
}

/** One of which something may have been wiped that nobody here knows of: the first question comes next. */
export function begunAnew({ pace, stamp }: Conversation, now: number): Conversation {
  const generation = Math.max((stamp?.generation ?? 0) + 1, now)
  return { pace, recent: [], stamp: { generation, serial: 0, at: now } }
}
