/** The operator's page in a real browser, at the built program: on phone and desktop, light and dark, on paper. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freePort } from '../../free-port.ts'
import { startServer } from '../../server.ts'
import { axeAt, openBrowser } from '../../simulator/browser.ts'
import { makeUpCounts } from './made-up.ts'
import { OPERATOR_TOKEN, vocabulary } from './page.ts'

const WIDTHS = [
  { width: 1280, height: 860 },
  { width: 390, height: 844 },
]
const MOST_BYTES = 100_000
const DAY_MS = 86_400_000

/** The last month that is over, and counts until yesterday. */
const now = Date.now()
const yesterday = new Date(now - DAY_MS).toISOString().slice(0, 10)
const month = new Date(Date.parse(`${yesterday.slice(0, 7)}-01`) - DAY_MS).toISOString().slice(0, 7)

const folder = mkdtempSync(join(tmpdir(), 'dashboard-'))
let server: Awaited<ReturnType<typeof startServer>>
let browser: Awaited<ReturnType<typeof openBrowser>>
let page: Page
const complaints: string[] = []

beforeAll(async () => {
  await makeUpCounts(folder, { last: yesterday, days: 64, vocabulary: vocabulary() })
  const port = String(await freePort())
  server = await startServer({
    PORT: port,
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    OPERATOR_TOKEN,
    COUNTS_FOLDER: folder,
    LOG_LEVEL: 'error',
  })
  browser = await openBrowser()
  page = await browser.context.newPage()
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  page.on('pageerror', ({ message }) => complaints.push(message))
  page.on('request', (request) => {
    const address = request.url()
    if (!address.startsWith(`${server.url}/`) && !address.startsWith('data:'))
      complaints.push(address)
  })
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
  rmSync(folder, { recursive: true })
})

const violations = async () => {
  const found = await axeAt(page).analyze()
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
}

test('by keyboard: a wrong token is told, the right one opens the page', async () => {
  await page.goto(`${server.url}/operator`)
  await page.getByLabel('Token').focus()
  await page.keyboard.type('not the token')
  await page.keyboard.press('Enter')
  await page.getByRole('alert').waitFor()
  expect(await violations()).toEqual([])
  // the browser tells of the 403 itself
  expect(complaints.splice(0)).toHaveLength(1)
  await page.getByLabel('Token').focus()
  await page.keyboard.type(OPERATOR_TOKEN)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'The line now' }).waitFor()
  const [cookie] = await browser.context.cookies()
  expect(cookie).toMatchObject({ httpOnly: true, secure: true, sameSite: 'Strict' })
})

describe.each(['light', 'dark'] as const)('%s', (colorScheme) => {
  test.each(WIDTHS)(
    'at $width px nothing is cut off, and axe finds nothing to mend',
    async (size) => {
      await page.setViewportSize(size)
      await page.emulateMedia({ colorScheme, media: 'screen' })
      await page.goto(`${server.url}/operator`)
      expect(await page.locator('figure').count()).toBeGreaterThan(12)
      expect(await violations()).toEqual([])
      // one as a person opens it; all at once, since one after the other takes long
      await page.locator('summary').first().press('Enter')
      expect(await page.locator('figure').first().locator('table').isVisible()).toBe(true)
      await page.locator('details').evaluateAll((all) => {
        for (const each of all) each.setAttribute('open', '')
      })
      expect(await violations()).toEqual([])
      const width = await page.evaluate('document.documentElement.scrollWidth')
      expect(width).toBeLessThanOrEqual(size.width)
      expect(await cutOff(size.width)).toEqual([])
      expect(complaints).toEqual([])
    },
  )
})

/** What does not fit: boxes that are wider than the window, and words of a chart that leave it. */
const cutOff = (width: number) =>
  page.locator('figure, table, svg text, dd, a, button').evaluateAll(
    (elements, most) =>
      elements
        .filter((element) => {
          const { left, right } = element.getBoundingClientRect()
          const frame = element.closest('svg')?.getBoundingClientRect()
          const words = frame && (left < frame.left - 1 || right > frame.right + 1)
          return right > most + 1 || left < 0 || words
        })
        .map((element) => `${element.tagName} ${element.textContent?.slice(0, 40)}`),
    width,
  )

test('the first page is one answer under 100 kB, and nothing else is loaded', async () => {
  const loaded: string[] = []
  page.on('response', (response) => loaded.push(new URL(response.url()).pathname))
  const answer = await page.goto(`${server.url}/operator`)
  await page.waitForLoadState('networkidle')
  expect(loaded).toEqual(['/operator'])
  expect((await answer?.body())?.length).toBeLessThan(MOST_BYTES)
})

test('a month is printed on letter paper, with every number', async () => {
  await page.goto(`${server.url}/operator/${month}?print`)
  await page.emulateMedia({ media: 'print', colorScheme: 'light' })
  expect(await page.locator('nav, button').evaluateAll(shown)).toBe(0)
  expect(await page.locator('table').evaluateAll(shown)).toBeGreaterThan(10)
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
  expect(new Set(pdf.match(/\/MediaBox \[[^\]]+\]/g))).toEqual(new Set(['/MediaBox [0 0 612 792]']))
  await page.emulateMedia({ media: 'screen' })
})

const shown = (elements: { getClientRects(): { length: number } }[]) =>
  elements.filter((element) => element.getClientRects().length > 0).length

test('its files are downloads, and log out ends it', async () => {
  await page.goto(`${server.url}/operator/${month}`)
  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: 'as CSV' }).click()
  expect((await download).suggestedFilename()).toBe(`${month}.csv`)
  await page.getByRole('button', { name: 'Log out' }).click()
  await page.getByLabel('Token').waitFor()
  await page.goto(`${server.url}/operator/${month}`)
  expect(new URL(page.url()).pathname).toBe('/operator/login')
  expect(complaints).toEqual([])
})
