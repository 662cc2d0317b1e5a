/**
 * The warm transfer as a pure machine: (state, event) -> (state, commands). The caller waits in a
 * queue of their own while a destination is rung; whoever answers takes the caller out of it. Events
 * come late, twice, out of order or never, so every one of them names its rung, phases only go
 * forward, and a transfer that is over stays over.
 */
import type { Rung } from '../phones/ladder.ts'

/** How long each destination rings, in seconds; Twilio adds 5. */
export const RING_S = 30
/** How long a caller waits in all before the line goes on without a queue. */
export const WAIT_MS = 90_000
/** A leg of which nothing was heard for this long has ended, whatever became of its callback. */
const LEG_MS = (RING_S + 15) * 1000
/** A leg that was told to join and has not after this long will not. */
const JOIN_MS = 20_000
/** From "join" to a talk: the introduction, and the shortest talk that is one. */
const TALK_MS = 14_000

export type Transfer = {
  /**
   * waiting: in the queue, or on the way to it. joining: a leg has its word to take the caller out.
   * leaving: the next wait document takes the caller out. over: out of the queue, for good.
   */
  readonly phase: 'waiting' | 'joining' | 'leaving' | 'over'
  /** What the caller gets when out of the queue; a bridge unless something else is known. */
  readonly after: 'bridge' | 'menu'
  readonly rungs: readonly Rung[]
  /** The rung that is being tried; -1 before the first, rungs.length after the last. */
  readonly rung: number
  /** The current rung's leg: none yet, asked for, answering, or gone. */
  readonly leg: 'none' | 'asked' | 'live' | 'gone'
  /** Its call SID, once known. */
  readonly sid?: string
  /** Milliseconds: when the caller began to wait, and when something last happened to the leg. */
  readonly began: number
  readonly since: number
}

/** How a caller came out of the queue. */
export type LeftResult = 'bridged' | 'leave' | 'hangup' | 'error'

export type Event =
  /** The caller's wait document is asked for: the heartbeat of the transfer. */
  | { type: 'wait'; at: number }
  /** A key pressed while waiting: 1 connect me directly, * back to the menu. */
  | { type: 'key'; key: string; at: number }
  | { type: 'created'; rung: number; sid: string; at: number }
  /** Refused, or no answer in time: the leg may exist all the same. */
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

/** A transfer before its first event. `rungs`: the ladder, the first one to be tried first. */
export function beginTransfer(rungs: readonly Rung[], at: number): Transfer {
  return { phase: 'waiting', after: 'bridge', rungs, rung: -1, leg: 'none', began: at, since: at }
}

/** One step. An event that comes too late changes nothing, but a leg that nobody needs is ended. */
export function step(before: Transfer, event: Event): Step {
  const state = rebased(before, event.at)
  if (state.phase === 'over') return late(state, event)
  switch (event.type) {
    case 'wait':
      return heartbeat(state, event.at)
    case 'key':
      return key(state, event)
    case 'left':
      return left(state, event)
    default:
      return event.rung === state.rung && state.phase !== 'leaving'
        ? legEvent(state, event)
        : late(state, event)
  }
}

/**
 * The transfer by the clock of this event. One that was set back, or another machine's, would let the
 * caller wait until it has caught up: what is still to come by it counts from now.
 */
function rebased(state: Transfer, at: number): Transfer {
  const { phase, began, since } = state
  if (phase === 'over' || (at >= began && at >= since)) return state
  return { ...state, began: Math.min(began, at), since: Math.min(since, at) }
}

function key(state: Transfer, { key: pressed, at }: Event & { type: 'key' }): Step {
  // even when the line has just given up by itself
  if (pressed === '*') return leave(state, 'menu')
  if (state.phase === 'leaving') return same(state)
  // who is about to be joined is being connected as directly as can be
  if (pressed === '1' && !isMeeting(state, at)) return leave(state, 'bridge')
  // a key puts off the next wait document, and must not put off the deadline
  return heartbeat(state, at)
}

type LegEvent = Exclude<Event, { type: 'wait' | 'key' | 'left' }>

