/**
 * The states of a transfer, as few as tell apart all that can still come.
 *
 * The machine asks of time only how long ago something was, held against a few limits. Moments are taken
 * 15 s apart, which has a moment on each side of every limit, and an age beyond the last limit that it is
 * held against counts as that limit: two states that differ by less go on alike. What nothing asks for any
 * more is left out: of a call that has ended whose it was, of a caller who is let out how long they have
 * waited. test/proof/transfer-states.test.ts holds that against the machine.
 */
import { beginTransfer, type Leg, type Transfer } from '../transfer/state.ts'

/** The moment at which every state is seen. */
export const NOW = 1_000_000
export const TICK_MS = 15_000
/** The last limit that each age is held against. */
const OLDEST = {
  ...{ began: 90_000, seen: 30_000, joined: 15_000 },
  ...{ joining: 30_000, tried: 45_000, introduced: 15_000 },
}

/** The same state for all that can still come, seen from `NOW` when it is `now`. */
export function aged(state: Transfer, now: number): Transfer {
  const { phase, after, rungs, rung, joiner, left } = state
  if (phase === 'over')
    return { ...beginTransfer(rungs, NOW), phase, ...(left && { left: { ...left, at: NOW } }) }
  const from = (time: number, oldest: number) => NOW - Math.min(now - time, oldest)
  // the deadline counts from the first document on, and until the caller is let out
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
    // how long they have talked is asked of who has joined
    ...(joiner !== undefined &&
      state.joined !== undefined && { joined: from(state.joined, OLDEST.joined) }),
  }
}

/** Whose call it was is not asked once it has ended, nor which it was once its end was asked for. */
function essence({ is, sid }: Leg): Pick<Leg, 'is' | 'sid'> {
  if (is === 'gone') return { is }
  return is === 'dropped' ? { is, sid: 'a leg' } : { is, ...(sid !== undefined && { sid }) }
}

/** The last limit that is held against how long a leg has been so. */
function oldestOf({ phase, rung, joiner }: Transfer, { is }: Leg, at: number): number {
  if (is === 'live' && joiner === at) return OLDEST.joining
  if (phase === 'leaving') return 0
  // it is the turn of the one that is tried, until somebody joins
  if (joiner === undefined && at === rung && (is === 'asked' || is === 'live')) return OLDEST.tried
  return is === 'live' ? OLDEST.introduced : 0
}

/** The same for states that are the same; the ladder is that of all. */
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
