/**
 * A conversation between two turns: where it stands, the sender's count, the last turns, and how
 * recent it is.
 */
import type { Session } from '../../flow/session.ts'
import type { Pace } from '../sender-limit.ts'
import type { WrittenTurn } from './recent-turn.ts'

/**
 * How recent a copy of a conversation is: the higher generation wins, then the higher serial. Each
 * turn adds one to the serial. A wipe raises the generation to the current second, so that it
 * outranks the previous one even in a process that does not know it. `at` is when the last turn was
 * taken, in seconds since 1970; in the neutral time, when that began.
 */
export type Stamp = { readonly generation: number; readonly serial: number; readonly at: number }

export type Conversation = {
  readonly session?: Session | undefined
  readonly pace?: Pace | undefined
  /** Latest first. */
  readonly recent: readonly WrittenTurn[]
  /** Absent before the first turn, and if the previous release wrote the conversation. */
  readonly stamp?: Stamp | undefined
}

/** Seconds that the line stays neutral after an exit, whatever comes in. */
export const AWAY_S = 15 * 60
/** Tolerated difference between the clocks of two processes, in seconds. */
const SKEW_S = 60

/** The conversation before its first turn. */
export const NOTHING: Conversation = { recent: [] }

export function isNeutral({ session }: Conversation): boolean {
  return session?.neutral === true
}

/** Whether it contains nothing from before an end or exit. */
export function isWiped(conversation: Conversation): boolean {
  return !conversation.session || isNeutral(conversation)
}

/** The conversation as of now: an exit ends after its time, even if it is stored for longer. */
export function asOf(conversation: Conversation, ttl: number, now: number): Conversation {
  const { stamp } = conversation
  const isLonger = ttl > AWAY_S && stamp && isNeutral(conversation)
  const isOver = isLonger && now - stamp.at >= AWAY_S
  return isOver ? { ...conversation, session: undefined } : conversation
}

/**
 * Lifetime in seconds, given that an ordinary conversation lives for `ttl`. A wipe must outlive
 * everything that it wiped.
 */
export function lifeOf(conversation: Conversation, ttl: number): number {
  return isNeutral(conversation) ? Math.max(AWAY_S, ttl) : ttl
}

/**
 * Remaining lifetime in seconds; zero if it is over, or comes from a clock that has been set since.
 */
export function secondsLeft(conversation: Conversation, ttl: number, now: number): number {
  const { at } = conversation.stamp ?? { at: now }
  return at > now + SKEW_S ? 0 : Math.max(0, at + lifeOf(conversation, ttl) - now)
}

/**
 * The copy to believe, of the stored one and another. In a tie, a wiped copy wins, then the stored
 * one.
 */
export function newest(stored: Conversation, other: Conversation): Conversation {
  const [one, two] = [stored.stamp, other.stamp]
  // an unstamped copy was written by the previous release, which carries nothing
  if (one && !two) return stored
  const further = one && two ? two.generation - one.generation || two.serial - one.serial : 0
  if (further !== 0) return further > 0 ? other : stored
  return isWiped(other) && !isWiped(stored) ? other : stored
}

/** Whether both are in the same neutral time. */
export function staysNeutral(before: Conversation | undefined, after: Conversation): boolean {
  if (!before || !isNeutral(before) || !isNeutral(after)) return false
  return !before.stamp || before.stamp.generation === after.stamp?.generation
}

/** The stamp after a turn. */
export function stampAfter(before: Conversation, after: Conversation, now: number): Stamp {
  const { stamp } = before
  if (!stamp) return { generation: now, serial: 1, at: now }
  const { generation, serial, at } = stamp
  // the neutral time must not be prolonged
  if (isNeutral(before) && after.session === before.session)
    return { generation, serial: serial + 1, at }
  if (isWiped(after)) return { generation: Math.max(generation + 1, now), serial: 0, at: now }
  return { generation, serial: serial + 1, at: now }
}

/**
 * Starts a conversation over, because something may have been wiped that this process does not know
 * about: the first question comes next.
 */
export function startedOver({ pace, stamp }: Conversation, now: number): Conversation {
  const generation = Math.max((stamp?.generation ?? 0) + 1, now)
  return { pace, recent: [], stamp: { generation, serial: 0, at: now } }
}
