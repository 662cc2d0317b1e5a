/** Answers that mean two things, and languages that are spoken or told as another: found by check, not at a start. */
import { expect, test } from 'vitest'
import { answerFaults } from '../../src/content/rules/answers.ts'
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

test('a language that Twilio does not speak may borrow a voice', () => {
  const mixtec = { name: 'Tu’un Savi', told: 'Mixtec', locale: 'es-MX', voice: 'Polly.Mia-Neural' }
  expect(voiceFaults(Languages.parse({ ...languages, mix: mixtec }), [])).toEqual([])
})
