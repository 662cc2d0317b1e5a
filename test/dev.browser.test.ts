/** `npm run dev`: what somebody edits is what the line says and the open page shows, by itself. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { keepFewQuestions } from './few-questions.ts'
import { freePort } from './free-port.ts'
import { ROOT } from './line.ts'
import { openBrowser, openPage } from './simulator/browser.ts'

const afterwards: (() => unknown)[] = []
afterEach(async () => {
  for (const end of afterwards.splice(0).reverse()) await end()
})

/** A copy of the project, since a test edits no file that is yours. */
function copyOfProject() {
  const root = mkdtempSync(join(tmpdir(), 'harborline-dev-'))
  afterwards.push(() => rmSync(root, { recursive: true, force: true }))
  for (const name of [
    'package.json',
    'tsconfig.json',
    'src',
    'content',
    'flows',
    'public',
    'drills',
  ])
    cpSync(join(ROOT, name), join(root, name), { recursive: true })
  symlinkSync(join(ROOT, 'node_modules'), join(root, 'node_modules'))
  keepFewQuestions(root)
  return {
    root,
    edit(file: string, from: string, to: string) {
      const before = readFileSync(join(root, file), 'utf8')
      expect(before).toContain(from)
      writeFileSync(join(root, file), before.replace(from, to))
    },
  }
}

/** Runs the command as a person would, and waits until it says that there is a page. */
async function dev(cwd: string) {
  const port = await freePort()
  const { PATH = '', HOME = '' } = process.env
  const env = { PATH, HOME, PORT: String(port) }
  // a group of its own: npm, tsx and the line end together
  const child = spawn('npm', ['run', 'dev'], { cwd, env, detached: true })
  afterwards.push(async () => {
    if (child.pid) process.kill(-child.pid, 'SIGTERM')
    await once(child, 'exit')
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
  const says = (words: string) => expect.poll(() => output, { timeout: 60_000 }).toContain(words)
  await says('"event":"started"')
  return { url: `http://127.0.0.1:${port}`, says }
}

test('code, content and page are there again by themselves, and a fault is told', async () => {
  const { root, edit } = copyOfProject()
  const { url, says } = await dev(root)
  const { context, close } = await openBrowser()
  afterwards.push(close)
  const { page, text } = await openPage(context, url)
  /** Makes a change, and waits until the page that is open has loaded itself. */
  const reloaded = async (change: () => void) => {
    const loaded = page.waitForEvent('load', { timeout: 60_000 })
    change()
    await loaded
    await page.locator('body[data-ready]').waitFor()
  }

  await text('HI')
  expect(await text('1')).toContain('1 I need something now')
  await reloaded(() =>
    edit('content/en/line.yaml', 'title: I need something now', 'title: Something now'),
  )
  await text('HI')
  expect(await text('1')).toContain('1 Something now')

  edit('flows/line.yaml', '5: facts', '5: nowhere')
  await says("no node 'nowhere'")
  await reloaded(() => {
    edit('src/simulator/phones/page.tsx', 'Start over', 'Begin again')
    edit('flows/line.yaml', '5: nowhere', '5: facts')
  })
  await page.getByRole('button', { name: 'Begin again' }).waitFor()
}, 240_000)
