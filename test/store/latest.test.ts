/** What a process recalls: little, and for a moment. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createLatest } from '../../src/store/latest.ts'
import type { Slot } from '../../src/store/vault.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }))
afterEach(() => void vi.useRealTimers())

const slot = (key: string, ...older: string[]): Slot => ({
  keys: [key, ...older],
  text: `of ${key}`,
  others: [],
  sealed: Buffer.from([0, 200, 255]),
})

const nothing = (key: string): Slot => ({
  keys: [key],
  text: undefined,
  others: [],
  sealed: undefined,
})

test('what was written is recalled as it was, until it is forgotten', () => {
  const latest = createLatest()
  latest.wrote(slot('a'), 900)
  expect(latest.of(['a'])).toEqual(slot('a'))
  latest.forget(['a'])
  expect(latest.of(['a'])).toEqual(nothing('a'))
})

test('nothing is recalled for longer than half a minute, nor than the store keeps it', () => {
  const latest = createLatest()
  latest.wrote(slot('short'), 5)
  latest.wrote(slot('long'), 900)
  vi.advanceTimersByTime(5_000)
  expect(latest.of(['short'])).toEqual(nothing('short'))
  expect(latest.of(['long'])).toEqual(slot('long'))
  vi.advanceTimersByTime(25_000)
  expect(latest.of(['long'])).toEqual(nothing('long'))
  // nothing is left to be looked after
  expect(vi.getTimerCount()).toBe(0)
})

test('of too many the oldest are forgotten', () => {
  const latest = createLatest(2)
  for (const key of ['a', 'b', 'a', 'c']) latest.wrote(slot(key), 900)
  expect(latest.of(['a'])).toEqual(slot('a'))
  expect(latest.of(['b'])).toEqual(nothing('b'))
  expect(latest.of(['c'])).toEqual(slot('c'))
})

test('of what may stand under another secret too nothing is guessed', () => {
  const latest = createLatest()
  latest.wrote(slot('a', 'older'), 900)
  expect(latest.of(['a', 'older'])).toBeUndefined()
  expect(latest.of(['a'])).toEqual(nothing('a'))
})
