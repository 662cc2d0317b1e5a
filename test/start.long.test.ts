/** `npm start` as a newcomer types it: in a fresh copy, with nothing built and nothing configured. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { freePort } from './free-port.ts'
import { ROOT } from './line.ts'

const SOURCES = ['content', 'drills', 'flows', 'public', 'scripts', 'src']
const FILES = ['package.json', 'rolldown.config.ts', 'tsconfig.json']

test('npm start builds the line and shows its phones', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'start-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  for (const name of [...SOURCES, ...FILES])
    cpSync(join(ROOT, name), join(folder, name), { recursive: true })
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'))
  const { PATH = '' } = process.env
  const port = await freePort()
  const began = Date.now()
  const child = spawn('npm', ['start'], {
    cwd: folder,
    env: { PATH, HOME: folder, PORT: String(port) },
    stdio: 'ignore',
    detached: true,
  })
  onTestFinished(async () => {
    if (child.exitCode !== null || child.pid === undefined) return
    process.kill(-child.pid, 'SIGTERM')
    await once(child, 'exit')
  })
  const page = () => fetch(`http://127.0.0.1:${port}/`).catch(() => undefined)
  let answer = await page()
  while (!answer && child.exitCode === null) {
    await sleep(200)
    answer = await page()
  }
  console.log(`npm start: ${Math.round((Date.now() - began) / 1000)} s until the page is there`)
  expect(await answer?.text()).toContain('Call the line')
})
