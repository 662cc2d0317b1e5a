/** The page for everybody: axe finds nothing, at both widths, by day and by night; and it is light. */
import { AxeBuilder } from '@axe-core/playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshPage, openStage, type Stage } from './browser.ts'

const WIDTHS = [
  { width: 1280, height: 860 },
  { width: 390, height: 844 },
]
/** What the first page may weigh. */
const MOST_BYTES = 100_000

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage?.close())

test('the first page is under 100 kB, and usable soon', async () => {
  const page = await stage.context.newPage()
  let bytes = 0
  const network = await stage.context.newCDPSession(page)
  await network.send('Network.enable')
  network.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength
  })
  const begun = performance.now()
  await page.goto(stage.url)
  await page.locator('body[data-ready]').waitFor()
  const ms = Math.round(performance.now() - begun)
  console.log(`first page: ${bytes} bytes, usable after ${ms} ms`)
  expect(bytes).toBeGreaterThan(1_000)
  expect(bytes).toBeLessThan(MOST_BYTES)
  await page.close()
})

test('axe finds nothing, in the middle of a conversation', async () => {
  const at = await freshPage(stage)
  const { page } = at
  await at.text('HI')
  await at.text('1')
  await page.getByRole('button', { name: /^A Spanish speaker/ }).click()
  await at.call()
  await at.press('0')
  await at.press('1')
  await at.faster()
  await at.state('desk', 'ringing')
  await page.getByRole('button', { name: '1×', exact: true }).click()
  for (const viewport of WIDTHS)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.setViewportSize(viewport)
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      const { violations } = await new AxeBuilder({ page })
        .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
        .analyze()
      const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html)}`)
      expect(found, `${viewport.width} ${colorScheme}`).toEqual([])
      const wide = await page.evaluate<number>('document.documentElement.scrollWidth')
      expect(wide, 'nothing is wider than the screen').toBeLessThanOrEqual(viewport.width)
    }
  await page.close()
})

test('everything can be done by keyboard alone', async () => {
  const at = await freshPage(stage)
  const { page } = at
  await page.reload()
  await page.keyboard.press('Tab')
  expect(await page.locator(':focus').innerText()).toBe('To the phone')
  await page.getByRole('tab', { name: 'Messages' }).focus()
  await page.keyboard.press('ArrowRight')
  await page.getByRole('button', { name: 'Call the line' }).focus()
  await page.keyboard.press('Enter')
  await at.hears('For English, press 1')
  await page.getByRole('group', { name: 'Keypad', exact: true }).getByRole('button').first().focus()
  await page.keyboard.press('1')
  await at.hears('For help and reporting')
  await page.close()
})
