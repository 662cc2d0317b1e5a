/** Takes docs/screenshots anew: `npm run --silent build && node scripts/screenshots.mjs`. */
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { chromium } from 'playwright-core'

const FOLDER = new URL('../docs/screenshots/', import.meta.url).pathname
const WIDE = { width: 1280, height: 860 }
const NARROW = { width: 390, height: 844 }

const { TWILIO_AUTH_TOKEN: _, TWILIO_ACCOUNT_SID: __, ...env } = process.env
const line = spawn(process.execPath, ['dist/main.js'], {
  // any free port; the log says which
  env: { ...env, PORT: '0', NODE_ENV: 'development', LOG_LEVEL: 'info' },
})
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
})
try {
  const page = await browser.newPage({ viewport: WIDE, reducedMotion: 'reduce' })
  await page.goto(`http://127.0.0.1:${await portOf(line)}`)
  await act(page)
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme })
    await shoot(page, WIDE, `1280-${colorScheme}`, '.top')
    await shoot(page, NARROW, `390-${colorScheme}`, '#person')
  }
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize(WIDE)
  await page.locator('#backstage').screenshot({ path: `${FOLDER}backstage.png` })
} finally {
  await browser.close()
  line.kill()
}

/** The port on which the line says that it listens. */
async function portOf({ stdout }) {
  for await (const written of createInterface({ input: stdout })) {
    const port = /"event":"started".*"port":(\d+)/.exec(written)?.[1]
    if (port) {
      stdout.resume()
      return port
    }
  }
  throw new Error('the line did not start')
}

/** A conversation by text, and a call that has just reached an advocate. */
async function act(page) {
  const press = (digit) =>
    page
      .getByRole('group', { name: 'Keypad', exact: true })
      .getByRole('button', { name: digit, exact: true })
      .click()
  for (const [count, text] of ['HI', '1', 'what are the signs?'].entries()) {
    await page.getByLabel('Text message').fill(text)
    await page.keyboard.press('Enter')
    await page.locator('.bubble.line').nth(count).waitFor()
  }
  await page.getByRole('tab', { name: 'Call' }).click()
  await page.getByRole('button', { name: 'Call the line' }).click()
  await press('1')
  await page.locator('.caption', { hasText: 'For something you need now' }).waitFor()
  await press('0')
  await page.locator('.caption', { hasText: 'To be connected' }).waitFor()
  await press('1')
  await page.getByRole('button', { name: '20×' }).click()
  await page.locator('#desk[data-state="ringing"]').waitFor()
  await page.getByRole('button', { name: 'Answer', exact: true }).last().click()
  await page.locator('#call[data-state="connected"]').waitFor()
  await page.getByRole('button', { name: '1×', exact: true }).click()
  for (const [phone, words] of [
    ['#desk', 'Hello. Are you somewhere you can talk?'],
    ['#call', 'Yes, for a few minutes.'],
  ]) {
    await page.locator(phone).getByLabel('Say something').fill(words)
    await page.keyboard.press('Enter')
    await page.locator(phone).locator('.caption.own', { hasText: words }).waitFor()
  }
  await page.locator(':focus').blur()
}

async function shoot(page, viewport, name, top) {
  await page.setViewportSize(viewport)
  await page.locator(top).evaluate((element) => element.scrollIntoView())
  await page.screenshot({ path: `${FOLDER}${name}.png` })
}
