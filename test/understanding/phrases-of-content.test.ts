/** Reading level: grade 6 or lower in English, easy in Spanish, so that it can be read in stolen minutes. */
import { readdirSync, readFileSync } from 'node:fs'
import { syllable } from 'syllable'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import type { LineText, TopicText, Variable } from '../../src/content/schema.ts'
import { ROOT } from '../line.ts'

/** Names of laws, and numbers, are what they are: they count as nothing. */
const EXEMPT =
  /\{\w+\}|\b(?:Penal|Civil|Evidence) Code(?: section)?|\bCódigo (?:Penal|Civil)|\b(?:AB|SB|Prop|Public Law)\b|REPORT Act|[\d$%,.-]*\d[\d%]*/g

function measure(texts: string[]) {
  const text = texts.join(' ')
  const sentences = text.split(/[.!?]+(?:\s|$)/).filter((part) => /\p{L}/u.test(part))
  const words = text.replace(EXEMPT, ' ').match(/[\p{L}'-]*\p{L}/gu) ?? []
  return { sentences: sentences.length, words }
}

/** Flesch-Kincaid grade. */
function grade(texts: string[]): number {
  const { sentences, words } = measure(texts)
  const syllables = words.reduce((sum, word) => sum + syllable(word), 0)
  return 0.39 * (words.length / sentences) + 11.8 * (syllables / words.length) - 15.59
}

/** INFLESZ (Szigriszt), by counting groups of vowels: 65 and above is easy, 80 very easy. */
function ease(texts: string[]): number {
  const { sentences, words } = measure(texts)
  const vowels = (word: string) => word.match(/[aeo]|[áéíóú]|[iuü](?![aeoáéíóú])/giu)?.length ?? 1
  const syllables = words.reduce((sum, word) => sum + vowels(word), 0)
  return 206.835 - 62.3 * (syllables / words.length) - words.length / sentences
}

function topics(language: string): [id: string, text: TopicText][] {
  const folder = `${ROOT}content/${language}/topics`
  return readdirSync(folder).map((file) => [
    file.replace('.yaml', ''),
    parse(readFileSync(`${folder}/${file}`, 'utf8')) as TopicText,
  ])
}

/** Each page of a topic, written and spoken, with every variant of it. */
const pagesOf = ({ text, voice }: TopicText): string[] =>
  [...text, ...voice].flatMap((page: Variable) =>
    typeof page === 'string' ? [page] : [page.text, page.without],
  )

test('the measure knows a hard text from an easy one', () => {
  expect(grade(['The cat sat on the mat. It was warm.'])).toBeLessThan(2)
  expect(
    grade([
      'Multidisciplinary stakeholders collaboratively facilitate survivor-centered interventions.',
    ]),
  ).toBeGreaterThan(15)
  expect(ease(['El gato come. La casa es azul.'])).toBeGreaterThan(90)
  expect(
    ease([
      'La institucionalización interdisciplinaria obstaculiza considerablemente la responsabilidad.',
    ]),
  ).toBeLessThan(20)
})

test.each(topics('en'))('a sixth grader can read "%s"', (_id, topic) => {
  for (const page of pagesOf(topic)) expect(grade([page]), page).toBeLessThanOrEqual(6)
})

test.each(topics('es'))('"%s" is easy to read in Spanish', (_id, topic) => {
  for (const page of pagesOf(topic)) expect(ease([page]), page).toBeGreaterThanOrEqual(65)
})

test('a sixth grader can read what the line says in English', () => {
  const { text, voice } = parse(readFileSync(`${ROOT}content/en/line.yaml`, 'utf8')) as LineText
  // the hotline's name is what it is
  const own = (texts: Record<string, string>) =>
    Object.values(texts).map((each) => each.replaceAll('National Human Trafficking Hotline', ''))
  expect(grade(own(text.says))).toBeLessThanOrEqual(6)
  expect(grade(own({ ...voice.says, ...voice.menus }))).toBeLessThanOrEqual(6)
})
