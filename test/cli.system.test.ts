/** The harborline command, run as an operator runs it. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { safeDocuments } from '../src/twilio/safe-documents.ts'
import { content, LINE, PUBLIC_URL, ROOT } from './line.ts'
import { assertTwiml } from './twiml.ts'

function harborline(args: string[], { input = '', env = {} } = {}) {
  const { PATH = '' } = process.env
  const { status, stdout, stderr } = spawnSync(process.execPath, ['dist/cli.js', ...args], {
    cwd: ROOT,
    input,
    env: { PATH, ...env },
    encoding: 'utf8',
  })
  return { status, stdout, stderr }
}

test('check finds no fault in what is shipped', () => {
  const { status, stdout } = harborline(['check'])
  expect(stdout).toContain('31 topics in en and es: no faults')
  expect(status).toBe(0)
})

test('check names a fault and its remedy, and fails', () => {
  const { status, stderr } = harborline([
    'check',
    '--line-name',
    'A Name That Is Far Too Long Here',
  ])
  expect(status).toBe(1)
  expect(stderr).toContain('content/en/line.yaml: text menu gate')
  expect(stderr).toContain('Shorten the text or LINE_NAME')
  expect(stderr).not.toContain('    at ')
})

test('fallback writes the documents that the last guard would send', () => {
  const folder = mkdtempSync(join(tmpdir(), 'fallback-'))
  const { status } = harborline(['fallback', '--out', folder], { env: { LINE_NUMBER: LINE } })
  expect(status).toBe(0)
  const safe = safeDocuments(content(), LINE)
  for (const name of ['voice', 'sms'] as const) {
    const document = readFileSync(join(folder, `${name}.xml`), 'utf8').trim()
    expect(document).toBe(safe[name])
    assertTwiml(document, PUBLIC_URL)
  }
  rmSync(folder, { recursive: true })
})

test('fallback needs the number of the line', () => {
  expect(harborline(['fallback']).status).toBe(1)
  const { status, stderr } = harborline(['fallback', '--number', '510-555-0100'])
  expect(status).toBe(1)
  expect(stderr).toContain('not a number such as +15105550100')
})

test('chat texts the real line, and what it prints can be pasted as a transcript', () => {
  const { stdout, status } = harborline(['chat'], { input: 'Hi\n3\n1\n\n' })
  expect(status).toBe(0)
  const lines = stdout.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  expect(lines.filter((line) => !/^[<>] ?/.test(line))).toEqual([])
  expect(stdout).toContain('> Hi\n< CA Info Line (automated). Safe to text?')
  expect(stdout).toContain('# 1 segment · gate · en · answered')
  expect(stdout).toContain('< Responda con un numero:')
})

test('chat calls the real line, with keys and another phone', () => {
  const { stdout } = harborline(['chat', '--voice'], {
    input: '1\n0\nhotline> (is busy)\n1\n(waits 30 seconds)\n(hangs up)\n\n',
  })
  expect(stdout).toContain('> (calls)\n< Hello. This is the California Information Line')
  expect(stdout).toContain('< Connecting you now. Please wait.')
  expect(stdout).toContain('< We could not reach them.')
})

test('chat holds a caller and rings an advocate, as production does', () => {
  const { stdout } = harborline(['chat', '--voice'], {
    input: '1\n0\nhotline> (waits to be told)\n1\nhotline> (answers)\n(hangs up)\n\n',
  })
  expect(stdout).toContain('< We are calling them.')
  expect(stdout).toContain('hotline< A caller from the California Information Line. English.')
  expect(stdout).toContain('< (connected with hotline)')
})
