/** What is shown of the counts: steps of five, "<5", and tables from which nothing smaller can be worked out. */
import { expect, test } from 'vitest'
import { countNames, rowOf } from '../../src/counts/counts.ts'
import { tablesOf } from '../../src/counts/read.ts'
import { type By, shown, showTables } from '../../src/counts/shown.ts'

test.each([
  [0, '<5'],
  [1, '<5'],
  [4, '<5'],
  [5, 5],
  [9, 5],
  [10, 10],
  [1234, 1230],
])('%i is shown as %s', (value, as) => {
  expect(shown(value)).toBe(as)
})

const tables = (cells: Partial<Record<By, readonly number[]>>) =>
  new Map(
    Object.entries(cells).map(([by, values]) => [
      by as By,
      new Map(values.map((value, at) => [`${at}`, value])),
    ]),
  )
const values = (shownTables: ReturnType<typeof showTables>, by: By) =>
  Array.from(shownTables.get(by)?.values() ?? [])

test('the sum of five cells that are all as full as can be does not give them away', () => {
  const month = showTables(
    tables({ total: [20], of: [4, 4, 4, 4, 4], channel: [20, 0] }),
    new Set(),
  )
  expect(values(month, 'of')).toEqual(['<5', '<5', '<5', '<5', '<5'])
  // 20 would say that each of them is 4
  expect(values(month, 'total')).toEqual([15])
  expect(values(month, 'channel')).toEqual([15, '<5'])
  // the same is shown of one fewer
  expect(
    showTables(tables({ total: [19], of: [4, 3, 4, 4, 4], channel: [19, 0] }), new Set()),
  ).toEqual(month)
})

test('what was shown day by day has no table beside it that a sum of days could fill', () => {
  const daily = countNames.map((name) => ({ name, ...rowOf(name) })).filter(({ daily }) => daily)
  expect(daily.length).toBeGreaterThan(4)
  for (const { name, language, of } of daily) {
    expect(language, name).toBeUndefined()
    expect(typeof of, name).not.toBe('string')
    if (of) expect(of.length % 5, name).not.toBe(0)
  }
})

test('what alarms tell of has no table that a step of theirs could fill', async () => {
  const alarmed = countNames.map((name) => ({ name, ...rowOf(name) })).filter((row) => row.alarmed)
  expect(alarmed.map(({ name }) => name)).toEqual(['danger'])
  for (const { name, of } of alarmed) expect((of ?? []).length % 5, name).not.toBe(0)
  const languageTables = (...language: string[]) =>
    tablesOf('danger', '2026-11', { sums: {}, days: new Map() }, { ...words, language }).has(
      'language',
    )
  expect(languageTables('en', 'es')).toBe(true)
  expect(languageTables('en', 'es', 'vi', 'zh')).toBe(false)
  expect(languageTables('en', 'es', 'vi', 'zh', 'tl')).toBe(false)
})
const words = { channel: ['sms'], topics: [], interpreters: [] }

test('nothing that may be somebody in danger is shown by the hour or by the day', () => {
  for (const name of ['danger', 'forget', 'exits', 'topics', 'opt_outs'] as const) {
    expect(rowOf(name).hourly, name).toBeUndefined()
    expect(rowOf(name).daily, name).toBeUndefined()
  }
})
