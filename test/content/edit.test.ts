/** An edit of a YAML file changes one value, and not one byte beside it. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { editYaml } from '../../src/content/edit.ts'
import { ROOT } from '../line.ts'
import { walk } from '../walk.ts'

const FILE = `# a head
reviewedBy: null # nobody yet
title: Signs
list:
  - >-
    One line, and
    another.

  # a remark
  - { a: plain, b: "quoted" }
quoted: 'single'
bare:
last: end
`

test.each([
  ['a plain one', ['title'], 'Some signs', 'title: Some signs\n'],
  ['one that needs quotes', ['title'], 'Signs: more', 'title: "Signs: more"\n'],
  ['a word that YAML takes for something else', ['title'], 'No', 'title: "No"\n'],
  ['one inside braces', ['list', '1', 'a'], 'x, y', '{ a: "x, y", b:'],
  ['a quoted one', ['quoted'], 'double', 'quoted: "double"\n'],
  ['a missing one', ['bare'], 'there', 'bare: there\n'],
  ['a folded one', ['list', '0'], 'Only this.', '  - >-\n    Only this.\n\n  # a remark'],
  ['a folded one that gets a line break', ['list', '0'], 'A\nB', '  - "A\\nB"\n\n  # a remark'],
  ['a mark that nobody can see', ['title'], 'a\u200eb', 'title: "a\\u200eb"\n'],
])('%s', (_what, path, value, written) => {
  const edited = editYaml(FILE, [{ path, value }])
  expect(edited).toContain(written)
  const [before = '', after = ''] = edited.split(written)
  expect(FILE.startsWith(before)).toBe(true)
  expect(FILE.endsWith(after)).toBe(true)
})

test('a signature stands in one line, and a new key after it', () => {
  const value = { name: 'José N. "Pepe" O’Neill', date: '2026-12-01', hash: 'abcdefghij' }
  const edited = editYaml(FILE, [
    { path: ['reviewedBy'], value },
    { path: ['translatedFrom'], value: 'abcdefghij', after: 'reviewedBy' },
  ])
  expect(edited.split('\n').slice(0, 4)).toEqual([
    '# a head',
    'reviewedBy: { name: "José N. \\"Pepe\\" O’Neill", date: 2026-12-01, hash: abcdefghij } # nobody yet',
    'translatedFrom: abcdefghij',
    'title: Signs',
  ])
})

test('a file from Windows keeps its line breaks', () => {
  const windows = FILE.replaceAll('\n', '\r\n')
  const edited = editYaml(windows, [
    { path: ['list', '0'], value: 'word '.repeat(40).trim() },
    { path: ['more'], value: 'x', after: 'title' },
  ])
  expect(edited).not.toMatch(/[^\r]\n/)
})

test('a key that is not there is refused', () => {
  expect(() => editYaml(FILE, [{ path: ['list', '7'], value: 'x' }])).toThrow('no key list.7')
})

test('any words come back as they were put in', { tags: ['walk'] }, () => {
  const paths = [
    ['title'],
    ['list', '0'],
    ['list', '1', 'a'],
    ['list', '1', 'b'],
    ['quoted'],
    ['bare'],
  ]
  const words = fc.oneof(
    fc.string({ minLength: 1, unit: 'grapheme' }),
    fc
      .array(
        fc.constantFrom(
          'one',
          ':',
          '#',
          '- x',
          '{hotline}',
          '¿',
          '"',
          "'",
          '\n',
          '  ',
          '中文',
          '\u200e',
          'null',
          '12',
        ),
        { minLength: 1, maxLength: 40 },
      )
      .map((each) => each.join(' ')),
  )
  fc.assert(
    fc.property(fc.constantFrom(...paths), words, (path, value) => {
      const read = parse(editYaml(FILE, [{ path, value }]))
      const found = path.reduce((data, key) => data[key], read)
      expect(found).toBe(value)
      const others = parse(FILE)
      const last = path.at(-1) ?? ''
      path.slice(0, -1).reduce((data, key) => data[key], others)[last] = value
      expect(read).toEqual(others)
    }),
    walk('edits', 400),
  )
})

test('in the shipped topics an edit of every page leaves all else as it is', () => {
  const folder = join(ROOT, 'content/es/topics')
  for (const file of readdirSync(folder)) {
    const text = readFileSync(join(folder, file), 'utf8')
    const { voice } = parse(text)
    const edited = editYaml(text, [{ path: ['voice', '0'], value: 'Otra cosa.' }])
    expect(parse(edited)).toEqual({ ...parse(text), voice: ['Otra cosa.', ...voice.slice(1)] })
    expect(text.startsWith(edited.split('Otra cosa.')[0] ?? 'none')).toBe(true)
  }
})
