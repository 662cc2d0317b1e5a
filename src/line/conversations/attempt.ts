/**
 * One attempt at a step: taken on the stored conversation, or on the copy at hand once there is no
 * time to wait. What was answered is what gets written, however late the store responds.
 */
import type { Change, Changed } from '../../store/record.ts'
import type { Keys } from '../../store/vault.ts'
import {
  asOf,
  type Conversation,
  isNeutral,
  isWiped,
  NOTHING,
  newest,
  type Stamp,
  secondsLeft,
  stampAfter,
  startedOver,
  staysNeutral,
} from './conversation.ts'
import type { Outage } from './outage.ts'
import type { Wipes } from './wipes.ts'

/**
 * What an input does to a conversation; without `after` it stays as it is. Free of side effects.
 */
export type Step<Result> = (before: Conversation) => {
  result: Result
  after?: Conversation | undefined
}

/** Where the conversation was found. */
export type From = 'store' | 'carry' | 'nothing'

/** A step that has been taken. */
export type Turn<Result> = {
  result: Result
  before: Conversation
  after: Conversation | undefined
  from: From
}

export type AttemptParts = { ttl: number; wipes: Wipes; outage: Outage }

/**
 * `inHand`: the copy known without the store. `closed`: a token came back that cannot be opened,
 * and may be newer than anything known. `now` is in seconds since 1970.
 */
export type AttemptRequest<Result> = {
  keys: Keys
  inHand: Conversation | undefined
  closed: boolean
  now: number
  step: Step<Result>
}

export function startAttempt<Result>(
  parts: AttemptParts,
  { keys, inHand, closed, now, step }: AttemptRequest<Result>,
) {
  const { ttl, wipes, outage } = parts
  let taken: Turn<Result> | undefined
  let given = false

  function tryOn(before: Conversation, from: From): Turn<Result> {
    const known = asOf(before, ttl, now)
    const { result, after } = step(known)
    return { result, before, after: after && stamped(after, stampAfter(known, after, now)), from }
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
    /**
     * Commits to the last step taken, or takes one on the copy at hand. From now on the store only
     * gets to hear of it.
     */
    give(): Turn<Result> | undefined {
      given = true
      return taken ?? (inHand && turnOn(inHand, 'carry'))
    },
    /**
     * The change, if the store holds what we suppose. A wipe is never based on a guess, only on
     * what the store really holds.
     */
    suppose(): Change<Conversation, Turn<Result>> {
      const before = inHand ?? NOTHING
      const turn = tryOn(before, 'store')
      const { after } = turn
      const goesOn = after && !isWiped(after)
      return goesOn ? keeping(turn, inHand, after, parts, now) : { result: turn }
    },
    change(stored: Conversation | undefined): Change<Conversation, Turn<Result>> {
      if (given && taken) {
        const { after } = taken
        const isNewer = after && newest(stored ?? NOTHING, after) === after
        return isNewer ? keeping(taken, stored, after, parts, now) : { result: taken }
      }
      const before = believed(stored, { inHand, closed, now }, outage)
      // if both agree they are the same object
      const isStored = before === stored || before !== inHand
      const turn = turnOn(before, isStored ? 'store' : 'carry')
      const { after } = turn
      const keep = after ?? (before === stored || before === NOTHING ? undefined : before)
      return keep && !given ? keeping(turn, stored, keep, parts, now) : { result: turn }
    },
    /** Called once the store has responded. */
    done({ kept }: Changed<Turn<Result>>): void {
      if (kept === 'written' && taken?.after) wipes.written(keys, taken.after)
    },
  }
}

/** The copy to continue from: the newest one, unless it may not be the latest word. */
function believed(
  stored: Conversation | undefined,
  { inHand, closed, now }: Pick<AttemptRequest<never>, 'inHand' | 'closed' | 'now'>,
  outage: Outage,
): Conversation {
  if (!stored) return inHand ?? NOTHING
  if (inHand) return newest(stored, inHand)
  const { stamp } = stored
  // anything said or wiped while the store was down is in the carry that is missing or unreadable
  const isDoubted = closed || (stamp !== undefined && outage.since(stamp.at))
  return stamp && isDoubted && !isNeutral(stored) ? startedOver(stored, now) : stored
}

/** The change that writes it: for how long, and where. */
export function keeping<Result>(
  result: Result,
  stored: Conversation | undefined,
  keep: Conversation,
  { ttl }: Pick<AttemptParts, 'ttl'>,
  now: number,
): Change<Conversation, Result> {
  return {
    result,
    keep,
    ttl: Math.max(1, secondsLeft(keep, ttl, now)),
    // the neutral time is not ended by our clock: the store knows how much is left of it
    life: staysNeutral(stored, keep) ? 'left' : 'new',
    everywhere: isWiped(keep),
  }
}

function stamped({ session, pace, recent }: Conversation, stamp: Stamp): Conversation {
  return { session, pace, recent, stamp }
}
