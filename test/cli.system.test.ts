/** The harborline command, run as an operator runs it. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { expect, test } from 'vitest'
import { safeDocuments } from '../src/twilio/safe-documents.ts'
import { content, LINE, PUBLIC_URL, ROOT } from './line.ts'
import { assertTwiml } from './twiml.ts'

/** Of an exchange that nobody has, but not one that is set aside for fiction. */
const REAL = '+15105559999'

function harborline(args: string[], { input = '', env = {} } = {}) {
  const { PATH = '', ENV_FILE = '/dev/null' } = process.env
  const { status, stdout, stderr } = spawnSync(process.execPath, ['dist/cli.js', ...args], {
    cwd: ROOT,
    input,
    env: { PATH, ENV_FILE, ...env },
    encoding: 'utf8',
  })
  return { status, stdout, stderr }
}

test('check finds no fault in what is shipped', () => {
  const { status, stdout } = harborline(['check'])
  expect(stdout).toContain('31 topics in en and es: no faults')
  expect(stdout).toMatch(/properties held against \d+ states/)
  expect(status).toBe(0)
})

test('in a clone the command needs no build, and is called from anywhere', () => {
  const { status, stdout } = spawnSync(join(ROOT, 'scripts/harborline'), ['--version'], {
    cwd: tmpdir(),
    encoding: 'utf8',
  })
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
  expect({ status, stdout }).toEqual({ status: 0, stdout: `${version}\n` })
})

test('it reads the settings of the server: the same file, the same checks, the same names', () => {
  const folder = mkdtempSync(join(tmpdir(), 'settings-'))
  const ENV_FILE = join(folder, '.env')
  writeFileSync(
    ENV_FILE,
    `LINE_NAME="Harbor Text"\nTIME_ZONE=America/New_York\nLINE_NUMBER=${REAL}\n`,
  )
  const written = harborline(['fallback', '--out', folder], { env: { ENV_FILE } })
  expect(written.stderr).toContain('the line is called Harbor Text; aloud California Information')
  expect(readFileSync(join(folder, 'sms.xml'), 'utf8')).toContain('Harbor Text')
  expect(harborline(['where'], { env: { ENV_FILE } }).stdout).toContain('(America/New_York)')
  writeFileSync(ENV_FILE, 'TIME_ZON=America/New_York\n')
  const { status, stderr } = harborline(['where'], { env: { ENV_FILE } })
  expect(status).toBe(1)
  expect(stderr).toContain('TIME_ZON is no setting: did you mean TIME_ZONE?')
  writeFileSync(ENV_FILE, 'TIME_ZONE: America/New_York\n')
  const other = harborline(['where'], { env: { ENV_FILE } })
  expect(other.status).toBe(1)
  expect(other.stderr).toContain('line 1: it is no setting. Write it as NAME=value')
  expect(harborline(['where'], { env: { ENV_FILE: '' } }).stderr).not.toContain('ENV_FILE')
  expect(harborline(['where'], { env: { ENV_FILE: `${ENV_FILE}.none` } }).stderr).toContain(
    'ENV_FILE names a file that is not there',
  )
  rmSync(folder, { recursive: true })
})

const refusals: [why: string, command: string, says: RegExp][] = [
  ['a file in the place of a folder', 'sheet --out package.json', /^package\.json: it is there/],
  ['a folder in the place of a file', 'diagram --out docs', /^docs: a file is wanted there/],
  ['a folder that is not there', 'diagram --out none/x.svg', /^none\/x\.svg: it is not there/],
  ['a full disk', 'texts > /dev/full', /^the output could not be written: there is no room/],
  ['a full disk, for what is written at once', 'diagram > /dev/full', /^the output could not be/],
]
test.each(refusals)('what the machine refuses is told in a sentence: %s', (_, command, says) => {
  const { status, stderr } = spawnSync('bash', ['-c', `node dist/cli.js ${command}`], {
    cwd: ROOT,
    encoding: 'utf8',
  })
  expect(stderr).toMatch(says)
  expect(stderr).not.toContain('    at ')
  expect(status).toBe(1)
})

const slips: [slip: string, args: string[], says: RegExp][] = [
  [
    'a language that is not offered',
    ['sheet', '--lang', 'xx'],
    /^--lang: the language 'xx' is not/,
  ],
  ['a file that is not there', ['import', 'none.json'], /^none\.json: it is not there\. Correct/],
  [
    'a script that is not there',
    ['drill', 'none.txt'],
    /^drill: none\.txt: there is no such file\. Correct the name/,
  ],
]
test.each(slips)('a slip is told in a sentence: %s', (_, args, says) => {
  const { status, stderr } = harborline(args)
  expect(stderr).toMatch(says)
  expect(status).toBe(1)
})

