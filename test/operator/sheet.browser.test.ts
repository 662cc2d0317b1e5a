/** The sheet on letter paper: Chromium prints it whole, and it can be read without eyes. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildCache } from '../../src/content/read/cache.ts'
import { readParts } from '../../src/content/review.ts'
import { readable } from '../../src/operator/sheet/rows.ts'
import { writeSheet } from '../../src/operator/sheet/sheet.ts'
import { content, NAME, ROOT } from '../line.ts'
import { axeAt, openBrowser } from '../simulator/browser.ts'

/** Letter paper without the margins of the sheet, in CSS pixels. */
const PAPER = { width: Math.floor((215.9 - 28) * (96 / 25.4)), height: 930 }

const folder = mkdtempSync(join(tmpdir(), 'sheet-'))
let browser: Awaited<ReturnType<typeof openBrowser>>
let page: Page
const parts = readParts(ROOT, buildCache(ROOT))
beforeAll(async () => {
  const names = { lineName: NAME.written, lineNameSpoken: NAME.spoken }
  const [file = ''] = writeSheet({ content: content(), parts, names, today: '2026-12-10' }, folder)
  browser = await openBrowser()
  page = await browser.context.newPage()
  await page.setViewportSize(PAPER)
  await page.emulateMedia({ media: 'print' })
  await page.goto(pathToFileURL(file).href)
})
afterAll(async () => {
  await browser?.close()
  rmSync(folder, { recursive: true })
})

test('it is printed on letter paper, each part beginning on a page of its own', async () => {
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
  const pages = pdf.match(/\/Type\s*\/Page\b/g)?.length ?? 0
  const groups = await page.locator('section.part').count()
  expect(groups).toBe(
    readable(parts).filter(({ kind, original }) => kind === 'said' && !original).length + 1,
  )
  // a first page, the contents, and one to three for most parts
  expect(pages).toBeGreaterThan(groups + 2)
  expect(pages).toBeLessThan(3 * groups)
  expect(new Set(pdf.match(/\/MediaBox \[[^\]]+\]/g))).toEqual(new Set(['/MediaBox [0 0 612 792]']))
})

test('the foot of each page says which part it belongs to, by the number that it has in the contents', async () => {
  // a page's style has no type without the DOM, which these tests are compiled without
  const feet = await page.evaluate<{ title: string; foot: string }[]>(`
    [...document.querySelectorAll('section.part')].map((section) => ({
      title: section.querySelector('h2').textContent.trim(),
      foot: [...document.styleSheets]
        .flatMap(({ cssRules }) => [...cssRules])
        .filter((rule) => rule instanceof CSSPageRule)
        .filter(({ selectorText }) => selectorText === getComputedStyle(section).page)
        .map(({ cssText }) => cssText)
        .join(),
    }))`)
  const listed = await page.locator('nav li').count()
  expect(feet).toHaveLength(listed)
  for (const [at, { title, foot }] of feet.entries()) {
    expect(title).toMatch(new RegExp(`^${at + 1}\\. `))
    expect(foot).toContain('@bottom-left')
    expect(foot).toContain(JSON.stringify(title))
  }
})

test('no text is cut off or runs out of its cell', async () => {
  const cut = await page.locator('body *').evaluateAll(
    (elements, { width }) =>
      elements
        .filter((element) => {
          const { right, left } = element.getBoundingClientRect()
          const over = element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0
          return right > width + 1 || left < 0 || over
        })
        .map((element) => `${element.tagName} ${element.textContent?.slice(0, 60)}`),
    PAPER,
  )
  expect(cut).toEqual([])
})

test('a row never needs more than a page, so that none is torn', async () => {
  const heights = await page
    .locator('tr')
    .evaluateAll((rows) => rows.map((row) => row.clientHeight))
  expect(heights.length).toBeGreaterThan(400)
  expect(Math.max(...heights)).toBeLessThan(PAPER.height)
})

test('each part is found from the contents, has its languages side by side, and lines to sign on', async () => {
  const links = await page
    .locator('nav a')
    .evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''))
  expect(links.length).toBeGreaterThan(30)
  for (const link of links) expect(await page.locator(link).count(), link).toBe(1)
  for (const section of (await page.locator('section.part').all()).slice(0, -1)) {
    expect(await section.locator('thead th').allInnerTexts()).toEqual([
      'What it is',
      'English',
      'Español',
    ])
    expect(await section.locator('.signature').count()).toBe(2)
    expect(await section.locator('.signature .mark.open').count()).toBe(2)
    const tops = await section
      .locator('.signature')
      .evaluateAll((boxes) => boxes.map((box) => box.getBoundingClientRect().top))
    expect(tops[0]).toBe(tops[1])
  }
})

test('axe finds nothing to mend', { timeout: 120_000 }, async () => {
  const { violations } = await axeAt(page).analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
})
