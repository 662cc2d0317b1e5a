/** The transfer, proved: its real machine keeps every promise, and a spoilt one does not. */
import { expect, test } from 'vitest'
import { ladderAt, type Rung } from '../../src/phones/ladder.ts'
import { Phones } from '../../src/phones/phone.ts'
import { TIME_ZONE } from '../../src/phones/wall-clock.ts'
import {
  laddersOf,
  proveTransfer,
  proveTransfers,
  type TransferMachine,
} from '../../src/proof/transfers.ts'
import { step } from '../../src/transfer/machine.ts'
import { content } from '../line.ts'
import { dataOf } from './checker.ts'

const hotline = { destination: 'hotline', number: '+18883737888', accept: 'any' } as const
const ladder: Rung[] = [
  { ...hotline, how: 'warm' },
  { ...hotline, how: 'bridge' },
]
const desk: Rung = { destination: 'desk', number: '+15105550101', how: 'warm', accept: 'key' }

test('whatever comes in whatever order, every promise is kept', () => {
  const { broken, states, steps } = proveTransfer(ladder)
  expect(broken).toEqual([])
  expect(states).toBeGreaterThan(150)
  expect(steps).toBeGreaterThan(5_000)
})

test.each(['key', 'any'] as const)('and where a desk is rung first that joins by %s', (accept) => {
  const { broken, states, steps } = proveTransfer([{ ...desk, accept }, ...ladder])
  expect(broken).toEqual([])
  expect(states).toBeGreaterThan(1_000)
  expect(steps).toBeGreaterThan(50_000)
})

test('without a warm rung there is only the bridge', () => {
  expect(proveTransfer(ladder.slice(1)).broken).toEqual([])
})

test('the ladders that are proved are those of any hour, whoever is there', () => {
  const { hotline } = dataOf('content/phones.yaml')
  const phone = (number: string, accept: string, mon: string) => {
    const handoff = { how: 'warm', accept, hours: { mon } }
    return { ...hotline, number, handoff, verifiedByCall: '2026-11-01' }
  }
  const phones = Phones.parse({
    shelter: phone('510-555-0101', 'key', '09:00-17:00'),
    clinic: phone('510-555-0102', 'any', '12:00-20:00'),
    hotline,
  })
  const proved = laddersOf(phones).map(shapeOf)
  // Monday, November 23, in California
  const at = (hour: string) =>
    ladderAt(phones, {
      ...{ language: 'en', timeZone: TIME_ZONE },
      at: new Date(`2026-11-23T${hour}:00-08:00`),
    }).rungs
  const destinations = (rungs: readonly Rung[]) => rungs.map(({ destination }) => destination)
  const byHour = ['08:00', '10:00', '13:00', '19:00'].map(at)
  expect(byHour.map(destinations)).toEqual([
    ['hotline', 'hotline'],
    ['shelter', 'hotline', 'hotline'],
    ['shelter', 'clinic', 'hotline', 'hotline'],
    ['clinic', 'hotline', 'hotline'],
  ])
  expect(proved.toSorted()).toEqual(byHour.map(shapeOf).toSorted())
})

test('of what is shipped all ladders are proved, in a part of a second', () => {
  const { broken, states } = proveTransfers(content().phones)
  expect(broken).toEqual([])
  expect(states).toBe(proveTransfer(ladder).states)
})

const shapeOf = (rungs: readonly Rung[]) =>
  rungs.map(({ how, accept }) => `${how} ${accept}`).join()

const spoilt: [what: string, machine: TransferMachine, promise: string][] = [
  [
    'a wait without a deadline',
    (state, event) =>
      event.type === 'wait'
        ? { state: { ...state, seen: event.at }, commands: [] }
        : step(state, event),
    'whoever waits is let out in time',
  ],
  [
    'a transfer that begins again',
    (state, event) =>
      state.phase === 'over' && event.type === 'wait'
        ? { state: { ...state, phase: 'waiting' }, commands: [] }
        : step(state, event),
    'what is over stays over',
  ],
  [
    'legs that are not ended',
    (state, event) => ({
      ...step(state, event),
      commands: step(state, event).commands.filter(({ type }) => type === 'ring'),
    }),
    'no leg outlives its caller',
  ],
  [
    'a bridge that is rung',
    (state, event) => {
      const taken = step(state, event)
      return event.type === 'leg_ended' && taken.state.phase === 'leaving'
        ? { ...taken, commands: [...taken.commands, { type: 'ring', rung: 1 }] }
        : taken
    },
    'nobody is rung but for a caller who waits',
  ],
]

test.each(spoilt)('%s is found', (_what, machine, promise) => {
  const { broken } = proveTransfer(ladder, machine)
  expect(broken.map((each) => each.promise)).toContain(promise)
})
