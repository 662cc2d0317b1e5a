/** The counts on disk: what is written, read back, folded and thrown away. */
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Counted } from '../../src/counts/counts.ts'
import { foldCounts } from '../../src/counts/folding.ts'
import { createJournal } from '../../src/counts/journal.ts'
import { sumsOfMonth } from '../../src/counts/month.ts'
import { months, type Reading, readMonth } from '../../src/counts/read.ts'
import { createTally } from '../../src/counts/sums.ts'

const timeZone = 'America/Los_Angeles'
const vocabulary = {
  channel: ['sms', 'voice'],
  language: ['en', 'es'],
  topics: ['signs', 'shelter'],
  interpreters: ['vi'],
}
const at = (local: string) => Date.parse(`${local}-08:00`)
const topic = (of: string): Counted => ({ count: 'topics', of, channel: 'sms', language: 'en' })
const begun: Counted = { count: 'conversations', channel: 'sms' }

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'harborline-counts-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function processOf(name: string, clock: { now: number }) {
  const tally = createTally()
  const faults: unknown[] = []
  const journal = createJournal({
    folder,
    timeZone,
    tally,
    process: name,
    failed: (error) => faults.push(error),
    now: () => clock.now,
  })
  const times = (n: number, counted: Counted) => {
    for (let i = 0; i < n; i++) tally.count(counted)
  }
  return { times, flush: journal.flush, faults }
}

const reading = (now: number): Reading => ({ folder, timeZone, vocabulary, now })
const cellsOf = async (now: number, month: string, count: string, by: string) => {
  const { tables } = await readMonth(reading(now), month)
  const table = tables.find((each) => each.count === count && each.by === by)
  return table && Object.fromEntries(table.cells.map(({ key, value }) => [key, value]))
}

test('what several processes count is added up, and shown once the month is over', async () => {
  const clock = { now: at('2026-11-24T14:30') }
  const [one, two] = [processOf('one', clock), processOf('two', clock)]
  one.times(7, topic('signs'))
  two.times(6, topic('signs'))
  one.times(3, topic('shelter'))
  two.times(8, topic('a topic that is no more'))
  await Promise.all([one.flush(), two.flush()])
  one.times(1, topic('signs'))
  await one.flush()
  expect(await cellsOf(at('2026-11-30T23:59'), '2026-11', 'topics', 'of')).toBeUndefined()
  // an hour later nothing is on its way any more
  expect(await cellsOf(at('2026-12-01T00:59'), '2026-11', 'topics', 'of')).toBeUndefined()
  const over = at('2026-12-01T01:00')
  expect(await cellsOf(over, '2026-11', 'topics', 'of')).toEqual({
    signs: 10,
    shelter: '<5',
    other: 5,
  })
  expect(await cellsOf(over, '2026-11', 'topics', 'total')).toEqual({ total: 25 })
  expect(await cellsOf(over, '2026-11', 'topics', 'language')).toEqual({
    en: 25,
    es: '<5',
    other: '<5',
  })
  expect(await cellsOf(over, '2026-11', 'topics', 'day')).toBeUndefined()
  expect(await months(reading(over))).toEqual(['2026-11'])
})

test('of a month that goes on, the days are shown that are over', async () => {
  const clock = { now: at('2026-11-24T23:59') }
  const one = processOf('one', clock)
  one.times(6, begun)
  await one.flush()
  clock.now = at('2026-11-25T00:00')
  one.times(12, begun)
  await one.flush()
  const days = await cellsOf(at('2026-11-25T20:00'), '2026-11', 'conversations', 'day')
  expect(days).toMatchObject({ '2026-11-23': '<5', '2026-11-24': 5 })
  expect(Object.keys(days ?? {})).toHaveLength(24)
  expect(await cellsOf(clock.now, '2026-11', 'conversations', 'channel')).toBeUndefined()
})

test('nothing is added to a day that is over, even by a clock that was set back', async () => {
  const clock = { now: at('2026-11-25T10:00') }
  const one = processOf('one', clock)
  one.times(5, begun)
  await one.flush()
  clock.now = at('2026-11-24T10:00')
  one.times(5, begun)
  await one.flush()
  const { days } = await sumsOfMonth(folder, '2026-11')
  expect(Array.from(days.keys())).toEqual(['2026-11-25'])
})

test('a clock that was wrong by years counts for the right day once it is right', async () => {
  const clock = { now: at('2031-01-01T10:00') }
  const one = processOf('one', clock)
  one.times(5, begun)
  await one.flush()
  clock.now = at('2026-11-24T10:00')
  one.times(6, begun)
  await one.flush()
  const { days } = await sumsOfMonth(folder, '2026-11')
  expect(days.get('2026-11-24')?.conversations?.total).toBe(6)
})

