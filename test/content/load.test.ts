/** The loader refuses what would harm or fail somebody, and says file, key and remedy. */
import { cpSync, mkdtempSync, readFileSync, rmSync, unlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { FaultsError } from '../../src/content/fault.ts'
import { loadContent } from '../../src/content/load.ts'
import { NAME, ROOT } from '../line.ts'

const TODAY = Date.parse('2026-11-24')
let root: string

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'content-'))
  for (const folder of ['content', 'flows'])
    cpSync(join(ROOT, folder), join(root, folder), { recursive: true })
})
afterEach(() => rmSync(root, { recursive: true }))

function edit(file: string, from: string | RegExp, to: string) {
  const path = join(root, file)
  const before = readFileSync(path, 'utf8')
  const after = before.replace(from, to)
  if (after === before) throw new Error(`nothing to edit in ${file}`)
  writeFileSync(path, after)
}

function faults(name = NAME) {
  try {
    loadContent(root, name, TODAY)
    return []
  } catch (error) {
    if (!(error instanceof FaultsError)) throw error
    return error.faults
  }
}

test('what is shipped has no fault and nothing stale', () => {
  expect(faults()).toEqual([])
  expect(loadContent(root, NAME, TODAY).stale).toEqual([])
})

type Case = [what: string, break_: () => void, file: string, key: RegExp, problem: RegExp]
const cases: Case[] = [
  [
    'an unknown node',
    () => edit('flows/line.yaml', '5: numbers', '5: nowhere'),
    'flows/sms.yaml',
    /nodes\.home\.options\.5/,
    /no node 'nowhere'/,
  ],
  [
    'an unknown key in a node',
    () => edit('flows/line.yaml', 'back: home', 'backwards: home'),
    'flows/line.yaml',
    /nodes\.help/,
    /backwards/,
  ],
  [
    'a menu key that is reserved for something else',
    () => edit('flows/line.yaml', '5: numbers', '7: numbers'),
    'flows/line.yaml',
    /nodes\.home\.options\.7/,
    /1 to 5/,
  ],
  [
    'a node that nobody can reach',
    () =>
      edit(
        'flows/voice.yaml',
        '  goodbye: { type: end }',
        '  goodbye: { type: end }\n  island: { type: end }',
      ),
    'flows/voice.yaml',
    /nodes\.island/,
    /no key leads/,
  ],
  [
    'a destination that may not be dialled',
    () => edit('flows/voice.yaml', 'destination: hotline', 'destination: emergency'),
    'flows/voice.yaml',
    /nodes\.hotline\.destination/,
    /may not be dialled/,
  ],
  [
    'an emergency number with a handoff',
    () =>
      edit('content/phones.yaml', '  type: emergency\n', '  type: emergency\n  handoff: bridge\n'),
    'content/phones.yaml',
    /emergency\.handoff/,
    /read out/,
  ],
  [
    'a missing translation of a topic',
    () => unlinkSync(join(root, 'content/es/topics/signs.yaml')),
    'content/es/topics/signs.yaml',
    /^$/,
    /not translated/,
  ],
  [
    'a missing text',
    () => edit('content/es/line.yaml', /^ {4}no-more: Es todo.*\n/m, ''),
    'content/es/line.yaml',
    /sms\.says\.no-more/,
    /missing/,
  ],
  [
    'a text that nothing uses',
    () => edit('content/en/line.yaml', '    no-more: That', '    no-moar: x\n    no-more: That'),
    'content/en/line.yaml',
    /sms\.says\.no-moar/,
    /nothing uses/,
  ],
  [
    'a number written into a text by hand',
    () => edit('content/en/line.yaml', 'text {suicide} now', 'text 988 now'),
    'content/en/line.yaml',
    /crisis\.self_harm/,
    /988 is written by hand/,
  ],
  [
    'a long number written by hand',
    () => edit('content/en/topics/signs.yaml', '{hotline}', '1-888-373-7888'),
    'content/en/topics/signs.yaml',
    /sms\.1/,
    /1-888-373-7888 is written by hand/,
  ],
  [
    'a name in braces that no phone has',
    () => edit('content/en/topics/signs.yaml', '{hotline}', '{hotlien}'),
    'content/en/topics/signs.yaml',
    /sms\.1/,
    /\{hotlien\}/,
  ],
  [
    'a text that names a number nobody has phoned',
    () => edit('content/en/line.yaml', 'Youth line, call or text: {youth}', 'Youth: {sacramento}'),
    'content/en/line.yaml',
    /crisis\.minor/,
    /before somebody has phoned it/,
  ],
  [
    'a reserved word as a keyword',
    () => edit('content/en/topics/signs.yaml', 'keywords: [', 'keywords: [INFO, '),
    'content/en/topics/signs.yaml',
    /keywords/,
    /reserved by the provider/,
  ],
  [
    'a reserved word as a word of the line',
    () => edit('content/en/words.yaml', 'exit: [X, ', 'exit: [END, X, '),
    'content/en/words.yaml',
    /exit/,
    /reserved by the provider/,
  ],
  [
    'a keyword that two topics want',
    () => edit('content/en/topics/signs.yaml', 'keywords: [', 'keywords: [TACTICS, '),
    'content/en/topics/tactics.yaml',
    /keywords/,
    /already a keyword of 'signs'/,
  ],
  [
    'a page over its length',
    () =>
      edit('content/en/topics/signs.yaml', 'No one sign proves it.', `${'Too long. '.repeat(20)}`),
    'content/en/topics/signs.yaml',
    /sms page 1/,
    /306 fit/,
  ],
  [
    'a spoken text over its length',
    () =>
      edit(
        'content/es/topics/signs.yaml',
        /voice: >-\n/,
        `voice: >-\n  ${'palabra '.repeat(60)}\n`,
      ),
    'content/es/topics/signs.yaml',
    /voice page 1/,
    /45 seconds/,
  ],
  [
    'a letter that would make a text dear',
    () =>
      edit('content/en/topics/signs.yaml', 'No one sign proves it.', 'No one sign proves it ✓.'),
    'content/en/topics/signs.yaml',
    /sms page 1/,
    /'✓' is not in GSM-7/,
  ],
  [
    'a missing source',
    () => edit('content/topics.yaml', /sources:\n( {4}- .*\n( {6}.*\n)*)+/, 'sources: []\n'),
    'content/topics.yaml',
    /0\.sources/,
    /at least one source/,
  ],
  [
    'a source without a year',
    () => edit('content/topics.yaml', /\n {6}year: \d+/, ''),
    'content/topics.yaml',
    /0\.sources\.0\.year/,
    /expected number/,
  ],
  [
    'a word that judges',
    () => edit('content/en/topics/signs.yaml', 'No one sign proves it.', 'We rescue people.'),
    'content/en/topics/signs.yaml',
    /sms\.0/,
    /'rescue' is a word we do not use/,
  ],
  [
    'a promise',
    () => edit('content/en/line.yaml', 'OK. Take care.', 'This is completely confidential.'),
    'content/en/line.yaml',
    /not-safe/,
    /completely confidential/,
  ],
  [
    'a first text that gives the subject away',
    () => edit('content/en/line.yaml', 'Safe to text?', 'Sex trafficking line. Safe?'),
    'content/en/line.yaml',
    /menu gate/,
    /gives the subject away/,
  ],
  [
    'broken YAML',
    () => edit('flows/sms.yaml', 'start: gate', 'start: [gate'),
    'flows/sms.yaml',
    /^$/,
    /line \d+/,
  ],
  [
    'a number that YAML read as a number',
    () => edit('content/phones.yaml', "number: '233733'", 'number: 233733'),
    'content/phones.yaml',
    /hotline_text\.number/,
    /expected string/,
  ],
  [
    'a doubled key',
    () => edit('content/phones.yaml', 'emergency:', 'hotline:'),
    'content/phones.yaml',
    /^$/,
    /unique/,
  ],
  [
    'a missing file',
    () => unlinkSync(join(root, 'content/es/words.yaml')),
    'content/es/words.yaml',
    /^$/,
    /missing/,
  ],
]

