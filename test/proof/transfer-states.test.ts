/** The states that the proof of transfers looks at: what it leaves out of one changes nothing that can come. */
import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Rung } from '../../src/phones/ladder.ts'
import { aged, keyOf, NOW } from '../../src/proof/transfer-states.ts'
import { eventsOn, proveTransfer } from '../../src/proof/transfers.ts'
import { type Command, type Event, type Step, step } from '../../src/transfer/machine.ts'
import { beginTransfer, type Transfer } from '../../src/transfer/state.ts'
import { afterQueue, legWord, waitWord } from '../../src/transfer/words.ts'
import { times, walk } from '../walk.ts'

const desk: Rung = { destination: 'desk', number: '+15105550101', how: 'warm', accept: 'key' }
const hotline: Rung = { destination: 'hotline', number: '+15105550102', how: 'warm', accept: 'any' }
const rungs = [desk, hotline, { ...hotline, how: 'bridge' } as const]

/** Of a call only that it is ended: which one it was is left out where nobody asks. */
const told = (command: Command) => (command.type === 'ring' ? `ring ${command.rung}` : 'end a leg')

/** All that is done and said, and the state that comes of it as the proof sees it. */
function seen({ state, commands }: Step, at: number) {
  return {
    ...{ key: keyOf(aged(state, at)), commands: commands.map(told) },
    caller: waitWord(state, at),
    joins: state.legs.map(({ sid = '' }, rung) => legWord(state, rung, sid) === 'join'),
    // whether they have talked for long is told to them, and changes nothing
    dialled: state.phase === 'over' && afterQueue(state) === 'bridge',
  }
}

/** Every state that the proof looks at. */
function statesOn(rungs: readonly Rung[]): Transfer[] {
  const states = new Set<Transfer>()
  proveTransfer(rungs, (before, event) => {
    states.add(before)
    return step(before, event)
  })
  return Array.from(states).filter(({ phase, seen }) => phase !== 'over' && seen <= NOW)
}

/** One thing about a state that is otherwise: something is longer ago, or was another call. */
const otherwise = fc.oneof(
  fc.record({
    what: fc.constantFrom('began' as const, 'seen' as const, 'joined' as const),
    ago: fc.constantFrom(15_000, 30_000, 60_000),
  }),
  fc.record({
    what: fc.constant('since' as const),
    leg: fc.nat(2),
    ago: fc.constantFrom(15_000, 30_000, 60_000),
  }),
  fc.record({
    what: fc.constant('sid' as const),
    leg: fc.nat(2),
    sid: fc.constantFrom('leg 0', 'leg 1', 'a stranger'),
  }),
)
type Otherwise = typeof otherwise extends fc.Arbitrary<infer Value> ? Value : never

function changed(state: Transfer, change: Otherwise): Transfer {
  if ('leg' in change) {
    const leg = state.legs[change.leg]
    if (!leg) return state
    const other = 'sid' in change ? { sid: change.sid } : { since: leg.since - change.ago }
    return { ...state, legs: state.legs.with(change.leg, { ...leg, ...other }) }
  }
  return { ...state, [change.what]: (state[change.what] ?? NOW) - change.ago }
}

test('states that the proof takes for one go on alike, whatever comes', { tags: ['walk'] }, () => {
  const states = statesOn(rungs)
  expect(states.length).toBeGreaterThan(1_000)
  const events = eventsOn(rungs)
  const told = new Map<Transfer, ReturnType<typeof seen>[]>()
  let taken = 0
  fc.assert(
    fc.property(
      fc.constantFrom(...states),
      fc.array(otherwise, { maxLength: 8 }),
      (one, changes) => {
        let other = one
        for (const change of changes) {
          const next = changed(other, change)
          if (keyOf(aged(next, NOW)) === keyOf(one)) other = next
        }
        if (other !== one) taken++
        const expected = told.get(one) ?? events.map((event) => seen(step(one, event), event.at))
        told.set(one, expected)
        for (const [at, event] of events.entries())
          if (!isDeepStrictEqual(seen(step(other, event), event.at), expected[at]))
            expect(seen(step(other, event), event.at), event.type).toEqual(expected[at])
      },
    ),
    walk('states of transfers', 1_500),
  )
  expect(taken).toBeGreaterThan(times(500))
})

test('what is over stays so, and ends whatever call comes of it', () => {
  const over: Transfer = { ...beginTransfer(rungs, NOW), phase: 'over' }
  expect(step(aged(over, NOW), { type: 'wait', at: NOW }).state.phase).toBe('over')
  const late: Event = { type: 'created', rung: 0, sid: 'late', at: NOW }
  expect(step(aged(over, NOW), late).commands).toEqual([{ type: 'end_leg', sid: 'late' }])
})