test('hours are folded into the day and the weekday after two days, and nothing is lost or doubled', async () => {
  const clock = { now: at('2026-11-24T14:30') }
  const [one, two] = [processOf('one', clock), processOf('two', clock)]
  one.times(7, begun)
  two.times(6, begun)
  await Promise.all([one.flush(), two.flush()])
  const fold = (now: number) => foldCounts({ folder, timeZone, keepDays: 400, by: 'one', now })
  const files = () => readdirSync(folder).toSorted()
  const over = at('2026-12-02T10:00')
  const before = await readMonth(reading(over), '2026-11')
  await fold(at('2026-11-26T23:00'))
  expect(files()).toEqual(['2026-11-24.one.json', '2026-11-24.two.json'])
  await fold(at('2026-11-27T01:00'))
  expect(files()).toEqual(['2026-11-24.json', '2026-11.hours.json'])
  expect(readFileSync(join(folder, '2026-11-24.json'), 'utf8')).not.toContain('hour')
  await fold(at('2026-11-27T02:00'))
  expect(await readMonth(reading(over), '2026-11')).toEqual(before)
  // a Tuesday
  expect(await cellsOf(over, '2026-11', 'conversations', 'hour')).toMatchObject({
    '1 14': 10,
    '1 15': '<5',
  })
})

test('a month is the same whenever it is read while all of its days are folded', async () => {
  const clock = { now: at('2026-11-01T14:30') }
  const one = processOf('one', clock)
  for (let day = 1; day <= 30; day++) {
    clock.now = at(`2026-11-${String(day).padStart(2, '0')}T14:30`)
    one.times(day, begun)
    await one.flush()
  }
  const over = at('2026-12-20T10:00')
  const before = await readMonth(reading(over), '2026-11')
  let folding = true
  const folded = foldCounts({ folder, timeZone, keepDays: 400, by: 'one', now: over }).finally(
    () => {
      folding = false
    },
  )
  const readings: unknown[] = []
  while (folding)
    readings.push(
      ...(await Promise.all(Array.from({ length: 8 }, () => readMonth(reading(over), '2026-11')))),
    )
  await folded
  expect(readings.length).toBeGreaterThan(0)
  for (const read of readings) expect(read).toEqual(before)
  expect(readdirSync(folder)).toHaveLength(31)
})

test('a month is thrown away as a whole, when its last day is too old', async () => {
  const clock = { now: at('2026-11-01T14:30') }
  const one = processOf('one', clock)
  one.times(7, begun)
  await one.flush()
  clock.now = at('2026-11-30T14:30')
  one.times(7, begun)
  await one.flush()
  const fold = (now: number) => foldCounts({ folder, timeZone, keepDays: 60, by: 'one', now })
  await fold(at('2027-01-15T10:00'))
  expect(readdirSync(folder)).toHaveLength(3)
  await fold(at('2027-02-01T10:00'))
  expect(readdirSync(folder)).toEqual([])
})

test('what can not be written is kept, and written when it can', async () => {
  const clock = { now: at('2026-11-24T14:30') }
  const one = processOf('one', clock)
  rmSync(folder, { recursive: true })
  writeFileSync(folder, 'in the way')
  one.times(7, begun)
  await one.flush()
  expect(one.faults).toHaveLength(1)
  rmSync(folder)
  await one.flush()
  expect((await sumsOfMonth(folder, '2026-11')).sums.conversations?.total).toBe(7)
})

test('before anything was counted there is nothing to fold, and nothing is wrong', async () => {
  const missing = join(folder, 'not there')
  await foldCounts({ folder: missing, timeZone, keepDays: 400, by: 'one', now: Date.now() })
  expect(existsSync(missing)).toBe(false)
  expect(await months({ folder: missing })).toEqual([])
})

test('who folds while another does leaves it alone, and goes on where one has died', async () => {
  const clock = { now: at('2026-11-24T14:30') }
  const one = processOf('one', clock)
  one.times(7, begun)
  await one.flush()
  writeFileSync(join(folder, '.folding'), '')
  const fold = (now: number) => foldCounts({ folder, timeZone, keepDays: 400, by: 'two', now })
  utimesSync(join(folder, '.folding'), new Date(), new Date(at('2026-11-28T10:00')))
  await fold(at('2026-11-28T10:05'))
  expect(readdirSync(folder)).toContain('2026-11-24.one.json')
  await fold(at('2026-11-28T10:11'))
  await fold(at('2026-11-28T11:11'))
  expect(readdirSync(folder)).toEqual(['2026-11-24.json', '2026-11.hours.json'])
})

test('who dies in the middle of folding loses nothing and doubles nothing', async () => {
  const clock = { now: at('2026-11-24T14:30') }
  const one = processOf('one', clock)
  one.times(7, begun)
  await one.flush()
  const file = join(folder, '2026-11-24.one.json')
  const own = readFileSync(file)
  const over = at('2026-12-02T10:00')
  const before = await readMonth(reading(over), '2026-11')
  const fold = () =>
    foldCounts({ folder, timeZone, keepDays: 400, by: 'two', now: at('2026-11-28T10:00') })
  await fold()
  // the hours and the day were written, and the process's own file was still there
  writeFileSync(file, own)
  expect(await readMonth(reading(over), '2026-11')).toEqual(before)
  // the hours were written, and the day was not
  rmSync(join(folder, '2026-11-24.json'))
  expect(await readMonth(reading(over), '2026-11')).toEqual(before)
  await fold()
  expect(await readMonth(reading(over), '2026-11')).toEqual(before)
})

test('a damaged file is named, and nothing is guessed', async () => {
  writeFileSync(join(folder, '2026-11-24.one.json'), '{"holds":[],"sums":{"topics":')
  await expect(readMonth(reading(at('2026-12-02T10:00')), '2026-11')).rejects.toThrow(
    /2026-11-24\.one\.json is not as the line wrote it/,
  )
})
