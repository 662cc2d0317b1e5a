/** The loader refuses languages that nobody could choose, read or write, and says file, key and remedy. */
import { cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { copiedContent } from './copied.ts'

const { root, edit, faults } = copiedContent()

/** What goes wrong with languages. */
const cases: [what: string, break_: () => void, file: string, key: RegExp, problem: RegExp][] = [
  [
    'a first question that does not list the languages',
    () => edit('content/en/line.yaml', 'person, {languages}', 'person, 3 Español'),
    'content/en/line.yaml',
    /^text\.menus\.gate$/,
    /\{languages\} is not in it/,
  ],
  [
    'a greeting with a key that is written by hand',
    () => edit('content/es/line.yaml', 'español, oprima {key}', 'español, oprima 2'),
    'content/es/line.yaml',
    /^voice\.menus\.language$/,
    /\{key\} is not in it/,
  ],
  [
    'a greeting that tells nobody of interpreters',
    () => edit('content/en/line.yaml', 'For other languages, press {others}.', ''),
    'content/en/line.yaml',
    /^voice\.menus\.language$/,
    /\{others\} is not in it/,
  ],
  [
    'a name that other languages have no letters for',
    () => edit('content/languages.yaml', 'name: Español', 'name: 西班牙语'),
    'content/languages.yaml',
    /^es\.latin$/,
    /'en' have no letters for this name/,
  ],
  [
    'tones that GSM-7 would take away',
    () => edit('content/es/line.yaml', 'welcome: Si alguien', 'welcome: Nếu có ai'),
    'content/languages.yaml',
    /^es\.alphabet$/,
    /have tones/,
  ],
  [
    'an alphabet that is none',
    () => edit('content/languages.yaml', 'told: Spanish', 'told: Spanish\n  alphabet: latin'),
    'content/languages.yaml',
    /^es\.alphabet$/,
    /write one of gsm-7, ucs-2/,
  ],
  [
    'letters beyond GSM-7 in a language of GSM-7',
    () => edit('content/en/line.yaml', 'not-safe: OK. Take care.', 'not-safe: 好的 OK.'),
    'content/en/line.yaml',
    /^text say not-safe$/,
    /'好的' is not in GSM-7/,
  ],
  [
    'a year of eleven months',
    () => edit('content/en/line.yaml', 'months: [Jan, ', 'months: ['),
    'content/en/line.yaml',
    /^text\.months$/,
    /name the twelve months/,
  ],
  [
    'a first text with a word that its own language calls telling',
    () => edit('content/es/words.yaml', /^subject: \[/m, 'subject: [seguro, '),
    'content/es/line.yaml',
    /^text menu gate$/,
    /gives the subject away/,
  ],
]

test.each(cases)('%s', (_what, break_, file, key, problem) => {
  break_()
  const found = faults().find((fault) => fault.file === file && problem.test(fault.problem))
  expect(found, JSON.stringify(faults().slice(0, 3))).toBeDefined()
  expect(found?.key).toMatch(key)
  expect(found?.remedy).toMatch(/^[A-Z].{5}/)
})

test('a language too many for the keys of the first question is named', () => {
  const more = ['fr', 'de', 'it'].map(
    (code) => `${code}: { name: N${code}, told: T, locale: fr-FR, voice: Polly.Lea-Neural }\n`,
  )
  edit('content/languages.yaml', /$/, more.join(''))
  for (const code of ['fr', 'de', 'it'])
    cpSync(join(root, 'content/es'), join(root, 'content', code), { recursive: true })
  const found = faults().filter(({ problem }) => problem.includes('need the keys up to 6'))
  expect(found.map(({ file, key }) => [file, key])).toEqual([
    ['flows/text.yaml', 'nodes.gate.languages'],
    ['flows/voice.yaml', 'nodes.language.languages'],
    ['flows/voice.yaml', 'nodes.person-first.languages'],
  ])
  for (const code of ['fr', 'de', 'it']) rmSync(join(root, 'content', code), { recursive: true })
})