test.each(cases)('%s', (_what, break_, file, key, problem) => {
  break_()
  const found = faults().find((fault) => fault.file === file && problem.test(fault.problem))
  expect(found, JSON.stringify(faults().slice(0, 3))).toBeDefined()
  expect(found?.key).toMatch(key)
  expect(found?.remedy).toMatch(/^[A-Z].{5}/)
})

test('a name that does not fit the first text is refused', () => {
  const long = { ...NAME, written: 'The Long Name of a County Line' }
  expect(faults(long)).toContainEqual(
    expect.objectContaining({ key: 'sms menu gate', remedy: 'Shorten the text or LINE_NAME' }),
  )
})

test('all faults are told at once, those of files that can not be read among them', () => {
  edit('flows/line.yaml', '5: numbers', '5: nowhere')
  edit('content/en/topics/signs.yaml', 'No one sign proves it.', 'We rescue people.')
  edit('content/es/topics/hotels.yaml', 'title:', 'titel:')
  unlinkSync(join(root, 'content/es/topics/online.yaml'))
  const files = new Set(faults().map(({ file }) => file))
  expect(files).toEqual(
    new Set([
      'flows/sms.yaml',
      'flows/voice.yaml',
      'content/en/topics/signs.yaml',
      'content/es/topics/hotels.yaml',
      'content/es/topics/online.yaml',
    ]),
  )
})

test('what nobody checked for too long is known, but stops no start', () => {
  const later = Date.parse('2027-06-30')
  const { stale } = loadContent(root, NAME, later)
  expect(stale.map(({ key }) => key)).toContain('hotline.checkedOn')
  expect(stale.every(({ file }) => file === 'content/phones.yaml')).toBe(true)
  expect(loadContent(root, NAME, Date.parse('2028-01-01')).stale.length).toBeGreaterThan(20)
})

test('a number that was phoned is named, one that was not is left out', () => {
  const page = () =>
    Array.from(loadContent(root, NAME, TODAY).wording.sms.en?.pages.values() ?? []).join('\n')
  expect(page()).not.toContain('800-777-9229')
  edit('content/phones.yaml', /(victim_compensation:[\s\S]*?verifiedByCall: )null/, '$12026-11-24')
  expect(page()).toContain('800-777-9229')
})
