/**
 * One step on its way: taken on what is stored, or on what is in hand once there is no time to wait. What
 * was answered is what is written, whenever the store comes to it.
 */
import type { Change, Changed } from '../../store/record.ts'
import type { Keys } from '../../store/vault.ts'
import {
  asOf,
  begunAnew,
  type Conversation,
  goesOnNeutral,
  isNeutral,
  isWiped,
  NOTHING,
  newest,
  secondsLeft,
  stampAfter,
} from './conversation.ts'
import type { Outage } from './outage.ts'
import type { Wipes } from './wipes.ts'

/** What an input makes of a conversation; nothing afterwards: it stays as it is. Free of effects. */
export type Step<Result> = (before: Conversation) => {
  result: Result
  after?: Conversation | undefined
}

/** Where a conversation was found that a step went on from. */
export type From = 'store' | 'carry' | 'nothing'

/** A step that was taken. */
export type Turn<Result> = {
  result: Result
  before: Conversation
  after: Conversation | undefined
  from: From
}

export type AttemptParts = { ttl: number; wipes: Wipes; outage: Outage }

/**
 * `inHand`: what is known without the store. `closed`: something was brought back that can not be opened,
 * which may be newer than all that is known. `now`: seconds since 1970.
 */
export type Asked<Result> = {
  keys: Keys
  inHand: Conversation | undefined
  closed: boolean
  now: number
  step: Step<Result>
}

export function startAttempt<Result>(
  parts: AttemptParts,
  { keys, inHand, closed, now, step }: Asked<Result>,
) {
  const { ttl, wipes, outage } = parts
  let taken: Turn<Result> | undefined
  let given = false

  function tryOn(before: Conversation, from: From): Turn<Result> {
    const known = asOf(before, ttl, now)
    const { result, after } = step(known)
    const stamped = after && { ...after, stamp: stampAfter(known, after, now) }
    return { result, before, after: stamped, from }
  }

  function turnOn(before: Conversation, from: From): Turn<Result> {
    taken = tryOn(before, from)
    const { after } = taken
    if (after?.stamp && isWiped(after) && after.stamp.generation !== before.stamp?.generation)
      wipes.keep(keys, after, secondsLeft(after, ttl, now))
    return taken
  }

  return {
    turnOn,
    /** What was taken last, or is taken on what is in hand. From now on the store only hears of it. */
    give(): Turn<Result> | undefined {
      given = true
      return taken ?? (inHand && turnOn(inHand, 'carry'))
    },
    /** What a turn makes of what the store is supposed to hold. A wipe is not tried, but taken on what it holds. */
    suppose(): Change<Conversation, Turn<Result>> {
      const before = inHand ?? NOTHING
      const turn = tryOn(before, 'store')
      const { after } = turn
      const goesOn = after && !isWiped(after)
      return { result: turn, ...(goesOn && keeping(inHand, after, parts, now)) }
    },
    change(stored: Conversation | undefined): Change<Conversation, Turn<Result>> {
      if (given && taken) {
        const { after } = taken
        const isNewer = after && newest(stored ?? NOTHING, after) === after
        return { result: taken, ...(isNewer && keeping(stored, after, parts, now)) }
      }
      const before = believed(stored, { inHand, closed, now }, outage)
      // where both say the same it is one object
      const isStored = before === stored || before !== inHand
      const turn = turnOn(before, isStored ? 'store' : 'carry')
      const { after } = turn
      const keep = after ?? (before === stored || before === NOTHING ? undefined : before)
      return { result: turn, ...(keep && !given && keeping(stored, keep, parts, now)) }
    },
    /** The store has come to it. */
    done({ kept }: Changed<Turn<Result>>): void {
      if (kept === 'written' && taken?.after) wipes.written(keys, taken.after)
    },
  }
}

/** What is to be gone on from: the newest, unless it may not be the last that was said. */
function believed(
  stored: Conversation | undefined,
  { inHand, closed, now }: Pick<Asked<never>, 'inHand' | 'closed' | 'now'>,
  outage: Outage,
): Conversation {
  if (!stored) return inHand ?? NOTHING
  if (inHand) return newest(stored, inHand)
  const { stamp } = stored
  // what was said, or wiped, while the store was away is in the carry that did not come or is closed
  const isDoubted = closed || (stamp !== undefined && outage.since(stamp.at))
  return stamp && isDoubted && !isNeutral(stored) ? begunAnew(stored, now) : stored
}

/** What to keep, for how long, and where. */
export function keeping(
  stored: Conversation | undefined,
  keep: Conversation,
  { ttl }: Pick<AttemptParts, 'ttl'>,
  now: number,
): Omit<Change<Conversation, undefined>, 'result'> {
  const seconds = Math.max(1, secondsLeft(keep, ttl, now))
  // no clock ends the neutral time: the store knows how long it has left
  return {
    keep,
    ttl: seconds,
    ...(goesOnNeutral(stored, keep) && { life: 'left' }),
    ...(isWiped(keep) && { everywhere: true }),
  }
}
