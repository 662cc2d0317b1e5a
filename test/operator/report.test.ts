/** harborline report: a month in words, as JSON and as CSV, and never anything smaller than a step. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { type Counted, countNames } from '../../src/counts/counts.ts'
import { createJournal } from '../../src/counts/journal.ts'
import { createTally } from '../../src/counts/sums.ts'
import { type ReportOptions, report } from '../../src/operator/report/command.ts'
import { sections } from '../../src/operator/report/report.ts'
import { content } from '../line.ts'

const timeZone = 'America/Los_Angeles'
const IN_NOVEMBER = Date.parse('2026-11-24T14:30-08:00')
const IN_DECEMBER = Date.parse('2026-12-03T10:00-08:00')
const en = { channel: 'sms', language: 'en' }

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'harborline-report-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

async function counted(...all: readonly Counted[]): Promise<void> {
  const tally = createTally()
  for (const each of all) tally.count(each)
  const failed = (error: unknown) => expect.unreachable(String(error))
  const process = `p${Math.random().toString(36).slice(2)}`
  await createJournal({ folder, timeZone, tally, process, failed, now: () => IN_NOVEMBER }).flush()
}

const reported = (options: ReportOptions = {}, now = IN_DECEMBER) =>
  report(
    { root: '/', config: readConfig({ COUNTS_FOLDER: folder }), content: content(), now },
    options,
  )

const november = () =>
  counted(
    { count: 'conversations', channel: 'sms', times: 1_234 },
    { count: 'conversations', channel: 'voice', times: 3 },
    { count: 'topics', of: 'signs', times: 27, ...en },
    { count: 'topics', of: 'shelter', times: 61, ...en },
    { count: 'topics', of: 'laws', times: 4, ...en },
    { count: 'danger', of: 'danger', times: 2, ...en },
    { count: 'transfers', of: 'answered', times: 12 },
    { count: 'time_to_person', of: '30', times: 12, language: 'es' },
  )

test('a month in words: steps of five, the most asked first, and what is few as such', async () => {
  await november()
  const text = await reported()
  expect(text).toMatch(/^CA Info Line: November 2026\n/)
  expect(text).toMatch(/^Conversations begun +1,235$/m)
  expect(text).toMatch(/^ {2}Texts +1,230 {2}#{24}$/m)
  expect(text).toMatch(/^Danger +<5$/m)
  expect(text).toMatch(/^ {2}Shelter +60 {2}#+\n {2}Signs +25 {2}#+\n {2}\d+ others, each +<5$/m)
  expect(text).toMatch(/^ {2}Talked with a person +10/m)
  expect(text).toMatch(/^ {2}15 to 30 s +10/m)
  // none is told from few
  expect(text).not.toMatch(/[Ll]aws| 0\b| [1-4]$/m)
  for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(110)
})

test('every count stands in one section', () => {
  expect(sections.flatMap(({ counts }) => counts).toSorted()).toEqual(countNames.toSorted())
})

test('as JSON and as CSV it is the same, cell by cell', async () => {
  await november()
  const { month, over, tables } = JSON.parse(await reported({ json: true, month: '2026-11' }))
  expect({ month, over }).toEqual({ month: '2026-11', over: true })
  const rows: Record<string, string>[] = parse(await reported({ csv: true }), { columns: true })
  const flat = tables.flatMap(
    ({
      count,
      by,
      cells,
    }: {
      count: string
      by: string
      cells: { key: string; value: unknown }[]
    }) => cells.map(({ key, value }) => ({ month, count, by, key, value: String(value) })),
  )
  expect(rows).toEqual(flat)
  expect(rows.length).toBeGreaterThan(200)
  for (const { value = '' } of rows)
    expect(value === '<5' || (Number(value) >= 5 && Number(value) % 5 === 0), value).toBe(true)
})

test('of a month that goes on, only days that are over, of what is shown by the day', async () => {
  await november()
  const text = await reported({}, Date.parse('2026-11-25T10:00-08:00'))
  expect(text).toContain('This month is not over')
  expect(text).toMatch(/^ {2}2026-11-24 +1,235$/m)
  expect(text).not.toMatch(/2026-11-25|danger|shelter/i)
})

test('without counts, and for a month of which there are none, it says what to do', async () => {
  await expect(reported()).rejects.toMatchObject({
    faults: [{ problem: expect.stringContaining('holds no counts') }],
  })
  await november()
  await expect(reported({ month: '2025-01' })).rejects.toMatchObject({
    faults: [{ remedy: 'Name one of 2026-11' }],
  })
})
