/** A review is of one text: whatever is changed in it afterwards has not been reviewed. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { FaultsError, describe as told } from '../../src/content/fault.ts'
import { foreignTexts } from '../../src/content/foreign.ts'
import { type Part, readParts, reviewState, translationState } from '../../src/content/review.ts'
import { reviewFaults } from '../../src/operator/check/review-faults.ts'
import { sign } from '../../src/operator/sign.ts'
import { ROOT } from '../line.ts'
import { cache } from './copied.ts'

const EN = 'content/en/topics/signs.yaml'
const ES = 'content/es/topics/signs.yaml'
const TODAY = '2026-12-01'
const BY = { name: 'Ana Ruiz', date: '2026-11-30', today: TODAY }

const root = mkdtempSync(join(tmpdir(), 'review-'))
for (const folder of ['content', 'flows'])
  cpSync(join(ROOT, folder), join(root, folder), { recursive: true })
afterAll(() => rmSync(root, { recursive: true }))

/** Files that a test has changed, which are as they were again after it. */
const changed = new Set<string>()
afterEach(() => {
  for (const file of changed) cpSync(join(ROOT, file), join(root, file))
  changed.clear()
})

const parts = () => readParts(root, cache)
function part(id: string): Part {
  const found = parts().find((each) => each.id === id)
  if (!found) throw new Error(`no part ${id}`)
  return found
}
const notes = () => reviewFaults(parts(), TODAY).map(told)
const notesOf = (id: string) => notes().filter((note) => note.startsWith(`${id}: `))

function edit(file: string, from: string | RegExp, to: string) {
  changed.add(file)
  const path = join(root, file)
  const before = readFileSync(path, 'utf8')
  const after = before.replace(from, to)
  if (after === before) throw new Error(`nothing to edit in ${file}`)
  writeFileSync(path, after)
}

