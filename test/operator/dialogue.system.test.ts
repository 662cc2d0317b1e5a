/** The set-up as somebody at a terminal meets it: its questions, ctrl-c in the middle, going on, and going back. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest'
import { serveAccount } from '../account/server.ts'
import { type AccountState, newAccount } from '../account/state.ts'
import { ACCOUNT, LINE, PUBLIC_URL, ROOT, TOKEN } from '../line.ts'
import { CTRL_C, DOWN, ENTER, openTerminal } from '../terminal.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dialogue-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

type Before = Parameters<typeof serveAccount>[1]

/** An account, and the set-up before it; `settings`: what .env says already. */
async function before(state: AccountState, settings: Record<string, string> = {}, hook?: Before) {
  const account = await serveAccount(state, hook)
  onTestFinished(() => account.stop())
  const { PATH = '' } = process.env
  const elsewhere = ['--import', join(ROOT, 'test/account/elsewhere.mjs')]
  const command = [process.execPath, ...elsewhere, join(ROOT, 'dist/cli.js'), 'setup']
  const base = { PATH, ENV_FILE: '/dev/null', PUBLIC_URL, ACCOUNT_URL: account.url }
  return {
    sent: account.sent,
    run(...args: string[]) {
      const terminal = openTerminal([...command, ...args], {
        cwd: folder,
        env: { ...base, ...settings },
      })
      onTestFinished(() => void terminal.close())
      return terminal
    },
  }
}

const ALL = { TWILIO_ACCOUNT_SID: ACCOUNT, TWILIO_AUTH_TOKEN: TOKEN, LINE_NUMBER: LINE }
const still = (state: AccountState) =>
  JSON.parse(JSON.stringify(state, (_key, value) => (value === null ? '' : value)))
const writes = (sent: readonly { method: string }[]) =>
  sent.filter(({ method }) => method !== 'GET')

test('it asks for what the settings do not say, shows the plan, asks, and does it', async () => {
  const state = newAccount()
  const { run } = await before(state)
  const { sees, press, ended, shown } = run()
  await sees('The account SID')
  press(ACCOUNT + ENTER)
  await sees('The auth token')
  press(TOKEN + ENTER)
  await sees('Which number is the line?')
  press(ENTER)
  await sees('What people get when no server answers')
  press(ENTER)
  await sees('What is to be changed')
  await sees('Change these')
  press('y')
  await sees('All of it is done.')
  await sees('This server')
  // nobody answers at PUBLIC_URL here, and the doctor says so
  expect(await ended).toBe(1)
  // what is typed as a secret is not shown, and goes to no file
  expect(shown()).not.toContain(TOKEN)
  expect(readFileSync(join(folder, 'harborline.plan.json'), 'utf8')).not.toContain(TOKEN)
  expect(state.hosts).toHaveLength(1)
  expect(String(state.numbers[0]?.sms_url)).toContain(PUBLIC_URL)
})

test('ctrl-c at any question leaves everything as it is, and says so', async () => {
  const questions: [string, string][] = [
    ['The account SID', ACCOUNT + ENTER],
    ['The auth token', TOKEN + ENTER],
    ['Which number is the line?', ENTER],
    ['What people get when no server answers', DOWN + DOWN + ENTER],
    ['Change these', ''],
  ]
  for (let leave = 0; leave < questions.length; leave++) {
    const state = newAccount()
    const { run, sent } = await before(state)
    const { sees, press, ended, shown } = run()
    for (const [question, answer] of questions.slice(0, leave)) {
      await sees(question)
      press(answer)
    }
    await sees(questions[leave]?.[0] ?? '')
    press(CTRL_C)
    expect(await ended, shown()).toBe(1)
    expect(shown()).toContain('Nothing was changed')
    expect(shown()).not.toMatch(/ {4}at |Error/)
    expect(writes(sent)).toEqual([])
  }
})

test('who does not say yes changes nothing', async () => {
  const { run, sent } = await before(newAccount(), ALL)
  const { sees, press, ended } = run()
  await sees('What people get')
  press(ENTER)
  await sees('Change these')
  press(ENTER)
  await sees('Nothing was changed. The plan is in harborline.plan.json')
  expect(await ended).toBe(0)
  expect(writes(sent)).toEqual([])
})

test('ctrl-c in the middle of the changes: the next run goes on, and undo puts everything back', async () => {
  const state = newAccount()
  let held = () => {}
  const hold = new Promise<void>((resolve) => {
    held = resolve
  })
  let letGo = () => {}
  let changes = 0
  const { run } = await before(state, ALL, async ({ method }) => {
    if (method === 'GET' || ++changes !== 10) return
    held()
    await new Promise<void>((resolve) => {
      letGo = resolve
    })
  })
  const first = run()
  await first.sees('What people get')
  first.press(ENTER)
  await first.sees('Change these')
  first.press('y')
  await hold
  first.press(CTRL_C)
  expect(await first.ended).not.toBe(0)
  letGo()
  expect(still(state)).not.toEqual(still(newAccount()))
  expect(existsSync(join(folder, 'harborline.plan.json'))).toBe(true)

  const second = run()
  await second.sees('What people get')
  second.press(ENTER)
  await second.sees('Change these')
  second.press('y')
  await second.sees('All of it is done.')
  await second.ended

  const back = run('--undo')
  await back.sees('What is put back')
  await back.sees('things back?')
  back.press('y')
  await back.sees('put back: A place for files')
  await back.ended
  expect(still(state)).toEqual(still(newAccount()))
})
