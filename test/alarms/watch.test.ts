/** The watch: what there is to tell, and silence otherwise. */
import { expect, test } from 'vitest'
import { causes, endOf, messageOf, overAfter, quietSeconds } from '../../src/alarms/causes.ts'
import { duePhones } from '../../src/alarms/due.ts'
import { createWatch } from '../../src/alarms/watch.ts'
import type { Counted } from '../../src/counts/counts.ts'
import { content } from '../line.ts'

function started() {
  let now = 0
  const watch = createWatch({ ticks: () => now, lowBalance: 20 })
  const look = (looked: Parameters<typeof watch.look>[0] = {}) =>
    watch.look(looked).alarms.map(({ cause, detail }) => `${cause} ${detail}`.trim())
  return {
    look,
    well: (looked: Parameters<typeof watch.look>[0] = {}) => watch.look(looked).well,
    count(counted: Counted, times = 1) {
      for (let at = 0; at < times; at++) watch.count(counted)
    },
    pass(seconds: number) {
      now += seconds * 1000
    },
  }
}

const ended = (
  of: 'answered' | 'short' | 'busy' | 'no_answer' | 'failed' | 'gone' | 'canceled',
): Counted => ({
  count: 'transfers',
  of,
})

test('three callers in a row who are not connected are told of; one who is ends the row', () => {
  const { count, look } = started()
  for (const of of ['no_answer', 'busy'] as const) count(ended(of))
  expect(look()).toEqual([])
  count(ended('answered'))
  for (const of of ['no_answer', 'busy'] as const) count(ended(of))
  expect(look()).toEqual([])
  count(ended('failed'))
  expect(look()).toEqual(['unreached'])
  count(ended('short'))
  expect(look()).toEqual([])
})

test('a row of callers is told while it is new, and again when there is one more', () => {
  const { count, look, pass } = started()
  count(ended('no_answer'), 3)
  pass(3599)
  expect(look()).toEqual(['unreached'])
  pass(1)
  expect(look()).toEqual([])
  count(ended('busy'))
  expect(look()).toEqual(['unreached'])
})

test('callers who hang up while they wait are no alarm', () => {
  const { count, look } = started()
  count(ended('gone'), 9)
  count(ended('canceled'), 9)
  expect(look()).toEqual([])
})

test('the store is away when it is so for a minute, and the watch is silent when it is back', () => {
  const { look, pass } = started()
  expect(look({ store: 'down' })).toEqual([])
  pass(59)
  expect(look({ store: 'down' })).toEqual([])
  pass(1)
  expect(look({ store: 'down' })).toEqual(['store'])
  expect(look({ store: 'up' })).toEqual([])
  expect(look({ store: 'down' })).toEqual([])
})

test('only what was looked at is well: a night without callers says nothing of them', () => {
  const { count, well, pass } = started()
  const always = ['guarded', 'refused', 'danger']
  expect(well()).toEqual(always)
  count(ended('no_answer'), 3)
  pass(2 * 3600)
  expect(well()).toEqual(always)
  count(ended('answered'))
  expect(well()).toEqual(['unreached', ...always])
  expect(well({ store: 'down' })).not.toContain('store')
  const all = {
    store: 'up',
    selfTest: 'passed',
    due: 0,
    balance: 20,
    certificateEnds: false,
  } as const
  expect(well(all)).toEqual([
    'unreached',
    ...always,
    'store',
    'self_test',
    'phones',
    'certificate',
    'balance',
  ])
  const none = { selfTest: 'token', due: 1, balance: 1, certificateEnds: true }
  expect(well(none)).toEqual(['unreached', ...always])
})

test.each([
  [10_000, '1 minute'],
  [40 * 60_000, '40 minutes'],
  [3 * 3_600_000, '3 hours'],
  [50 * 3_600_000, '2 days'],
])('an end after %i ms says that it lasted about %s', (lasted, said) => {
  expect(endOf('store', lasted)).toEqual({
    cause: 'store',
    state: 'over',
    says: 'Over: The store is back.',
    remedy: `It lasted about ${said}.`,
  })
})

test('the end of danger is not told, since nobody knows it', () => {
  expect(overAfter('danger')).toBeUndefined()
})

test('danger, safe documents and unsigned requests are told of when they are more than usual', () => {
  const { count, look } = started()
  count({ count: 'danger', of: 'danger', channel: 'sms', language: 'en' }, 9)
  count({ count: 'guarded', of: 'error' }, 4)
  count({ count: 'refused', of: 'signature' }, 19)
  count({ count: 'turns', channel: 'sms' }, 500)
  expect(look()).toEqual([])
  count({ count: 'danger', of: 'minor', channel: 'sms', language: 'es' })
  count({ count: 'guarded', of: 'timeout' })
  count({ count: 'refused', of: 'size' })
  expect(look()).toEqual(['guarded 5', 'refused 20', 'danger 10'])
})

test.each([
  [{ balance: 20 }, []],
  [{ balance: 19.99 }, ['balance']],
  [{ due: 0 }, []],
  [{ due: 2 }, ['phones']],
  [{ selfTest: 'token' }, ['self_test token']],
])('%j is told as %j', (looked, told) => {
  expect(started().look(looked)).toEqual(told)
})

test('a number is due that was never phoned, or half a year ago', () => {
  const { hotline } = content().phones
  if (!hotline) throw new Error('there is no hotline')
  const phones = {
    never: { ...hotline, verifiedByCall: null },
    fresh: { ...hotline, verifiedByCall: '2026-11-01' },
    old: { ...hotline, verifiedByCall: '2026-05-01' },
  }
  expect(duePhones(phones, Date.parse('2026-11-26'))).toEqual(['never', 'old'])
})

test('every message says what is the matter and what to do, with no number under five', () => {
  for (const cause of Object.keys(causes) as (keyof typeof causes)[]) {
    const { says, remedy } = messageOf({ cause, level: 5, detail: '5' })
    expect(says).toMatch(/\.$/)
    expect(remedy.length).toBeGreaterThan(20)
    expect(says).not.toMatch(/\{|\b[0-4]\b/)
    expect(quietSeconds(cause, 6)).toBeGreaterThanOrEqual(6 * 3600)
  }
})
