/** A link to the phones, opened by a colleague in a browser. */
import { expect, onTestFinished, test } from 'vitest'
import { startServer } from '../server.ts'
import { openBrowser } from './browser.ts'

test('a press on the link shows the phones, and they work', async () => {
  const server = await startServer({ HOST: '0.0.0.0', LOG_LEVEL: 'error' })
  onTestFinished(() => void server.stop())
  const { context, close } = await openBrowser()
  onTestFinished(() => close())
  const page = await context.newPage()
  expect((await page.goto(server.url))?.status()).toBe(403)
  const [path = ''] = /\/phones\/link\/[\w-]{22}/.exec(server.output()) ?? []
  await page.goto(server.url + path)
  await page.getByRole('button', { name: 'Open the phones' }).click()
  await page.locator('body[data-ready]').waitFor()
  await page.getByLabel('Text message').fill('Hi')
  await page.getByRole('button', { name: 'Send' }).click()
  await page.locator('#thread .bubble.line').first().waitFor()
  expect(await page.locator('#thread .bubble.line').first().textContent()).toContain('Safe to text')
  // another browser does not know the first one's cookie
  expect((await fetch(server.url)).status).toBe(403)
})