function legEvent(state: Transfer, event: LegEvent): Step {
  switch (event.type) {
    case 'created':
      // it may have answered, or ended, before the answer to our request came
      return same(state.leg === 'asked' ? { ...state, sid: event.sid } : state)
    case 'answered': {
      if (state.leg !== 'asked') return same(state)
      const { accept } = state.rungs[state.rung] ?? {}
      const phase = accept === 'any' ? 'joining' : 'waiting'
      return same({ ...state, phase, leg: 'live', sid: event.sid, since: event.at })
    }
    case 'accepted':
      if (state.phase !== 'waiting' || state.leg !== 'live') return same(state)
      return same({ ...state, phase: 'joining', since: event.at })
    case 'not_created':
      return state.leg === 'asked' ? nextRung(state, event.at) : same(state)
    case 'declined':
    case 'leg_ended': {
      if (state.leg === 'gone') return same(state)
      const gone: Transfer = { ...state, leg: 'gone' }
      // while joining, only the queue knows whether they met: its next word decides
      return state.phase === 'waiting' ? nextRung(gone, event.at) : same(gone)
    }
  }
}

function heartbeat(state: Transfer, at: number): Step {
  if (state.phase === 'leaving') return same(state)
  if (isMeeting(state, at)) return same(state)
  if (state.rung >= 0 && at - state.began >= WAIT_MS) return leave(state, 'bridge')
  const silent = at - state.since
  switch (state.leg) {
    case 'none':
      // the wait begins with its first document, not with what was said on the way to it
      return nextRung({ ...state, began: at }, at)
    case 'asked':
      return silent >= LEG_MS ? nextRung(state, at) : same(state)
    case 'gone':
      return nextRung(state, at)
    case 'live':
      return silent >= (state.phase === 'joining' ? JOIN_MS : LEG_MS)
        ? nextRung(state, at)
        : same(state)
  }
}

/** A leg takes the caller out, or just has: neither the deadline nor a late document parts the two. */
function isMeeting({ phase, leg, since }: Transfer, at: number): boolean {
  return phase === 'joining' && leg === 'live' && at - since < JOIN_MS
}

/** Rings the next destination, or takes the caller out of the queue when the next one needs none. */
function nextRung(state: Transfer, at: number): Step {
  const rung = state.rung + 1
  if (state.rungs[rung]?.how !== 'warm') return leave({ ...state, rung }, 'bridge', ending(state))
  const { sid: _, ...rest } = state
  return {
    state: { ...rest, phase: 'waiting', rung, leg: 'asked', since: at },
    commands: [...ending(state), { type: 'ring', rung }],
  }
}

function leave(state: Transfer, after: Transfer['after'], commands = ending(state)): Step {
  return { state: { ...state, phase: 'leaving', after }, commands }
}

function left(state: Transfer, { result }: Event & { type: 'left' }): Step {
  const over: Transfer = { ...state, phase: 'over' }
  // who is bridged has just been left by the caller, or has left; only a next one may ring already
  const met = result === 'bridged' && state.phase === 'joining'
  return { state: over, commands: met ? [] : ending(state) }
}

/** Ends the leg of a rung that is not tried any more. */
function ending({ leg, sid }: Transfer): Command[] {
  return sid && (leg === 'asked' || leg === 'live') ? [{ type: 'end_leg', sid }] : []
}

function late(state: Transfer, event: Event): Step {
  return { state, commands: event.type === 'created' ? [{ type: 'end_leg', sid: event.sid }] : [] }
}

function same(state: Transfer): Step {
  return { state, commands: [] }
}

/** What a leg that asks for its document gets. */
export function legWord(state: Transfer, rung: number, sid: string): 'introduce' | 'join' | 'end' {
  if (state.rung !== rung || state.sid !== sid || state.leg !== 'live') return 'end'
  if (state.phase === 'joining') return 'join'
  return state.phase === 'waiting' ? 'introduce' : 'end'
}

/** What a caller gets who is out of the queue. */
export function afterQueue(
  state: Transfer,
  { result, at }: { result: LeftResult; at: number },
): 'talked' | 'short' | 'menu' | 'bridge' | 'unreached' | 'gone' {
  if (result === 'hangup') return 'gone'
  if (result === 'bridged') return at - state.since >= TALK_MS ? 'talked' : 'short'
  if (state.after === 'menu' && result === 'leave') return 'menu'
  return bridgeRung(state) ? 'bridge' : 'unreached'
}

/** The bridge that is left to try: the first one from the current rung on, or the last of all. */
export function bridgeRung({ rungs, rung }: Pick<Transfer, 'rungs' | 'rung'>): Rung | undefined {
  const isBridge = ({ how }: Rung) => how === 'bridge'
  return rungs.slice(Math.max(rung, 0)).find(isBridge) ?? rungs.findLast(isBridge)
}
