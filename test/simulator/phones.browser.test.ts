/** The two phones in a real browser, at a line started as a newcomer starts it. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { axeAt, openTrial, type Trial } from './browser.ts'

/** Both widths at which the page must be right. */
const WIDTHS = [
  { width: 1280, height: 860 },
  { width: 390, height: 844 },
]
/** What the first page may weigh. */
const MOST_BYTES = 100_000

let at: Trial
beforeAll(async () => {
  at = await openTrial()
}, 30_000)
afterAll(() => at?.close())
beforeEach(() => at.startOver())
afterEach(() => expect(at.complaints()).toEqual([]))

test('texts lead through the menus, and backstage shows what was asked, answered and kept', async () => {
  expect(await at.text('HI')).toContain('Safe to text now? 1 yes, 2 no')
  expect(await at.text('1')).toContain('1 I need something now')
  expect(await at.text('4')).toContain('Is this happening to me?')
  expect(await at.text('1')).toContain('No one sign proves it')
  const { page } = at
  await page.locator('[data-flow="text"] .here[data-node="signs"]').waitFor()
  expect(await page.locator('#person .contact').innerText()).toMatch(/^\+1 \d{3} \d{3} \d{4}$/)
  expect(await page.locator('#path').innerText()).toBe('gate → home → me → signs')
  expect(await page.locator('#document').innerText()).toMatch(/<Response>\n {2}<Message>No one/)
  const stored = await page.locator('#stored').innerText()
  expect(stored).toMatch(/\d+ sealed bytes, gone in 1[45]:\d\d/)
  expect(stored).toContain(' signs en ')
  expect(stored).not.toMatch(/1415|No one sign/)
  expect(await page.locator('#costs tr').nth(1).innerText()).toMatch(/GSM-7\s+\d+\s+1$/)
  expect(await page.locator('#log').innerText()).not.toMatch(/1415|No one sign/)
})

test('a reload, and another tab, show the same', async () => {
  await at.text('HI')
  const thread = await at.page.locator('#thread').innerText()
  await at.page.reload()
  await at.page.locator('#thread .bubble.line').waitFor()
  expect(await at.page.locator('#thread').innerText()).toBe(thread)
  const other = await at.context.newPage()
  await other.goto(at.url)
  await at.text('1')
  await other.locator('#thread .bubble.line').nth(1).waitFor()
  await other.close()
})

test('Spanish by text, by a digit', async () => {
  await at.text('HI')
  expect(await at.text('3')).toContain('¿Es seguro escribir?')
  expect(await at.text('1')).toContain('Responda con un')
})

test('X leaves, and whoever asks afterwards learns nothing', async () => {
  await at.text('HI')
  await at.text('1')
  await at.text('signs')
  expect(await at.text('X')).toContain('automated info line')
  expect(await at.text('who is this')).not.toMatch(/traffick|hotline/i)
  await at.page.locator('[data-flow="text"] .here[data-node="away"]').waitFor()
})

test('a call: captions in both languages, keys, a menu, and its time', async () => {
  await at.call()
  await at.hears('For English, press 1')
  await at.faster()
  await at.hears('Para español')
  expect(await at.page.locator('#captions [lang="es-US"]').innerText()).toContain('oprima 2')
  await at.press('1')
  await at.hears('For something you need now, press 1')
  await at.press('4')
  await at.hears('For warning signs, press 1')
  await at.press('1')
  await at.hears('No one sign')
  expect(await at.page.locator('#call [data-show="call-seconds"]').innerText()).toMatch(/^\d:\d\d$/)
  await at.page.locator('[data-flow="voice"] .here[data-node="signs"]').waitFor()
  await at.page.getByRole('button', { name: 'Hang up' }).first().click()
  await at.state('call', 'ended')
})

test('a warm transfer: both phones, to the end', async () => {
  await connect()
  await at.advocateHears(/A caller from the California Information Line/)
  const { page } = at
  await say('#desk', 'Hello. Can you talk?')
  await at.hears('Hello. Can you talk?')
  await say('#call', 'For a minute.')
  await at.advocateHears('For a minute.')
  // shorter, and it would be no talk
  await page.locator('[data-show="desk-seconds"]', { hasText: /0:1[6-9]|0:[2-5]|[1-9]:/ }).waitFor()
  await page.locator('#desk').getByRole('button', { name: 'Hang up' }).click()
  await at.hears('You are back at the California Information Line')
  await page.locator('[data-flow="voice"] .here[data-node="call-ended"]').waitFor()
})

