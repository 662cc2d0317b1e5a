/**
 * The warm transfer as a pure state machine: (state, event) -> (state, commands). The caller waits
 * in a queue of their own while a destination rings; whoever answers takes the caller out of it.
 * Events arrive late, twice, out of order or never, so each names its rung, phases only move
 * forward, and a transfer that is over stays over.
 */
import {
  isIntroducing,
  isJoining,
  type LeftResult,
  type Leg,
  mayJoin,
  rebased,
  type Transfer,
  UNSEEN_MS,
  WAIT_MS,
} from './state.ts'
import { resultOf, TALK_MS } from './words.ts'

/** A leg that has been silent for this long has ended, whatever became of its callback. */
const LEG_MS = 45_000
/** If the provider has not confirmed a call by then, the process that asked for it has died. */
const UNTOLD_MS = 15_000

export type Event =
  /** The provider requests the caller's wait document: the heartbeat of the transfer. */
  | { type: 'wait'; at: number }
  /** A key pressed while waiting: 1 connect me directly, * back to the menu. */
  | { type: 'key'; key: string; at: number }
  | { type: 'created'; rung: number; sid: string; at: number }
  /** Refused, or timed out: the leg may exist all the same. */
  | { type: 'not_created'; rung: number; at: number }
  | { type: 'answered'; rung: number; sid: string; at: number }
  /** A key was pressed where one is needed. */
  | { type: 'accepted'; rung: number; sid: string; at: number }
  | { type: 'declined'; rung: number; at: number }
  | { type: 'leg_ended'; rung: number; at: number }
  /** The caller is out of the queue. */
  | { type: 'left'; result: LeftResult; at: number }

export type Command = { type: 'ring'; rung: number } | { type: 'end_leg'; sid: string }

export type Step = { readonly state: Transfer; readonly commands: readonly Command[] }

/** Takes one step. A late event changes nothing, except that a leg nobody needs is ended. */
export function step(before: Transfer, event: Event): Step {
  const state = rebased(before, event.at)
  if (state.phase === 'over')
    return { state, commands: event.type === 'created' ? [end(event.sid)] : [] }
  switch (event.type) {
    case 'wait':
      return heartbeat(state, event.at)
    case 'key':
      return key(state, event)
    case 'left':
      return left(state, event)
    case 'created':
      return created(state, event)
    case 'not_created':
      return isTried(state, event) && state.legs[event.rung]?.is === 'asked'
        ? nextRung(state, event.at)
        : same(state)
    case 'answered':
      return answered(state, event)
    case 'accepted':
      return accepted(state, event)
    case 'declined':
    case 'leg_ended':
      return ended(state, event)
  }
}

function key(before: Transfer, { key: pressed, at }: Event & { type: 'key' }): Step {
  const state = seen(before, at)
  // even if the line has just given up on its own
  if (pressed === '*') return leave(state, 'menu')
  // a caller about to be joined cannot be connected any faster
  if (pressed === '1' && state.phase !== 'leaving' && !isJoining(state, at))
    return leave(state, 'bridge')
  // a key delays the next wait document, and must not delay the deadline
  return heartbeat(state, at)
}

function heartbeat(before: Transfer, at: number): Step {
  const state = seen(before, at)
  if (state.phase === 'leaving' || isJoining(state, at)) return same(state)
  // the wait starts with its first document, not with what was said before it
  if (state.rung < 0) return nextRung({ ...state, began: at }, at)
  if (at - state.began >= WAIT_MS && !isIntroducing(state, at)) return leave(state, 'bridge')
  const leg = state.legs[state.rung]
  const silent = at - (leg?.since ?? 0)
  const patience = leg?.is === 'asked' && !leg.sid ? UNTOLD_MS : LEG_MS
  const hopeful = state.joiner === undefined && (leg?.is === 'asked' || leg?.is === 'live')
  return hopeful && silent < patience ? same(state) : nextRung(state, at)
}

/** A late confirmation does not end the call: whoever answers may still get the caller. */
function created(state: Transfer, { rung, sid }: Event & { type: 'created' }): Step {
  const leg = state.legs[rung]
  // the leg may have answered before the response to our request arrived
  if (leg?.sid === sid && leg.is !== 'gone' && leg.is !== 'dropped') return same(state)
  if (leg?.is !== 'asked' || leg.sid) return { state, commands: [end(sid)] }
  const known = withLeg(state, rung, { ...leg, sid })
  const needed = state.after === 'bridge' && state.joiner === undefined
  return needed ? same(known) : drop(known, (each) => each === rung)
}

