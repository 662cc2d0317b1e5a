/** Debian's Chromium, at the page of a newly started line. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
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

const WIDE = { width: 1280, height: 860 }

export type Trial = Awaited<ReturnType<typeof openTrial>>

/** A browser with an empty profile. */
export async function openBrowser() {
  if (!existsSync(CHROMIUM)) throw new Error('chromium is missing: apt-get install chromium')
  const profile = mkdtempSync(join(tmpdir(), 'chromium-'))
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: CHROMIUM,
    args: FLAGS,
  })
  context.setDefaultTimeout(25_000)
  return {
    context,
    async close() {
      await context.close()
      rmSync(profile, { recursive: true, force: true })
    },
  }
}

/** A line's page, once ready, and what people do on it. */
export async function openPage(context: BrowserContext, url: string) {
  const page = await context.newPage()
  const complaints = complaintsOf(page, url)
  await page.goto(url)
  await page.locator('body[data-ready]').waitFor()
  return {
    ...hands(page),
    page,
    /** Errors and unexpected requests since it was last called. */
    complaints: () => complaints.splice(0),
  }
}

/** A line as a newcomer would start it, a browser, and the page in it. */
export async function openTrial() {
  const server = await startServer({ LOG_LEVEL: 'error' })
  const browser = await openBrowser()
  const { context } = browser
  const opened = await openPage(context, server.url)
  const { page } = opened
  return {
    ...server,
    ...opened,
    context,
    /** The same page, with a line on which nothing has happened yet. */
    async startOver() {
      await page.setViewportSize(WIDE)
      await page.emulateMedia({ colorScheme: null, reducedMotion: null })
      await page.getByRole('button', { name: 'Start over' }).click()
      const old = page.locator('#thread .bubble, #captions .caption')
      await old.first().waitFor({ state: 'detached' })
    },
    async close() {
      await browser.close()
      await server.stop()
    },
  }
}

/**
 * Checks accessibility. In legacy mode, which suffices without frames, it does not open a second
 * page for each check.
 */
export function axeAt(page: Page): AxeBuilder {
  return new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] })
}

/** Collects errors of the page, and requests to anywhere but the line. */
function complaintsOf(page: Page, url: string): string[] {
  const complaints: string[] = []
  page.on('pageerror', ({ message }) => complaints.push(message))
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  page.on('request', (request) => {
    const address = request.url()
    if (!address.startsWith(`${url}/`) && !address.startsWith('data:')) complaints.push(address)
  })
  return complaints
}

function hands(page: Page) {
  const keypad = (name: string) => page.getByRole('group', { name, exact: true })
  const key = { '*': 'star', '#': 'pound' } as Record<string, string>
  return {
    /** Texts, and returns the line's next answer. */
    async text(body: string): Promise<string> {
      const answers = page.locator('#thread .bubble.line')
      const before = await answers.count()
      await page.getByRole('tab', { name: 'Messages' }).click()
      await page.getByLabel('Text message').fill(body)
      await page.getByRole('button', { name: 'Send' }).click()
      // a call arriving at the same moment takes over the screen
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
    /** Resolves when the caller has heard it, however long that takes in simulated time. */
    hears: (words: string | RegExp) =>
      page.locator('#captions .caption', { hasText: words }).last().waitFor(),
    advocateHears: (words: string | RegExp) =>
      page.locator('#desk-captions .caption', { hasText: words }).last().waitFor(),
    /**
     * A phone ringing for half a minute must be answered at speed 5: at 20 that is only 1.5
     * seconds.
     */
    faster: (times: 5 | 20 = 20) =>
      page.getByRole('button', { name: `${times}×`, exact: true }).click(),
    state: (which: 'call' | 'desk', state: string) =>
      page.locator(`#${which}[data-state="${state}"]`).waitFor(),
  }
}
