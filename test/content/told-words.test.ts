/** The words that texts tell people to send: what the line does not understand is found, in every language. */
import { expect, test } from 'vitest'
import { toldWordFaults } from '../../src/content/rules/told-words.ts'
import type { LineText } from '../../src/content/schema/line.ts'
import type { WordsText } from '../../src/content/schema/words.ts'
import { shippedFiles } from '../proof/altered.ts'

type Open<Value> = { -readonly [Key in keyof Value]: Value[Key] }
type Texts = Record<string, { line: Open<LineText>; words: Open<WordsText> }>

function faultsAfter(change: (texts: Texts) => void): string[] {
  const texts = Object.fromEntries(
    Object.entries(shippedFiles().texts).map(([language, { line, words }]) => [
      language,
      structuredClone({ line, words }),
    ]),
  )
  change(texts)
  return toldWordFaults(texts).map(({ file, key, problem }) => `${file} ${key}: ${problem}`)
}

test('of what is shipped every word that a text names is understood', () => {
  expect(faultsAfter(() => {})).toEqual([])
})

test.each([
  ['en', 'exit', 'X'],
  ['en', 'menu', 'MENU'],
  ['en', 'call', 'CALL'],
  ['en', 'ring', 'RING'],
  ['en', 'tip', 'TIP'],
  ['es', 'exit', 'X'],
  ['es', 'call', 'LLAMAR'],
  ['es', 'ring', 'MARCAR'],
  ['es', 'tip', 'CONSEJO'],
] as const)('%s: %s without %s is told at its list', (language, command, word) => {
  const faults = faultsAfter((texts) => {
    const words = texts[language]?.words
    if (words) words[command] = words[command].filter((each) => each !== word)
  })
  expect(faults).toContain(
    `content/${language}/words.yaml ${command}: no text names a word of this list, so that nobody knows one`,
  )
})

test('a word with its meaning behind it that is no word of the line is told at its text', () => {
  const faults = faultsAfter(({ es }) => {
    if (es) es.line.text.says.tip = `${es.line.text.says.tip} Z=nada`
  })
  expect(faults).toEqual([
    'content/es/line.yaml text.says.tip: it tells people to send Z, which is no word of the line',
  ])
})

test('a translation that names no word for what its original names is told', () => {
  const faults = faultsAfter(({ es }) => {
    if (es) es.line.text.menus.home = es.line.text.menus.home?.replace('X Salir', 'Salir') ?? ''
  })
  expect(faults).toEqual([
    'content/es/line.yaml text.menus.home: it names no word for exit, as content/en does',
  ])
})
