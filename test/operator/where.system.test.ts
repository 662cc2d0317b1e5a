/** `harborline where`: whom a caller would reach, as an operator asks. */
import { execFile } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ROOT } from '../line.ts'

const docs = readFileSync(join(ROOT, 'docs/operating.md'), 'utf8')
const block = (language: string, start: string) =>
  new RegExp(`\`\`\`${language}\\n(${start}[\\s\\S]*?)\`\`\``).exec(docs)?.[1] ?? ''
let root: string

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'where-'))
  for (const name of ['dist', 'content', 'flows', 'package.json'])
    cpSync(join(ROOT, name), join(root, name), { recursive: true })
  symlinkSync(join(ROOT, 'node_modules'), join(root, 'node_modules'))
  const phones = join(root, 'content/phones.yaml')
  writeFileSync(phones, `${readFileSync(phones, 'utf8')}\n${block('yaml', 'oakland_desk')}`)
})
afterAll(() => rmSync(root, { recursive: true }))

const { PATH = '' } = process.env
function where(args: string[], { cwd = root, ...environment }: Record<string, string> = {}) {
  return new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
    const command = ['dist/cli.js', 'where', ...args]
    const env = { PATH, ...environment }
    execFile(process.execPath, command, { cwd, env }, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr }),
    )
  })
}

test('says what docs/operating.md shows', async () => {
  const { stdout, stderr } = await where(['--lang', 'es', '--at', '2026-12-25T03:00'])
  expect(stderr).toBe('')
  expect(stdout).toBe(block('', 'Friday'))
  expect(stdout).toContain('- oakland_desk: closed on 2026-12-25')
})

test('names a desk that is open, how it is joined, and why it is asked', async () => {
  const { stdout } = await where(['--at', '2026-12-28T09:00'])
  expect(stdout.split('\n').slice(0, 3)).toEqual([
    'Monday, December 28, 2026, 09:00 (America/Los_Angeles), caller speaks en',
    '1. Oakland desk, 510-555-0101: warm, whoever answers and presses a key is joined, rings 30 s (open mon 09:00-17:00)',
    '2. National Human Trafficking Hotline, 1-888-373-7888: warm, whoever answers is joined, rings 30 s',
  ])
  expect(stdout).not.toContain('Not asked')
})

test('goes by TIME_ZONE, by --time-zone before it, and by neither when it is empty', async () => {
  const at = ['--at', '2026-12-28T17:00Z']
  expect((await where(at, { TIME_ZONE: 'Asia/Tokyo' })).stdout).toMatch(/ 29, 2026, 02:00 \(Asia/)
  const zone = ['--time-zone', 'America/New_York']
  expect((await where([...at, ...zone], { TIME_ZONE: 'Asia/Tokyo' })).stdout).toContain('12:00 (')
  expect((await where(at, { TIME_ZONE: '' })).stdout).toContain('09:00 (America/Los_Angeles)')
})

test('with what is shipped, and now, there are two tries', async () => {
  const { code, stdout } = await where([], { cwd: ROOT })
  expect(code).toBe(0)
  expect(stdout.trim().split('\n')).toHaveLength(4)
  expect(stdout).toMatch(/\n3\. The number is read aloud, twice/)
})

test.each([
  [['--lang', 'fr'], "--lang: the language 'fr' is not offered. Write one of en, es"],
  [['--at', 'tomorrow'], "--at: 'tomorrow' is no time in America/Los_Angeles. Write it as 2026-"],
  [['--at', '2026-03-08T02:30'], "--at: '2026-03-08T02:30' is no time in America/Los_Angeles"],
  [['--time-zone', 'Mars'], "--time-zone: 'Mars' is no time zone such as America/Los_Angeles"],
])('%j is refused in one line', async (args, message) => {
  const { code, stdout, stderr } = await where(args)
  expect(code).toBe(1)
  expect(stdout).toBe('')
  expect(stderr).toContain(message)
  expect(stderr.trim().split('\n')).toHaveLength(1)
})

test('content with a fault is told, not guessed around', async () => {
  const phones = join(root, 'content/phones.yaml')
  const before = readFileSync(phones, 'utf8')
  writeFileSync(
    phones,
    before.replace('mon-fri: 09:00-17:00, sat: [10', 'mon-fri: 9 to 5, sat: [10'),
  )
  const { code, stderr } = await where([])
  writeFileSync(phones, before)
  expect(code).toBe(1)
  expect(stderr).toMatch(
    /^content\/phones.yaml:\d+: oakland_desk.handoff.hours.mon-fri: '9 to 5' is no range of times/,
  )
})
