/** Answers that mean two things, and languages that are spoken or told as another: found by check, not at a start. */
import { expect, test } from 'vitest'
import { answerFaults } from '../../src/content/rules/answers.ts'
import { namedFaults } from '../../src/content/rules/named.ts'
import { voiceFaults } from '../../src/content/rules/voices.ts'
import { Languages } from '../../src/content/schema/languages.ts'
import { shippedFiles } from '../proof/altered.ts'

const { texts, languages, interpreters } = shippedFiles()

test('of what is shipped no answer means two things, and each language has its own voice', () => {
  for (const [language, { answers }] of Object.entries(texts))
    expect(answerFaults(language, answers)).toEqual([])
  expect(voiceFaults(languages, interpreters.languages)).toEqual([])
})

test('what says that it is safe and that it is not is told, in whatever case', () => {
  const lists = { keys: { 1: ['one'] }, plainly: { yes: [], no: [] } }
  expect(answerFaults('en', { ...lists, yes: ['sure', 'OK now'], no: ['ok now'] })).toMatchObject([
    { file: 'content/en/answers.yaml', key: 'no.0', problem: "'ok now' stands under yes too" },
  ])
  expect(answerFaults('en', { ...lists, yes: ['sure', 'sure'], no: ['nope'] })).toEqual([])
})

test.each<[what: string, changes: object, key: string]>([
  ['the locale of another', { locale: 'en-US' }, 'es.locale'],
  ['the voice of another', { voice: 'Polly.Joanna-Neural' }, 'es.voice'],
  ['a voice that speaks something else', { voice: 'Google.vi-VN-Standard-A' }, 'es.voice'],
  ['the name by which another is told', { told: 'english' }, 'es.told'],
])('%s is told', (_what, changes, key) => {
  const spoilt = Languages.parse({ ...languages, es: { ...languages.es, ...changes } })
  expect(voiceFaults(spoilt, []).map((fault) => fault.key)).toEqual([key])
})

test('what every line has to name is told in each language, and what the others name', () => {
  const { en, es } = texts
  if (!en || !es) throw new Error('a language that is not shipped')
  const { sentences } = shippedFiles().flows.text
  const spoilt = structuredClone(es.line)
  Object.assign(spoilt.text.says, { miss: 'Perdón, no entendí. Peligro: {emergency}.' })
  Object.assign(spoilt.text.footer, { last: '8=atrás 9=menú 6=persona' })
  spoilt.safe.voice.after = 'El número es {hotline}.'
  const keysOf = (lines: Parameters<typeof namedFaults>[0]) =>
    namedFaults(lines, sentences).map(({ key, problem }) => `${key}: ${problem}`)
  expect(keysOf({ en: en.line, es: es.line })).toEqual([])
  // alone too, where nothing can be compared
  expect(keysOf({ es: spoilt })).toEqual([
    'text.says.miss: it does not name {hotline}, which it has to',
    'text.footer.last: it does not name key 0, which it has to',
    'safe.voice.after: it does not name {emergency}, which it has to',
  ])
  expect(keysOf({ en: en.line, es: spoilt })).toContain(
    'safe.voice.after: it does not name {hotline_text}, as content/en does',
  )
})

test('a language that Twilio does not speak may borrow a voice', () => {
  const mixtec = { name: 'Tu’un Savi', told: 'Mixtec', locale: 'es-MX', voice: 'Polly.Mia-Neural' }
  expect(voiceFaults(Languages.parse({ ...languages, mix: mixtec }), [])).toEqual([])
})
