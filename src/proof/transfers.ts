/**
 * Proves the transfer machine on every ladder that the phones can give: every state that any order
 * of events leads to (late, twice or never), and what each side is told in it. Calls are identified
 * by their rung; one unknown call stands for all that come too late.
 */
import { type Rung, tries } from '../phones/ladder.ts'
import type { Phone } from '../phones/phone.ts'
import { type Event, type Step, step } from '../transfer/machine.ts'
import { beginTransfer, type LeftResult, type Transfer } from '../transfer/state.ts'
import { afterQueue, bridgeRung, legWord, waitWord } from '../transfer/words.ts'
import { aged, keyOf, NOW, TICK_MS } from './transfer-states.ts'

/**
 * Time between events. Longer gaps consist of several, with events in between that come too late
 * and change nothing.
 */
const GAPS = [0, TICK_MS]
/**
 * Wait documents that a caller requests before they must be let out: 90 s, plus what an answer may
 * add.
 */
const MOST_WAITS = 12
/** With more desks there are too many states to explore in seconds. */
const MOST_DESKS = 2

export type TransferMachine = (before: Transfer, event: Event) => Step

type Broken = { promise: string; rungs: readonly Rung[]; events: readonly Event[] }

export type TransferProof = { broken: readonly Broken[]; states: number; steps: number }

/** Proves every ladder that the phones can give. */
export function proveTransfers(phones: Readonly<Record<string, Phone>>): TransferProof {
  const proofs = laddersOf(phones).map((rungs) => proveTransfer(rungs))
  const sum = (count: (proof: TransferProof) => number) =>
    proofs.reduce((all, proof) => all + count(proof), 0)
  return {
    broken: proofs.flatMap(({ broken }) => broken),
    states: sum(({ states }) => states),
    steps: sum(({ steps }) => steps),
  }
}

/**
 * The ladders: before the hotline no desk, any one, or any two in their order; hours, days,
 * languages and unverified numbers only remove desks. The machine only sees how each rung is
 * reached, so one of several ladders with the same shape is enough.
 */
export function laddersOf(phones: Readonly<Record<string, Phone>>): Rung[][] {
  const { hotline, ...others } = phones
  const desks = Object.entries(others).flatMap(([key, phone]) =>
    phone.handoff ? [tries(key, phone, phone.handoff)] : [],
  )
  if (!hotline?.handoff) return []
  const last = tries('hotline', hotline, hotline.handoff)
  const ladders = subsets(desks, MOST_DESKS).map((some) => [...some.flat(), ...last])
  const shape = (rungs: readonly Rung[]) =>
    rungs.map(({ how, accept }) => `${how} ${accept}`).join()
  return Array.from(new Map(ladders.map((rungs) => [shape(rungs), rungs])).values())
}

/** All subsets of at most `most` items, in their order. */
function subsets<Item>(items: readonly Item[], most: number): Item[][] {
  if (most === 0) return [[]]
  const rest = (at: number) => subsets(items.slice(at + 1), most - 1)
  return [[], ...items.flatMap((item, at) => rest(at).map((some) => [item, ...some]))]
}

/** Proves one ladder. */
export function proveTransfer(
  rungs: readonly Rung[],
  machine: TransferMachine = step,
): TransferProof {
  const events = eventsOn(rungs)
  const begun = aged(beginTransfer(rungs, NOW), NOW)
  const ways = new Map<string, readonly Event[]>([[keyOf(begun), []]])
  const states = [begun]
  const broken = new Map<string, Broken>()
  let steps = 0
  for (const state of states) {
    const way = ways.get(keyOf(state)) ?? []
    const note = (promise: string | undefined, events: readonly Event[]) => {
      if (promise && !broken.has(promise)) broken.set(promise, { promise, rungs, events })
    }
    note(brokenBy(state, machine), way)
    // most events change nothing
    const unchanged = new Set<number>()
    for (const event of events) {
      steps++
      const taken = machine(state, event)
      const promise = brokenStep(state, event, taken)
      if (promise) note(promise, [...way, event])
      // what follows a broken promise may never end
      if (promise) continue
      if (taken.state === state) {
        if (unchanged.has(event.at)) continue
        unchanged.add(event.at)
      }
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

/** Every possible event, at `NOW` and one tick later. Omitting an event here does not compile. */
export function eventsOn(rungs: readonly Rung[]): Event[] {
  // only rungs that are rung have a leg
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

/** The promise that a state breaks, if any. */
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

/** The promise that a step breaks, if any. */
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
