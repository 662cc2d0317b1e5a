/** The texts of danger: each is found by one phrase alone, and is danger to the whole line too. */
import { describe, expect, test } from 'vitest'
import { dangerFaults } from '../../src/content/rules/danger.ts'
import { DangerText, type WordsText } from '../../src/content/schema/words.ts'
import { understand } from '../../src/understanding/understand.ts'
import { content } from '../line.ts'
import { shippedFiles } from '../proof/altered.ts'
import { dataOf } from '../proof/checker.ts'

const danger = (language: string) => DangerText.parse(dataOf(`content/${language}/danger.yaml`))
const words = (language: string): WordsText => {
  const own = shippedFiles().texts[language]?.words
  if (!own) throw new Error('a language that is not shipped')
  return structuredClone(own)
}
const groups = ['crisis', 'pleas'] as const

describe.each(['en', 'es'])('in %s', (language) => {
  test('each phrase finds a text that no other finds, and each text is found', () => {
    expect(dangerFaults(language, { words: words(language), danger: danger(language) })).toEqual([])
  })

  test('a phrase that is taken out is told by the text that only it found', () => {
    for (const group of groups)
      for (const kind of Object.keys(danger(language)[group])) {
        const texts: Record<string, string[]> = danger(language)[group]
        const spoilt = words(language)
        const phrases: Record<string, string[]> = spoilt[group]
        phrases[kind]?.splice(1, 1)
        const faults = dangerFaults(language, { words: spoilt, danger: danger(language) })
        expect(faults).toMatchObject([
          { file: `content/${language}/words.yaml`, key: `${group}.${kind}` },
        ])
        expect(faults[0]?.problem).toMatch(
          new RegExp(`^no phrase finds '.*', which danger.yaml has as ${group}.${kind}.\\d+$`),
        )
        expect(texts[kind]?.some((text) => faults[0]?.problem.includes(`'${text}'`))).toBe(true)
      }
  })

  test('the whole line takes nearly all of them for danger', () => {
    const all = groups.flatMap((group) => Object.values(danger(language)[group]).flat())
    const missed = all.filter((text) => {
      // that word alone is the provider's HELP, unless it is spelt out
      const written = text === 'ayuda' ? 'a y u d a' : text
      const { input } = understand(content().lexicon, written)
      return !(input.type === 'event' && input.event.startsWith('crisis.'))
    })
    // the ranker may take one of six words or more for a story
    expect(missed.length / all.length, missed.join('\n')).toBeLessThan(0.02)
  })
})

test('a phrase without a text of its own is told at its place, with what to do', () => {
  const own = words('en')
  own.crisis.minor.push('i carry my school id')
  const at = own.crisis.minor.length - 1
  expect(dangerFaults('en', { words: own, danger: danger('en') })).toEqual([
    {
      file: 'content/en/words.yaml',
      key: `crisis.minor.${at}`,
      problem: "the phrase 'i carry my school id' has no text in danger.yaml that only it finds",
      remedy: 'Write one into content/en/danger.yaml, under crisis.minor, as people would write it',
    },
  ])
})

test('a phrase that says what another says already is told too', () => {
  const own = words('en')
  own.crisis.minor.push('i am under 18')
  const keys = dangerFaults('en', { words: own, danger: danger('en') }).map(({ key }) => key)
  expect(keys).toEqual(['crisis.minor.8', `crisis.minor.${own.crisis.minor.length - 1}`])
})

test('a phrase that can not be read is left to the rule of phrases', () => {
  const own = words('en')
  own.crisis.danger.push('(he hit me')
  expect(dangerFaults('en', { words: own, danger: danger('en') })).toEqual([])
})
