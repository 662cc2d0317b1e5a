/** Debian's Chromium, as a person would sit before it, at the page of a line that was just started. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium, type Page } from 'playwright-core'
import { startServer } from '../server.ts'

const CHROMIUM = '/usr/bin/chromium'
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export type Stage = Awaited<ReturnType<typeof openStage>>

/** A browser with an empty profile. */
export async function openBrowser() {
  if (!existsSync(CHROMIUM)) throw new Error('chromium is missing: apt-get install chromium')
  const profile = mkdtempSync(join(tmpdir(), 'chromium-'))
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: CHROMIUM,
    args: FLAGS,
    viewport: { width: 1280, height: 860 },
  })
  context.setDefaultTimeout(10_000)
  return {
    context,
    async close() {
      await context.close()
      rmSync(profile, { recursive: true, force: true })
    },
  }
}

/** A line of its own, and a browser before it. */
export async function openStage(environment: Record<string, string> = {}) {
  const server = await startServer({ LOG_LEVEL: 'error', ...environment })
  const browser = await openBrowser()
  return {
    ...server,
    context: browser.context,
    async close() {
      await browser.close()
      await server.stop()
    },
  }
}

/** The page, ready, in a world where nothing has happened yet; and what people do with it. */
export async function freshPage({ context, url }: { context: BrowserContext; url: string }) {
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('pageerror', ({ message }) => complaints.push(message))
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  page.on('request', (request) => {
    const address = request.url()
    if (!address.startsWith(`${url}/`) && !address.startsWith('data:')) complaints.push(address)
  })
  await page.goto(url)
  await page.locator('body[data-ready]').waitFor()
  await page.getByRole('button', { name: 'Start over' }).click()
  await page.locator('#thread .bubble, #captions .caption').first().waitFor({ state: 'detached' })
  return { page, complaints, ...hands(page) }
}

function hands(page: Page) {
  const keypad = (name: string) => page.getByRole('group', { name, exact: true })
  const key = { '*': 'star', '#': 'pound' } as Record<string, string>
  return {
    /** Texts, and gives the line's next answer. */
    async text(body: string): Promise<string> {
      const answers = page.locator('#thread .bubble.line')
      const before = await answers.count()
      await page.getByRole('tab', { name: 'Messages' }).click()
      await page.getByLabel('Text message').fill(body)
      await page.getByRole('button', { name: 'Send' }).click()
      // a call that comes in at the same moment takes the screen
      await answers.nth(before).waitFor({ state: 'attached' })
      return (await answers.nth(before).locator('p').textContent()) ?? ''
    },
    async call() {
      await page.getByRole('tab', { name: 'Call' }).click()
      await page.getByRole('button', { name: 'Call the line' }).click()
    },
    press: (digit: string) =>
      keypad('Keypad')
        .getByRole('button', { name: key[digit] ?? digit, exact: true })
        .click(),
    pressAsAdvocate: (digit: string) =>
      keypad('The advocate’s keypad').getByRole('button', { name: digit, exact: true }).click(),
    /** Resolves when the caller has heard it, however long that takes on the simulated clock. */
    hears: (words: string | RegExp) =>
      page.locator('#captions .caption', { hasText: words }).last().waitFor(),
    advocateHears: (words: string | RegExp) =>
      page.locator('#desk-captions .caption', { hasText: words }).last().waitFor(),
    faster: () => page.getByRole('button', { name: '20×' }).click(),
    state: (which: 'call' | 'desk', state: string) =>
      page.locator(`#${which}[data-state="${state}"]`).waitFor(),
  }
}