test('ask takes a text as somebody types it, with quotes or without', () => {
  const quoted = harborline(['ask', 'he will kill me'])
  expect(quoted.stdout).toMatch(/^crisis danger/)
  expect(harborline(['ask', 'he', 'will', 'kill', 'me'])).toEqual(quoted)
})

test('who reads only the beginning gets it, and no fault', () => {
  for (const command of ['export --format floip', 'diagram', 'texts', '--help']) {
    const line = `node dist/cli.js ${command} | head -c 9; exit $PIPESTATUS`
    const { status, stderr } = spawnSync('bash', ['-c', line], { cwd: ROOT, encoding: 'utf8' })
    expect(stderr, command).not.toMatch(/EPIPE| {4}at /)
    expect(status, command).toBe(0)
  }
})

test('check names a fault and its remedy, and fails', () => {
  const args = ['check', '--line-name', 'A Name That Is Far Too Long Here']
  const { status, stdout } = harborline(args)
  expect(status).toBe(1)
  expect(stdout).toContain('content/en/line.yaml: text menu gate')
  expect(stdout).toContain('-> Shorten the text or LINE_NAME')
  expect(stdout).not.toContain('    at ')
  // test/operator/check.system.test.ts has the other forms
  expect(harborline([...args, '--json'])).toMatchObject({
    status: 1,
    stdout: expect.stringContaining('"sound": false'),
  })
})

test('fallback writes the documents that the last guard would send', () => {
  const folder = mkdtempSync(join(tmpdir(), 'fallback-'))
  const { status } = harborline(['fallback', '--out', folder, '--number', LINE])
  expect(status).toBe(0)
  const safe = safeDocuments(content(), { callerId: LINE, publicUrl: PUBLIC_URL })
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

test("fallback does not take the number of .env.example for the line's, unless it is given", () => {
  const folder = mkdtempSync(join(tmpdir(), 'fallback-'))
  const out = join(folder, 'documents')
  const example = parseEnv(readFileSync(join(ROOT, '.env.example'), 'utf8'))
  const env = { LINE_NUMBER: String(example.LINE_NUMBER) }
  const { status, stderr } = harborline(['fallback', '--out', out], { env })
  expect(status).toBe(1)
  expect(stderr).toContain(`LINE_NUMBER: ${env.LINE_NUMBER} is a number that nobody can have`)
  expect(stderr).toContain('or give it by --number')
  expect(existsSync(out)).toBe(false)
  expect(harborline(['fallback', '--out', out, '--number', LINE], { env }).status).toBe(0)
  rmSync(folder, { recursive: true })
})

test('chat talks to the real line', () => {
  const { stdout, status } = harborline(['chat', '--voice'], { input: '1\n(hangs up)\n\n' })
  expect(status).toBe(0)
  expect(stdout).toContain('> (calls)\n< Hello. This is the California Information Line')
  expect(stdout).toContain('# home · en · answered')
})

test('chat plays a drill, and fails when there is none', () => {
  const { stdout, status } = harborline(['chat', '--drill', 'drills/5-sms-hotel.txt'])
  expect(status).toBe(0)
  expect(stdout).toContain(
    '# A hotel worker with a report\n> i work at a hotel and saw something\n<',
  )
  expect(harborline(['chat', '--drill', 'drills/none.txt'])).toMatchObject({
    status: 1,
    stdout: '# drills/none.txt: there is no such file\n',
  })
})

test('the line goes out as a flow and a picture, and comes back without a change', () => {
  const folder = mkdtempSync(join(tmpdir(), 'formats-'))
  const [file, draft] = [join(folder, 'line.json'), join(folder, 'draft')]
  expect(harborline(['export', '--format', 'floip', '--out', file])).toMatchObject({ status: 0 })
  const { status, stdout } = harborline(['import', file, '--out', draft])
  expect({ status, stdout }).toEqual({
    status: 0,
    stdout: 'nothing differs from this project: no file was written\n',
  })
  expect(existsSync(draft)).toBe(false)
  // what a program reads stands alone; what a person must know stands beside it
  const studio = harborline(['export', '--format', 'studio', '--channel', 'text'])
  expect(JSON.parse(studio.stdout).initial_state).toBe('Trigger')
  expect(studio.stderr).toContain('Words of danger')
  const drawn = harborline(['diagram', '--language', 'es', '--format', 'mermaid'])
  expect(drawn.stdout).toMatch(/^flowchart LR\n/)
  expect(drawn.stdout).toContain('Señales de alerta')
  writeFileSync(file, 'no JSON')
  expect(harborline(['import', file, '--out', draft])).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('this is no JSON that can be read'),
  })
  rmSync(folder, { recursive: true })
})