function signed(id: string, by = BY) {
  changed.add(id.replace(/#.*/, ''))
  sign(root, parts(), id, by)
}

test('what is shipped was signed by nobody, and each translation says from what it was made', () => {
  const shipped = readParts(ROOT, cache)
  expect(shipped.length).toBeGreaterThan(150)
  expect(new Set(shipped.map(reviewState))).toEqual(new Set(['unreviewed']))
  for (const each of shipped) expect(translationState(each), each.id).not.toBe('unknown')
  expect(foreignTexts(shipped)).toEqual([])
})

test('unreviewed texts are counted by language, and a signed part no longer', () => {
  const count = (language: string) =>
    notes().find((note) => note.startsWith(`content/${language}: `) && note.includes('texts')) ?? ''
  const [, waiting, all] = /(\d+) of (\d+) texts/.exec(count('es')) ?? []
  expect(waiting).toBe(all)
  signed(ES)
  expect(count('es')).toContain(`es: ${Number(all) - 7} of ${all} texts unreviewed. Have them read`)
  expect(count('en')).toContain(`${all} of ${all}`)
  expect(notes()).toContainEqual(
    expect.stringMatching(/^content\/interpreters\.yaml: (\d+) of \1 lines unreviewed\./),
  )
  expect(notes()).toContainEqual(
    expect.stringMatching(/^content\/es: (\d+) of \1 lists of words unreviewed\./),
  )
})

describe('a signed text', () => {
  beforeEach(() => signed(EN))

  test('is reviewed, and nothing else of the file was touched', () => {
    expect(reviewState(part(EN))).toBe('reviewed')
    expect(part(EN).reviewedBy).toEqual({
      name: BY.name,
      date: BY.date,
      hash: part(EN).hash,
    })
    const unsigned = readFileSync(join(ROOT, EN), 'utf8')
    const signed = readFileSync(join(root, EN), 'utf8')
    expect(signed.replace(/^reviewedBy: .*$/m, 'reviewedBy: null')).toBe(unsigned)
  })

  test.each([
    ['a page of texts', EN, 'No one sign proves it. Does', 'One sign proves it. Does'],
    ['a page of a call', EN, 'Look at the whole picture.', 'Look at it all.'],
    ['its title', EN, 'title: Warning signs', 'title: Some signs'],
    ['its name aloud', EN, 'spoken: warning signs', 'spoken: some signs'],
    ['a keyword', EN, 'RED FLAGS, ', ''],
    ['a source', 'content/topics.yaml', /(- id: signs\n(?:.*\n)*?.*year: )\d+/, '$12001'],
  ])('is unreviewed again when %s changes', (_what, file, from, to) => {
    edit(file, from, to)
    expect(reviewState(part(EN))).toBe('changed')
    expect(notesOf(EN)).toEqual([
      `${EN}: changed since Ana Ruiz reviewed it on 2026-11-30, so it is unreviewed. Have it read again, and sign it`,
    ])
  })

  test.each([
    ['how people ask', EN, '  - red flags\n', ''],
    [
      'how its lines are broken',
      EN,
      'No one sign proves it. Does',
      'No one sign proves it.\n    Does',
    ],
    ['the day of its sources', 'content/topics.yaml', /checkedOn: .*/g, 'checkedOn: 2026-11-20'],
    ['another topic', 'content/en/topics/tactics.yaml', 'title: ', 'title: A '],
  ])('stays reviewed when %s changes', (_what, file, from, to) => {
    edit(file, from, to)
    expect(reviewState(part(EN))).toBe('reviewed')
  })

  test('with a day that is still to come is said', () => {
    signed(EN, { ...BY, date: '2026-12-02', today: '2026-12-02' })
    expect(notesOf(EN)).toEqual([
      `${EN}: reviewedBy.date: 2026-12-02 is still to come. Correct the day`,
    ])
  })
})

test.each([
  ['content/es/words.yaml', 'forget: [', 'forget: [ALGO, '],
  ['content/en/questions/signs.yaml', 'asked:\n', 'asked:\n  - some words\n'],
])(
  'a list of words is signed like a text, and unreviewed once it changes: %s',
  (file, from, to) => {
    signed(file)
    expect(reviewState(part(file))).toBe('reviewed')
    edit(file, from, to)
    expect(reviewState(part(file))).toBe('changed')
  },
)

test('a line of interpreters is signed alone', () => {
  signed('content/interpreters.yaml#vi')
  expect(reviewState(part('content/interpreters.yaml#vi'))).toBe('reviewed')
  expect(reviewState(part('content/interpreters.yaml#zh'))).toBe('unreviewed')
  edit('content/interpreters.yaml', 'nói: Vietnamese', 'nói Vietnamese')
  expect(reviewState(part('content/interpreters.yaml#vi'))).toBe('changed')
})

test('a translation is older once its original has changed, until it says that it is not', () => {
  expect(notesOf(ES)).toEqual([])
  edit(EN, 'No one sign proves it. Does', 'One sign proves it. Does')
  const { textHash } = part(EN)
  expect(notesOf(ES)).toEqual([
    `${ES}: older than its original: ${EN} was changed since it was translated. Bring it up to date, then set translatedFrom: ${textHash}`,
  ])
  edit(ES, /^translatedFrom: .*$/m, `translatedFrom: ${textHash}`)
  expect(notesOf(ES)).toEqual([])
  edit(ES, /^translatedFrom: .*\n/m, '')
  expect(notesOf(ES)[0]).toContain('does not say from which original it was translated')
})

test('who signs a translation has held it against the original as it is', () => {
  edit(EN, 'No one sign proves it. Does', 'One sign proves it. Does')
  edit(ES, /^translatedFrom: .*\n/m, '')
  signed(ES)
  expect(translationState(part(ES))).toBe('current')
  expect(reviewState(part(ES))).toBe('reviewed')
})

test('a source that changes makes no translation older', () => {
  edit('content/topics.yaml', /(- id: signs\n(?:.*\n)*?.*year: )\d+/, '$12001')
  expect(notesOf(ES)).toEqual([])
})

test.each([
  [
    'a page of the other language',
    ES,
    /- >-\n.*\n.*\n.*$/m,
    '- No one sign proves it. Does someone speak for the person, hold their ID or money, or read their texts?',
    'text.0',
    'en',
  ],
  [
    'one with other words',
    ES,
    /- >-\n.*\n.*\n.*$/m,
    '- People who hurt others often say that it is not so bad, and that you owe them money.',
    'text.0',
    'en',
  ],
  [
    'Spanish among the English',
    EN,
    /- >-\n.*\n.*\n.*$/m,
    '- Una sola señal no prueba nada. ¿Alguien habla por la persona, o le guarda los papeles?',
    'text.0',
    'es',
  ],
])('%s is said', (_what, file, from, to, key, as) => {
  edit(file, from, to)
  expect(
    foreignTexts(parts()).map(({ part, text, as }) => [part.id, text.path.join('.'), as]),
  ).toEqual([[file, key, as]])
  expect(notesOf(file)).toContainEqual(expect.stringContaining(`${key}: reads as '${as}'`))
})

test('a language that begins as a copy of the first is not translated at all, and is said so', () => {
  for (const { file, language, kind } of parts())
    if (language === 'es' && kind === 'said') {
      changed.add(file)
      cpSync(join(ROOT, file.replace('/es/', '/en/')), join(root, file))
    }
  const found = foreignTexts(parts())
  expect(found.length).toBeGreaterThan(250)
  expect(new Set(found.map(({ as }) => as))).toEqual(new Set(['en']))
})

test.each([
  [
    'a name alone',
    'Ana Ruiz',
    'a name alone says neither when it was read nor which text. Write null',
  ],
  ['a hash of figures', '{ name: Ana, date: 2026-11-30, hash: 1234567890 }', 'reviewedBy.hash'],
  ['no day', '{ name: Ana, hash: abcdefghij }', 'reviewedBy.date'],
  [
    'a day as one says it',
    '{ name: Ana, date: 11/30/2026, hash: abcdefghij }',
    'write the day as 2026-11-23',
  ],
])('a signature with %s is refused', (_what, written, problem) => {
  edit(EN, 'reviewedBy: null', `reviewedBy: ${written}`)
  expect(() => parts()).toThrow(FaultsError)
  expect(() => parts()).toThrow(`${EN}:2: reviewedBy`)
  expect(() => parts()).toThrow(problem)
})

test.each([
  ['', '2026-11-30', 'nobody has signed'],
  ['A'.repeat(81), '2026-11-30', 'the name is too long'],
  ['Ana', 'today', "'today' is no day"],
  ['Ana', '2026-12-02', '2026-12-02 is still to come'],
])('a signature by "%s" on "%s" is not taken', (name, date, problem) => {
  expect(() => sign(root, parts(), EN, { name, date, today: TODAY })).toThrow(problem)
})

test('what can not be signed is said, with what can', () => {
  expect(() => sign(root, parts(), 'content/es/sings.yaml', BY)).toThrow(
    /content\/es\/sings\.yaml: nothing of that name can be signed\. Name a file such as/,
  )
})
