/** Every text can be read in stolen minutes, sent in two segments, and heard in 45 seconds. */
import { SegmentedMessage } from 'sms-segments-calculator'
import { expect, test } from 'vitest'
import { buildCache } from '../../src/content/read/cache.ts'
import { readParts } from '../../src/content/review.ts'
import { readingOf } from '../../src/operator/readability.ts'
import { describeTexts, textRows } from '../../src/operator/texts.ts'
import { content, NAME, ROOT } from '../line.ts'

const rows = textRows(content(), [NAME.written, NAME.spoken])
const value = (language: string, text: string) => readingOf(language, text)?.value ?? Number.NaN

test('the measures know a hard text from an easy one', () => {
  expect(value('en', 'The cat sat on the mat. It was warm.')).toBeLessThan(2)
  expect(
    value(
      'en',
      'Multidisciplinary stakeholders collaboratively facilitate survivor-centered interventions.',
    ),
  ).toBeGreaterThan(15)
  expect(value('es', 'El gato come. La casa es azul.')).toBeGreaterThan(90)
  expect(
    value(
      'es',
      'La institucionalización interdisciplinaria obstaculiza considerablemente la responsabilidad.',
    ),
  ).toBeLessThan(20)
})

test('a hard text is told as one, but not where it is too short to say', () => {
  const hard = 'Multidisciplinary stakeholders collaboratively facilitate interventions. '
  expect(readingOf('en', hard)?.hard).toBe(false)
  expect(readingOf('en', hard.repeat(4))?.hard).toBe(true)
  expect(readingOf('vi', hard)).toBeUndefined()
  expect(readingOf('en', '1-888-373-7888')).toBeUndefined()
})

test('nothing that is shipped is over a limit', () => {
  expect(rows.filter(({ over }) => over.length > 0)).toEqual([])
  // a page is never too short to be judged
  for (const { text, reading } of rows.filter(({ text }) => text.startsWith('page ')))
    if (reading?.measure === 'grade') expect(reading.value, text).toBeLessThanOrEqual(6)
    else if (reading) expect(reading.value, text).toBeGreaterThanOrEqual(65)
})

test('every text has its row: what it costs to send or to hear, and how hard it is to read', () => {
  const { wording, languages, interpreters, topics } = content()
  const others = interpreters.flatMap(({ spoken }) => (spoken ? [1, 1] : [1])).length
  const all = Object.keys(languages).flatMap((language) =>
    (['text', 'voice'] as const).map((medium) => {
      const { says, menus, pages } = wording[medium][language] ?? { says: [], menus: [], pages: [] }
      const own = Array.from(says).filter(([key]) => !key.startsWith('interpreter.'))
      return own.length + Array.from(menus).length + Array.from(pages).length
    }),
  )
  expect(rows).toHaveLength(all.reduce((sum, count) => sum + count, others))
  for (const { medium, text, segments, seconds } of rows)
    expect(medium === 'text' ? segments : seconds, text).toBeGreaterThan(0)
  for (const { id } of topics)
    for (const language of Object.keys(languages))
      for (const medium of ['text', 'voice'])
        expect(
          rows.find(
            (row) =>
              row.text === `page ${id}/0` && row.language === language && row.medium === medium,
          )?.reading,
        ).toBeDefined()
})

test('segments are counted as the networks count them', () => {
  for (const { medium, language, text, segments } of rows) {
    const [kind, key = ''] = text.split(' ')
    const { pages, menus, says } = content().wording.text[language] ?? {}
    const words = { page: pages, menu: menus, say: says }[kind ?? '']?.get(key)
    if (medium === 'text' && words)
      expect(new SegmentedMessage(words, 'auto', false).segmentsCount, text).toBe(segments)
  }
})

test('both variants of a page are easy to read, also the one without a number', () => {
  const variants = readParts(ROOT, buildCache(ROOT)).flatMap(({ kind, topic, language, texts }) =>
    kind === 'said' && topic
      ? texts.flatMap(({ words }) =>
          typeof words === 'string'
            ? []
            : [
                [language, words.text],
                [language, words.without],
              ],
        )
      : [],
  )
  expect(variants.length).toBeGreaterThan(3)
  for (const [language = '', text = ''] of variants)
    expect(readingOf(language, text)?.hard, text).toBe(false)
})

test('the table has the hardest text of each language and medium first, and says what is over', () => {
  const [hardest] = rows.filter(({ language, medium }) => language === 'es' && medium === 'text')
  const easier = rows.find(({ language, medium, text }) => {
    return language === 'es' && medium === 'text' && text !== hardest?.text
  })
  expect(hardest?.reading?.value).toBeLessThanOrEqual(easier?.reading?.value ?? 0)
  const row = { language: 'en', medium: 'voice', text: 'page signs/0', seconds: 46 } as const
  expect(describeTexts([{ ...row, over: ['seconds'] }]).split('\n')).toEqual([
    'lang  medium  reading  segments  seconds  text',
    'en    voice                      46       page signs/0  over: seconds',
  ])
})
