/**
 * The transfer, proved: every state of the machine that any order of events leads to, late, twice or never,
 * and what each side is told in it.
 *
 * The machine asks of time only how long ago something was, held against a few limits. Moments are taken
 * 15 s apart, which has a moment on each side of every limit, and an age beyond the last limit that it is
 * held against counts as that limit: two states that differ by less go on alike. Calls are told apart by
 * their rung; one more that nobody knows stands for all that come too late.
 */
import type { Rung } from '../phones/ladder.ts'
import { type Event, type Step, step } from '../transfer/machine.ts'
import { beginTransfer, type LeftResult, type Transfer } from '../transfer/state.ts'
import { afterQueue, bridgeRung, legWord, waitWord } from '../transfer/words.ts'

const NOW = 1_000_000
const TICK_MS = 15_000
/** Longer gaps are several of these, with events between them that come too late and change nothing. */
const GAPS = [0, TICK_MS]
/** The last limit that each age is held against. */
const OLDEST = { began: 90_000, seen: 30_000, since: 45_000, joined: 30_000 }
/** Documents for which a caller asks before they must be let out: 90 s, and what an answer may add. */
const MOST_WAITS = 12

export type TransferMachine = (before: Transfer, event: Event) => Step

type Broken = { promise: string; events: readonly Event[] }

export type TransferProof = { broken: readonly Broken[]; states: number; steps: number }

/** `rungs`: a ladder that content can give. */
export function proveTransfer(
  rungs: readonly Rung[],
  machine: TransferMachine = step,
): TransferProof {
  const begun = aged(beginTransfer(rungs, NOW), NOW)
  const ways = new Map<string, readonly Event[]>([[keyOf(begun), []]])
  const states = [begun]
  const broken = new Map<string, Broken>()
  let steps = 0
  for (const state of states) {
    const way = ways.get(keyOf(state)) ?? []
    const note = (promise: string | undefined, events: readonly Event[]) => {
      if (promise && !broken.has(promise)) broken.set(promise, { promise, events })
    }
    note(brokenBy(state, machine), way)
    for (const event of eventsAt(state)) {
      steps++
      const taken = machine(state, event)
      const promise = brokenStep(state, event, taken)
      note(promise, [...way, event])
      // what comes of a broken promise may have no end
      if (promise) continue
      const next = aged(taken.state, event.at)
      const key = keyOf(next)
      if (ways.has(key)) continue
      ways.set(key, [...way, event])
      states.push(next)
    }
  }
  return { broken: Array.from(broken.values()), states: states.length, steps }
}

const results = Object.keys({
  bridged: true,
  leave: true,
  hangup: true,
  error: true,
  unknown: true,
} satisfies Record<LeftResult, true>) as LeftResult[]

/** Everything that can come next; an event that is not here does not compile. */
function eventsAt({ rungs }: Transfer): Event[] {
  // only who is rung has a leg
  const each = rungs.flatMap(({ how }, rung) => (how === 'warm' ? [rung] : []))
  const sids = (rung: number) => [`leg ${rung}`, 'a stranger']
  const all: Record<Event['type'], (at: number) => Event[]> = {
    wait: (at) => [{ type: 'wait', at }],
    key: (at) => ['1', '*', '5'].map((key) => ({ type: 'key', key, at })),
    created: (at) =>
      each.flatMap((rung) => sids(rung).map((sid) => ({ type: 'created', rung, sid, at }))),
    not_created: (at) => each.map((rung) => ({ type: 'not_created', rung, at })),
    answered: (at) => each.map((rung) => ({ type: 'answered', rung, sid: `leg ${rung}`, at })),
    accepted: (at) => each.map((rung) => ({ type: 'accepted', rung, sid: `leg ${rung}`, at })),
    declined: (at) => each.map((rung) => ({ type: 'declined', rung, at })),
    leg_ended: (at) => rungs.map((_, rung) => ({ type: 'leg_ended', rung, at })),
    left: (at) => results.map((result) => ({ type: 'left', result, at })),
  }
  return GAPS.flatMap((gap) => Object.values(all).flatMap((events) => events(NOW + gap)))
}

/** The same state, seen from `NOW`, with no age older than the last limit; what is over ages no more. */
function aged(state: Transfer, now: number): Transfer {
  const at = state.left?.at ?? now
  const from = (time: number, oldest: number) => NOW - Math.min(at - time, oldest)
  return {
    ...state,
    began: from(state.began, OLDEST.began),
    seen: from(state.seen, OLDEST.seen),
    ...(state.joined !== undefined && { joined: from(state.joined, OLDEST.joined) }),
    ...(state.left && { left: { ...state.left, at: NOW } }),
    legs: state.legs.map((leg) => ({ ...leg, since: from(leg.since, OLDEST.since) })),
  }
}

/** The same for states that are the same; the ladder is that of all. */
function keyOf({ phase, after, rung, legs, joiner, joined, began, seen, left }: Transfer): string {
  let key = `${phase} ${after} ${rung} ${joiner} ${joined} ${began} ${seen}`
  for (const { is, sid, since } of legs) key += ` ${is} ${sid} ${since}`
  return left ? `${key} ${left.result} ${left.at}` : key
}

/** What is promised of every state. */
function brokenBy(state: Transfer, machine: TransferMachine): string | undefined {
  const joining = state.legs.filter(({ sid }, rung) => sid && legWord(state, rung, sid) === 'join')
  if (joining.length > 1) return 'only one leg is told to join'
  if (!isLetOut(state, machine)) return 'whoever waits is let out in time'
  return undefined
}

function isLetOut(before: Transfer, machine: TransferMachine): boolean {
  let state = before
  for (let waits = 1; waits <= MOST_WAITS; waits++) {
    const at = NOW + waits * TICK_MS
    state = machine(state, { type: 'wait', at }).state
    if (waitWord(state, at) === 'leave') return true
  }
  return false
}

/** What is promised of every step. */
function brokenStep(before: Transfer, event: Event, { state, commands }: Step): string | undefined {
  if (before.phase === 'over' && state.phase !== 'over') return 'what is over stays over'
  for (const command of commands) {
    if (command.type !== 'ring') continue
    if (state.phase !== 'waiting') return 'nobody is rung but for a caller who waits'
    if (state.rungs[command.rung]?.how !== 'warm') return 'only who can be joined is rung'
  }
  if (before.phase === 'over' || event.type !== 'left') return undefined
  const next = afterQueue(state)
  const isDialled = event.result === 'leave' || event.result === 'error'
  if (isDialled && state.after === 'bridge' && bridgeRung(state) && next !== 'bridge')
    return 'whoever was let out is dialled for'
  if (event.result === 'bridged' && next === 'bridge') return 'nobody is dialled for twice'
  const ended = new Set(commands.flatMap((each) => (each.type === 'end_leg' ? [each.sid] : [])))
  const left = before.legs.some(
    ({ is, sid }, rung) => sid && is !== 'gone' && rung !== before.joiner && !ended.has(sid),
  )
  return left ? 'no leg outlives its caller' : undefined
}
