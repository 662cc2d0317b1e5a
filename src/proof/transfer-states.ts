/**
 * States of a transfer, reduced as far as they can be without changing what can follow.
 *
 * The machine uses time only by comparing ages with a few limits. Moments are taken 15 s apart, so
 * that there is one on each side of every limit, and an age beyond the last limit that it is
 * compared with counts as that limit: two states that differ by less behave alike. What is not used
 * any more is left out: whose call an ended one was, or how long a caller who is being let out has
 * waited. test/proof/transfer-states.test.ts checks this against the machine.
 */
import { beginTransfer, type Leg, type Transfer } from '../transfer/state.ts'

/** The moment at which every state is viewed. */
export const NOW = 1_000_000
export const TICK_MS = 15_000
/** The last limit that each age is compared with. */
const OLDEST = {
  ...{ began: 90_000, seen: 30_000, joined: 15_000 },
  ...{ joining: 30_000, tried: 45_000, introduced: 15_000 },
}

/** The equivalent state viewed from `NOW`, for a state at the moment `now`. */
export function aged(state: Transfer, now: number): Transfer {
  const { phase, after, rungs, rung, joiner, left } = state
  if (phase === 'over')
    return { ...beginTransfer(rungs, NOW), phase, ...(left && { left: { ...left, at: NOW } }) }
  const from = (time: number, oldest: number) => NOW - Math.min(now - time, oldest)
  // the deadline runs from the first document until the caller is let out
  const waits = phase !== 'leaving' && rung >= 0
  return {
    ...{ phase, after, rungs, rung },
    began: waits ? from(state.began, OLDEST.began) : NOW,
    seen: from(state.seen, OLDEST.seen),
    legs: state.legs.map((leg, at) => ({
      ...essence(leg),
      since: from(leg.since, oldestOf(state, leg, at)),
    })),
    ...(joiner !== undefined && { joiner }),
    // only for a leg that has joined does it matter how long it has talked
    ...(joiner !== undefined &&
      state.joined !== undefined && { joined: from(state.joined, OLDEST.joined) }),
  }
}

/**
 * Whose call it was does not matter once it has ended, nor which it was once its end was requested.
 */
function essence({ is, sid }: Leg): Pick<Leg, 'is' | 'sid'> {
  if (is === 'gone') return { is }
  return is === 'dropped' ? { is, sid: 'a leg' } : { is, ...(sid !== undefined && { sid }) }
}

/** The last limit compared with how long a leg has been in its state. */
function oldestOf({ phase, rung, joiner }: Transfer, { is }: Leg, at: number): number {
  if (is === 'live' && joiner === at) return OLDEST.joining
  if (phase === 'leaving') return 0
  // until somebody joins, only the rung being tried matters
  if (joiner === undefined && at === rung && (is === 'asked' || is === 'live')) return OLDEST.tried
  return is === 'live' ? OLDEST.introduced : 0
}

/** A key that is equal for equal states; all have the same ladder. */
export function keyOf({
  phase,
  after,
  rung,
  legs,
  joiner,
  joined,
  began,
  seen,
  left,
}: Transfer): string {
  let key = `${phase} ${after} ${rung} ${joiner} ${joined} ${began} ${seen}`
  for (const { is, sid, since } of legs) key += ` ${is} ${sid} ${since}`
  return left ? `${key} ${left.result} ${left.at}` : key
}
