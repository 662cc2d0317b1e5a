/** What the operator's page shows, and gives as files: what may be shown of the counts, and nothing else. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { nameOf, writeFileOf } from '../../../src/counts/files.ts'
import { type MonthOfCounts, readMonth } from '../../../src/counts/read.ts'
import { TIME_ZONE } from '../../../src/phones/wall-clock.ts'
import { makeUpCounts } from './made-up.ts'
import { cookieOf, NOW, openPage, vocabulary } from './page.ts'

const folder = mkdtempSync(join(tmpdir(), 'dashboard-'))
beforeAll(() => makeUpCounts(folder, { last: '2026-12-03', days: 64, vocabulary: vocabulary() }))
afterAll(() => rmSync(folder, { recursive: true }))

const counts = { folder, timeZone: TIME_ZONE }

async function asOperator(changes: Parameters<typeof openPage>[0] = {}) {
  const { login, get, ...rest } = openPage({ counts, ...changes })
  const cookie = cookieOf(await login())
  return { ...rest, open: (path: string) => get(path, cookie) }
}

const inText = (html: string) => html.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ')

test('the first page shows the line, five weeks, and the last month that is over', async () => {
  const { open } = await asOperator()
  const page = await open('/operator')
  expect(page.status).toBe(200)
  const html = await page.text()
  const text = inText(html)
  for (const part of [
    'in memory, and end with the process',
    'abcdef123456, spoken since 2026-12-01 08:00 UTC',
    'holds for 61 days',
    'Look: a self-test every 5 minutes; alarms go out; nobody hears when it is silent',
    'Unreviewed texts',
    'The last five weeks',
    'When conversations begin',
    'Whether a person was reached',
    'The way of calls',
    'What it cost, about',
  ])
    expect(text, part).toContain(part)
  expect(text).toMatch(/November 2026 Conversations 1\d{3}/)
  expect(html.length).toBeLessThan(100_000)
  expect(html).not.toMatch(/<script|style="|src=|https?:\/\/(?!www\.w3\.org)/)
})

test('every chart has its numbers in a table beside it', async () => {
  const { open } = await asOperator()
  const html = await (await open('/operator')).text()
  const figures = html.split('<figure').slice(1)
  expect(figures.length).toBeGreaterThan(12)
  for (const figure of figures) {
    expect(figure).toMatch(/<details[^>]*><summary>/)
    expect(figure).toMatch(/<caption[^>]*>[^<]+<\/caption><thead>/)
  }
  expect(html.match(/<svg/g)?.length).toBe(
    html.match(/<svg[^>]+role="img" aria-label="[^"]+"/g)?.length,
  )
})

test('of a month that goes on nothing is shown but its days that are over', async () => {
  const { open } = await asOperator()
  const html = await (await open('/operator/2026-12')).text()
  expect(inText(html)).toContain('This month goes on')
  const { tables } = (await (await open('/operator/2026-12.json')).json()) as MonthOfCounts
  expect(tables.length).toBeGreaterThan(0)
  for (const { by, cells } of tables) {
    expect(by).toBe('day')
    expect(cells.map(({ key }) => key)).toEqual(['2026-12-01', '2026-12-02'])
  }
})

test('page and files hold no value that is not in steps of five', async () => {
  const { open } = await asOperator()
  const shown = /^(?:<5|\d*[05])$/
  const rows: string[][] = parse(await (await open('/operator/2026-11.csv')).text())
  expect(rows.length).toBeGreaterThan(400)
  expect(rows[0]).toEqual(['month', 'count', 'by', 'key', 'value'])
  for (const row of rows.slice(1)) expect(row.at(-1)).toMatch(shown)
  for (const path of ['/operator', '/operator/2026-11', '/operator/2026-11?print']) {
    const html = await (await open(path)).text()
    const cells = Array.from(html.matchAll(/<td>([^<]*)<\/td>/g), ([, cell = '']) => cell)
    const numbers = cells
      .map((cell) => cell.replace('&lt;', '<'))
      .filter((cell) => /^<?\d+$/.test(cell))
    expect(numbers.length).toBeGreaterThan(200)
    for (const number of numbers) expect(number).toMatch(shown)
  }
})

test('CSV and JSON say the same as what everybody may be shown', async () => {
  const { open } = await asOperator()
  const { tables } = await readMonth({ ...counts, vocabulary: vocabulary(), now: NOW }, '2026-11')
  const json = (await (await open('/operator/2026-11.json')).json()) as MonthOfCounts
  expect(json.tables).toEqual(tables)
  const rows: string[][] = parse(await (await open('/operator/2026-11.csv')).text())
  expect(rows.slice(1).map(([, count, by, key, value]) => [count, by, key, value])).toEqual(
    tables.flatMap(({ count, by, cells }) =>
      cells.map(({ key, value }) => [count, by, key, String(value)]),
    ),
  )
  const file = await open('/operator/2026-11.csv')
  expect(file.headers.get('content-disposition')).toBe('attachment; filename="2026-11.csv"')
})

test('to print, every table is open', async () => {
  const { open } = await asOperator()
  const html = await (await open('/operator/2026-11?print')).text()
  expect(html).not.toMatch(/<details><summary>/)
  expect(html.match(/<details open/g)?.length).toBeGreaterThan(10)
})

test('what is not understood is told as the share between which it lies', async () => {
  const quiet = mkdtempSync(join(tmpdir(), 'dashboard-'))
  try {
    for (const [day, turns, misses] of [
      ['2026-12-01', 103, 11],
      ['2026-12-02', 4, 2],
    ] as const) {
      const sums = { turns: { total: turns }, misses: { total: misses } }
      await writeFileOf(quiet, nameOf.process(day, 'p'), { holds: ['p'], sums }, 'test')
    }
    const { open } = await asOperator({ counts: { ...counts, folder: quiet } })
    const text = inText(await (await open('/operator')).text())
    // 10 to 14 of 100 to 104
    expect(text).toContain('Dec 1 10% to 14%')
    expect(text).toContain('Dec 2 too few to say')
  } finally {
    rmSync(quiet, { recursive: true })
  }
})

test('a line without counts has a page all the same, and so has one on its first day', async () => {
  const off = await asOperator({ counts: undefined })
  expect(inText(await (await off.open('/operator')).text())).toContain('Nothing is counted')
  expect((await off.open('/operator/2026-11')).status).toBe(404)
  const first = await asOperator({ counts: { ...counts, folder: join(folder, 'none') } })
  expect((await first.open('/operator')).status).toBe(200)
  expect((await first.open('/operator/2026-11')).status).toBe(200)
})

test('of a month of which nothing is kept the page says so, and not that it goes on', async () => {
  const { open } = await asOperator()
  const text = inText(await (await open('/operator/2031-01')).text())
  expect(text).toContain('Nothing is kept of this month.')
  expect(text).not.toContain('goes on')
})

test('what is no month is not there', async () => {
  const { open } = await asOperator()
  for (const path of ['/operator/2026-13', '/operator/2026-11.xml', '/operator/..%2f2026-11.csv'])
    expect((await open(path)).status, path).toBe(404)
})

test('a damaged file of counts is named beside how the line is, and the log gets its kind alone', async () => {
  const damaged = mkdtempSync(join(tmpdir(), 'dashboard-'))
  try {
    const sums = { turns: { total: 0.5 } }
    await writeFileOf(damaged, nameOf.process('2026-12-01', 'p'), { holds: [], sums }, 'test')
    const { open, events } = await asOperator({ counts: { ...counts, folder: damaged } })
    const page = await open('/operator')
    expect(page.status).toBe(500)
    const text = inText(await page.text())
    expect(text).toContain('2026-12-01.p.json is not as the line wrote it')
    expect(text).toContain('in memory, and end with the process')
    const month = await open('/operator/2026-12')
    expect(month.status).toBe(500)
    expect(inText(await month.text())).toContain('2026-12-01.p.json is not as the line wrote it')
    expect(events).toContainEqual({ event: 'operator_trouble', kind: 'DamagedCounts' })
  } finally {
    rmSync(damaged, { recursive: true })
  }
})