test('a local desk must press a key; voicemail is not joined, and the hotline is next', async () => {
  const { page } = at
  await page.getByLabel(/A local desk is rung first/).check()
  await at.call()
  await at.press('0')
  await at.hears('For a person in English, press 1')
  await at.press('3')
  await at.faster(5)
  await at.state('desk', 'ringing')
  expect(await page.locator('#desk [role="status"]').innerText()).toBe('+15105550100 calls')
  await page.getByRole('button', { name: 'Let voicemail answer' }).click()
  await at.advocateHears('The caller can not speak')
  await page.locator('#advocate .contact', { hasText: 'National' }).waitFor()
  await at.state('desk', 'ringing')
  await page.getByRole('button', { name: 'Answer', exact: true }).last().click()
  await at.state('call', 'connected')
})

test('the hotline is busy: the caller hears the number', async () => {
  await at.page.getByLabel(/^The hotline is busy/).check()
  await at.call()
  await at.press('0')
  await at.press('1')
  await at.faster()
  await at.hears(/We could not reach them. You can call 1, 8 8 8/)
  await at.page.locator('[data-flow="voice"] .here[data-node="unreached"]').waitFor()
})

test('Redis breaks during a call: it goes on, and the caller reaches an advocate', async () => {
  const { page } = at
  await at.call()
  await at.press('1')
  await at.hears('For something you need now')
  await page.getByLabel(/^Redis hangs/).check()
  await page.locator('#stored .empty').waitFor()
  // where the call is comes back with its address
  await at.press('2')
  await at.hears('For a friend or child')
  await at.press('0')
  await at.press('1')
  await at.faster(5)
  await at.state('desk', 'ringing')
  await page.getByRole('button', { name: 'Answer', exact: true }).last().click()
  await at.state('call', 'connected')
})

test('a scripted person is played step by step', async () => {
  const { page } = at
  await page.getByRole('button', { name: /^A hotel worker/ }).click()
  await at.faster()
  await page.getByRole('button', { name: 'Play', exact: true }).click()
  await page.locator('#thread .bubble.line', { hasText: '1-888-373-7888' }).last().waitFor()
  await page.locator('#script .next').waitFor({ state: 'detached' })
})

test('the call that was asked for by text rings the person’s phone', async () => {
  await at.text('HI')
  await at.text('1')
  await at.text('CALL')
  await at.text('RING')
  await at.state('call', 'ringing')
  await at.page.locator('#call').getByRole('button', { name: 'Answer' }).click()
  await at.hears('Press 1 to go on')
  await at.press('1')
  await at.hears('To be connected, press 1')
})

describe('for everybody', () => {
  test('the first page is under 100 kB', async () => {
    const page = await at.context.newPage()
    let bytes = 0
    const network = await at.context.newCDPSession(page)
    await network.send('Network.enable')
    network.on('Network.loadingFinished', ({ encodedDataLength }) => {
      bytes += encodedDataLength
    })
    await page.goto(at.url)
    await page.locator('body[data-ready]').waitFor()
    expect(bytes).toBeGreaterThan(1_000)
    expect(bytes).toBeLessThan(MOST_BYTES)
    await page.close()
  })

  test('axe finds nothing in the middle of a conversation, at both widths, by day and by night', async () => {
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
        const { violations } = await axeAt(page)
          .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
          .analyze()
        const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html)}`)
        expect(found, `${viewport.width} ${colorScheme}`).toEqual([])
        const wide = await page.evaluate<number>('document.documentElement.scrollWidth')
        expect(wide, 'nothing is wider than the screen').toBeLessThanOrEqual(viewport.width)
      }
  })

  test('everything can be done by keyboard alone', async () => {
    const { page } = at
    await page.reload()
    await page.keyboard.press('Tab')
    expect(await page.locator(':focus').innerText()).toBe('To the phone')
    await page.getByRole('tab', { name: 'Messages' }).focus()
    await page.keyboard.press('ArrowRight')
    await page.getByRole('button', { name: 'Call the line' }).focus()
    await page.keyboard.press('Enter')
    await at.hears('For English, press 1')
    // where the button was that is gone now, the keypad takes what is typed
    await page.keyboard.press('1')
    await at.hears('For something you need now')
    await page.locator('#call').getByRole('button', { name: 'Hang up' }).focus()
    await page.keyboard.press('Enter')
    await at.state('call', 'ended')
    expect(await page.locator(':focus').innerText()).toBe('Call the line')
  })
})

async function connect() {
  await at.call()
  await at.press('0')
  await at.hears('For a person in English, press 1')
  await at.press('1')
  await at.faster(5)
  await at.state('desk', 'ringing')
  await at.page.getByRole('button', { name: 'Answer', exact: true }).last().click()
  await at.state('call', 'connected')
  await at.faster()
}

async function say(phone: '#call' | '#desk', words: string) {
  await at.page.locator(phone).getByLabel('Say something').fill(words)
  await at.page.keyboard.press('Enter')
}
