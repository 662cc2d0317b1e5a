/** The transfer with two desks before the hotline, each way in which they may join: proved, and how much that takes. */
import { expect, test } from 'vitest'
import type { Rung } from '../../src/phones/ladder.ts'
import { proveTransfer } from '../../src/proof/transfers.ts'

const warm = { number: '+15105550101', how: 'warm' } as const
const hotline: Rung[] = [
  { ...warm, destination: 'hotline', accept: 'any' },
  { ...warm, destination: 'hotline', accept: 'any', how: 'bridge' },
]
const desks = (['key', 'any'] as const).map(
  (accept): Rung => ({ ...warm, destination: accept, accept }),
)
const pairs = desks.flatMap((one) => desks.map((other) => [one, other]))

test.each([
  ...[[], ...desks.map((desk) => [desk]), ...pairs].map(
    (some) => [some.map(({ accept }) => accept).join(', then ') || 'none', some] as const,
  ),
])('desks before the hotline: %s', (name, some) => {
  const before = process.memoryUsage().heapUsed
  const began = process.cpuUsage().user
  const { broken, states, steps } = proveTransfer([...some, ...hotline])
  const seconds = (process.cpuUsage().user - began) / 1e6
  const megabytes = (process.memoryUsage().heapUsed - before) / 2 ** 20
  console.info(
    `${name}: ${states} states, ${steps} steps, ${seconds.toFixed(2)} s, ${megabytes.toFixed(0)} MB`,
  )
  expect(broken).toEqual([])
  expect(states).toBeGreaterThan(100)
})
