/** The tables of docs/content.md say what the topics say: each word that they quote is on its page. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import type { Topic, TopicText, Variable } from '../../src/content/schema/topics.ts'
import { content, ROOT } from '../line.ts'

const document = readFileSync(join(ROOT, 'docs/content.md'), 'utf8')
const topicIn = (language: string, id: string) =>
  parse(readFileSync(join(ROOT, `content/${language}/topics/${id}.yaml`), 'utf8')) as TopicText
const variants = (page: Variable | undefined) =>
  typeof page === 'string' ? [page] : page ? [page.text, page.without] : []

/** The 20 questions of the source document, in its order. */
const questions = [
  ...['prevalence', 'tactics', 'risk-factors', 'law-enforcement', 'survivor-services', 'hotels'],
  ...['laws', 'foster-care', 'signs', 'online', 'other-crimes', 'community-impact', 'prosecution'],
  ...['labor-trafficking', 'demographics', 'prevention', 'long-term-effects'],
  ...['community-partners', 'trends', 'report'],
]

/** The second table: what was missing, and the words that say it. */
const said = questions.map((id) => {
  const rows = document.split('\n').filter((line) => line.startsWith(`| ${id} | `))
  return { id, row: rows.find((line) => /\((text|voice) \d: "/.test(line)) ?? '' }
})

test.each(said)(
  'what the document quotes of "$id" stands on that page, in both languages',
  ({ id, row }) => {
    const quoted = Array.from(row.matchAll(/\((text|voice) (\d): "([^"]+)"\)/g))
    expect(quoted.length, row).toBeGreaterThan(1)
    for (const [, medium = '', page = '', words = ''] of quoted) {
      const at = Number(page) - 1
      const own = topicIn('en', id)[medium as 'text' | 'voice']
      for (const variant of variants(own[at])) expect(variant).toContain(words)
      expect(own[at], `${medium} ${page}`).toBeDefined()
      expect(
        variants(topicIn('es', id)[medium as 'text' | 'voice'][at]).join().length,
      ).toBeGreaterThan(60)
    }
  },
)

/** The first table: question, three pages, sources. */
const answered = Array.from(
  document.matchAll(/^\| (\d+) ([^|]+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$/gm),
  ([, at = '', name = '', ...cells]) => ({ id: questions[Number(at) - 1] ?? '', name, cells }),
)

test('the first table has a row for each of the 20 questions, in their order', () => {
  expect(answered.map(({ id }) => id)).toEqual(questions)
})

test.each(answered)(
  'the laws and figures of the row "$name" are in the topic, and its years in the sources',
  ({ id, cells }) => {
    const pages = topicIn('en', id).text.flatMap(variants).join(' ')
    const topic = content().topics.find((each: Topic) => each.id === id)
    const sources =
      topic?.sources.map(({ name, year, title }) => `${name} ${year} ${title}`).join('; ') ?? ''
    const told = cells.slice(0, 3).join(' ')
    for (const [law] of told.matchAll(/\b(?:AB|SB) \d+\b|\b\d+%/g))
      expect(`${pages} ${sources}`).toContain(law)
    for (const [year] of (cells[3] ?? '').matchAll(/\b(?:AB|SB) \d+\b|\b(?:19|20)\d\d\b/g))
      expect(sources).toContain(year)
    expect(topicIn('en', id).text).toHaveLength(3)
  },
)

/** How one asks for the next page. */
const asks = { text: /^(?:7|more|m[aá]s)\n?\s/i, voice: /^7\s/ }

/** Each conversation that was played for the record. */
const folder = join(ROOT, 'test/transcripts')
const transcripts = readdirSync(folder).map((file) => ({
  file,
  text: readFileSync(join(folder, file), 'utf8'),
}))
const heard = (words: string) => words.replaceAll('\n', ' ')

test.each(content().topics.map(({ id }) => id))(
  '"%s" was read and heard in both languages, and by call one presses 7 for its second page',
  (id) => {
    for (const medium of ['text', 'voice'] as const)
      for (const [language, { pages }] of Object.entries(content().wording[medium])) {
        const first = heard(pages.get(`${id}/0`) ?? 'none')
        const second = heard(pages.get(`${id}/1`) ?? 'none')
        const found = transcripts.filter(({ text }) => {
          const turns = text.split(/^> /m).map((turn) => turn.replaceAll('\n< ', ' '))
          const at = turns.findIndex((turn) => turn.includes(first))
          const next = turns[at + 1] ?? ''
          return at >= 0 && next.includes(second) && asks[medium].test(next)
        })
        expect(
          found.map(({ file }) => file),
          `${id}, ${medium}, ${language}`,
        ).not.toEqual([])
      }
  },
)