function answered(state: Transfer, { rung, sid, at }: Event & { type: 'answered' }): Step {
  const leg = state.legs[rung]
  if (leg?.is !== 'asked' || (leg.sid && leg.sid !== sid)) return same(state)
  if (!mayJoin(state, at)) return same(withLeg(state, rung, { is: 'gone', sid, since: at }))
  const live = withLeg(state, rung, { is: 'live', sid, since: at })
  return state.rungs[rung]?.accept === 'any' ? join(live, rung, at) : same(live)
}

function accepted(state: Transfer, { rung, sid, at }: Event & { type: 'accepted' }): Step {
  const leg = state.legs[rung]
  if (leg?.is !== 'live' || leg.sid !== sid || state.joiner === rung) return same(state)
  if (!mayJoin(state, at)) return same(withLeg(state, rung, { ...leg, is: 'gone', since: at }))
  return join(state, rung, at)
}

/** Tells this leg to take the caller out of the queue; nobody else needs to ring. */
function join(state: Transfer, rung: number, at: number): Step {
  const phase = state.phase === 'leaving' ? 'leaving' : 'joining'
  const live = withLeg(state, rung, { ...state.legs[rung], is: 'live', since: at })
  return drop({ ...live, phase, joiner: rung, joined: at }, (each) => each !== rung)
}

function ended(state: Transfer, event: Event & { type: 'declined' | 'leg_ended' }): Step {
  const { rung, at } = event
  const leg = state.legs[rung]
  if (!leg || leg.is === 'gone') return same(state)
  const gone = withLeg(state, rung, { ...leg, is: 'gone', since: at })
  // while joining, only the queue knows whether they met: its next report decides
  return isTried(state, event) ? nextRung(gone, at) : same(gone)
}

/**
 * Whether the caller is waiting for this rung. Nobody else is rung for a caller who may have left
 * unnoticed.
 */
function isTried({ phase, rung, seen }: Transfer, event: { rung: number; at: number }): boolean {
  return phase === 'waiting' && event.rung === rung && event.at - seen < UNSEEN_MS
}

/**
 * Rings the next destination, or takes the caller out of the queue if the next rung is not warm.
 */
function nextRung(state: Transfer, at: number): Step {
  const { rung: tried, joiner: failed } = state
  const { state: freed, commands } = drop(state, (each) => each === tried || each === failed)
  const { joiner: _, ...rest } = freed
  const rung = tried + 1
  if (state.rungs[rung]?.how !== 'warm') {
    const out = leave({ ...rest, rung }, 'bridge')
    return { ...out, commands: [...commands, ...out.commands] }
  }
  const asked: Leg = { is: 'asked', since: at }
  return {
    state: { ...rest, phase: 'waiting', rung, legs: [...rest.legs, asked] },
    commands: [...commands, { type: 'ring', rung }],
  }
}

function leave(state: Transfer, after: Transfer['after']): Step {
  const { joiner: _, ...rest } = state
  return drop({ ...rest, phase: 'leaving', after }, () => true)
}

function left(state: Transfer, { result: told, at }: Event & { type: 'left' }): Step {
  const result = told === 'unknown' ? resultOf(state, at) : told
  const { joiner, joined = at } = state
  // somebody who has talked was left by the caller or has left: no reason to cut them off
  const talked = result === 'bridged' || (result === 'hangup' && at - joined >= TALK_MS)
  // legs whose end was already requested are ended once more
  const commands = state.legs.flatMap(({ is, sid }, rung) =>
    sid && is !== 'gone' && !(talked && rung === joiner) ? [end(sid)] : [],
  )
  return { state: { ...state, phase: 'over', left: { result, at } }, commands }
}

function seen(state: Transfer, at: number): Transfer {
  return state.seen === at ? state : { ...state, seen: at }
}

/** Ends the legs that are known and may still be up. */
function drop(state: Transfer, which: (rung: number) => boolean): Step {
  const commands: Command[] = []
  const legs = state.legs.map((leg, rung): Leg => {
    if (!leg.sid || (leg.is !== 'asked' && leg.is !== 'live') || !which(rung)) return leg
    commands.push(end(leg.sid))
    return { ...leg, is: 'dropped' }
  })
  return { state: { ...state, legs }, commands }
}

function withLeg(state: Transfer, rung: number, leg: Leg): Transfer {
  return { ...state, legs: state.legs.with(rung, leg) }
}

function end(sid: string): Command {
  return { type: 'end_leg', sid }
}

function same(state: Transfer): Step {
  return { state, commands: [] }
}
