/** The transfer, proved: its real machine keeps every promise, and a spoilt one does not. */
import { expect, test } from 'vitest'
import type { Rung } from '../../src/phones/ladder.ts'
import { proveTransfer, type TransferMachine } from '../../src/proof/transfers.ts'
import { step } from '../../src/transfer/machine.ts'

const hotline = { destination: 'hotline', number: '+18883737888', accept: 'any' } as const
const ladder: Rung[] = [
  { ...hotline, how: 'warm' },
  { ...hotline, how: 'bridge' },
]

test('whatever comes in whatever order, every promise is kept', () => {
  const { broken, states, steps } = proveTransfer(ladder)
  expect(broken).toEqual([])
  expect(states).toBeGreaterThan(5_000)
  expect(steps).toBeGreaterThan(200_000)
})

test('without a warm rung there is only the bridge', () => {
  expect(proveTransfer(ladder.slice(1)).broken).toEqual([])
})

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
