/** More than usual: what is usual is learnt, and a number is only told in steps. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createRise } from '../../src/alarms/rise.ts'
import { shown } from '../../src/counts/shown.ts'
import { walk } from '../walk.ts'

const MINUTE_MS = 60_000

function started(least = 20) {
  let now = 0
  const rise = createRise({ window: 10 * MINUTE_MS, least, ticks: () => now })
  return {
    level: rise.level,
    /** So many, spread over so many minutes. */
    happen(count: number, minutes: number) {
      for (let at = 0; at < count; at++) {
        rise.add()
        now += (minutes * MINUTE_MS) / count
      }
    },
    pass(minutes: number) {
      now += minutes * MINUTE_MS
    },
  }
}

test('few are no rise, many are, and they pass', () => {
  const { happen, level, pass } = started()
  happen(19, 5)
  expect(level()).toBeUndefined()
  happen(2, 1)
  expect(level()).toBe(20)
  pass(10)
  expect(level()).toBeUndefined()
})

test('what happens every day is usual, and three times as much is not', () => {
  const { happen, level } = started()
  happen(30 * 6 * 24, 24 * 60)
  expect(level()).toBeUndefined()
  happen(240, 9)
  expect(level()).toBe(200)
})

test('what is told is a step of five and more, of which the number is never less', {
  tags: ['walk'],
}, () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 30 }), (minutes) => {
      const { happen, level, pass } = started(5)
      for (const [at, count] of minutes.entries()) {
        happen(count, 0)
        const told = level()
        const lately = minutes.slice(Math.max(0, at - 9), at + 1).reduce((sum, n) => sum + n, 0)
        if (told !== undefined) {
          expect(told).toBeGreaterThanOrEqual(5)
          expect(shown(told)).toBe(told)
          expect(lately).toBeGreaterThanOrEqual(told)
        }
        pass(1)
      }
    }),
    walk('rises', 400),
  )
})
