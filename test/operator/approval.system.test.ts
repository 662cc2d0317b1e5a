/** The kit for registration: in the real words of the line, within what the forms take. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { approvalKit } from '../../src/operator/approval/kit.ts'
import { privacyPage } from '../../src/operator/approval/pages.ts'
import { content, ROOT } from '../line.ts'

const AGENCY = {
  name: 'Harbor House',
  site: 'https://harbor.example.org',
  email: 'ask@example.org',
  privacy: 'https://harbor.example.org/privacy.html',
  terms: 'https://harbor.example.org/terms.html',
}
const folder = mkdtempSync(join(tmpdir(), 'approval-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('the samples are what the line sends, and every answer fits its form', () => {
  const kit = approvalKit(content(), AGENCY)
  const { says, menus } = content().wording.text.en ?? { says: new Map(), menus: new Map() }
  const real = [...says.values(), ...menus.values()]
  for (const text of [...kit.samples.map((sample) => sample.text), kit.help, kit.stop])
    expect(real).toContain(text)
  // https://www.twilio.com/docs/messaging/api/usapptoperson-resource
  expect(kit.useCase.length).toBeGreaterThan(40)
  expect(kit.useCase.length).toBeLessThan(4096)
  expect(kit.optIn.length).toBeGreaterThan(40)
  expect(kit.optIn.length).toBeLessThan(2048)
  expect(kit.samples.length).toBeGreaterThanOrEqual(2)
  expect(kit.samples.length).toBeLessThanOrEqual(5)
  for (const { text } of kit.samples) expect(text.length).toBeLessThan(1024)
  for (const text of [kit.help, kit.stop]) {
    expect(text.length).toBeGreaterThan(20)
    expect(text.length).toBeLessThan(320)
    expect(text).toContain('1-888-373-7888')
  }
})

test('the command says first what can not be undone, writes the kit, and takes a picture', () => {
  const { PATH = '' } = process.env
  const options = ['--agency', AGENCY.name, '--site', AGENCY.site, '--email', AGENCY.email]
  const { status, stdout } = spawnSync(
    process.execPath,
    ['dist/cli.js', 'approval', ...options, '--out', folder],
    { cwd: ROOT, env: { PATH, ENV_FILE: '/dev/null', HOME: folder }, encoding: 'utf8' },
  )
  expect(status).toBe(0)
  expect(stdout.split('\n')[0]).toContain('can not be sent in again')
  for (const name of ['registration.md', 'privacy.html', 'terms.html', 'conversation.html'])
    expect(existsSync(join(folder, name)), name).toBe(true)
  expect(statSync(join(folder, 'conversation.png')).size).toBeGreaterThan(10_000)
  const page = readFileSync(join(folder, 'conversation.html'), 'utf8')
  expect(page).toContain('Safe to text now?')
  // a page about help, on a phone that somebody may read, loads nothing from anywhere
  expect(page).not.toMatch(/<script|src=|href=|@import|url\(/)
})

test('nothing answers for a person: there is no --yes, and without a terminal nothing is sent in', () => {
  const { PATH = '' } = process.env
  const options = ['--agency', AGENCY.name, '--site', AGENCY.site, '--email', AGENCY.email]
  const run = (...more: string[]) =>
    spawnSync(process.execPath, ['dist/cli.js', 'approval', ...options, ...more], {
      ...{ cwd: ROOT, env: { PATH, ENV_FILE: '/dev/null' }, encoding: 'utf8', input: 'SEND IN\n' },
    })
  expect(run('--submit').stderr).toContain('there is nobody to ask. Run it at a terminal')
  expect(run('--submit').status).toBe(1)
  expect(run('--submit', '--yes').stderr).toContain("unknown option '--yes'")
})

test('what is typed as a name can not become a part of a page', () => {
  expect(privacyPage('Line', { ...AGENCY, name: '<script>x</script>' })).toContain('&lt;script&gt;')
})
