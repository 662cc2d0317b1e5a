/** What the shipped topics owe to whoever reads or hears them, beyond what the loader checks. */
import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import type { SmallTalkText } from '../../src/content/schema/answers.ts'
import type { LineText } from '../../src/content/schema/line.ts'
import type { TopicText } from '../../src/content/schema/topics.ts'
import { plain } from '../../src/understanding/plain.ts'
import { content, ROOT } from '../line.ts'

const { wording } = content()

const read = <T>(file: string) => parse(readFileSync(`${ROOT}content/${file}`, 'utf8')) as T
const topicsIn = (language: string) =>
  readdirSync(`${ROOT}content/${language}/topics`).map((file) =>
    read<TopicText>(`${language}/topics/${file}`),
  )

/** A spoken page as it is said, without its keys. */
const spokenPages = (language: string) =>
  Array.from(wording.voice[language]?.pages ?? [], ([page, words]) => {
    const keys = wording.voice[language]?.keys.get(page) ?? ''
    return [page, words.replace(keys, '')] as const
  })

test.each([
  ['en', /\bcall\b(?! it)/i],
  ['es', /\bllame\b/i],
] as const)(
  'where a spoken page tells people to call, it says the digits (%s)',
  (language, call) => {
    const calls = spokenPages(language).filter(([, words]) => call.test(words))
    expect(calls.length).toBeGreaterThan(12)
    for (const [page, words] of calls) expect(words, page).toMatch(/\d \d \d|9 1 1|9 8 8/)
  },
)

test.each([
  ['en', /7=more( 9=menu)?$/],
  ['es', /7=mas( 9=menu)?$/],
] as const)(
  'a first page names 911, a person and how to read on where it is led (%s)',
  (language, keys) => {
    for (const { id } of content().topics) {
      const first = wording.text[language]?.led.get(`${id}/0`) ?? ''
      expect(first, id).toMatch(/^911 .* 1-888-373-7888\.\n/)
      expect(first, id).toMatch(/7=.*$/)
      if (!first.includes('8=')) expect(first, id).toMatch(keys)
    }
  },
)

test.each(['en', 'es'])(
  'no topic is a first page alone: there is more by call, too (%s)',
  (language) => {
    for (const { text, voice } of topicsIn(language)) {
      expect(text.length).toBeLessThanOrEqual(3)
      expect(voice.length).toBeGreaterThanOrEqual(2)
      expect(voice.length).toBeLessThanOrEqual(3)
    }
  },
)

test.each([
  ['en', /\btext ([A-Z]{3,})\b/g],
  ['es', /\b(?:[Mm]ande|[Ee]scriba) (\p{Lu}{3,})(?!\p{L})/gu],
] as const)('a keyword that a text names is one (%s)', (language, named) => {
  const known = new Set(topicsIn(language).flatMap(({ keywords }) => keywords.map(plain)))
  const words = read<Record<string, unknown>>(`${language}/words.yaml`)
  for (const list of Object.values(words))
    if (Array.isArray(list)) for (const word of list) known.add(plain(String(word)))
  const said = [
    ...topicsIn(language).flatMap(({ text }) => text),
    ...Object.values(read<SmallTalkText>(`${language}/smalltalk.yaml`).talk).map(
      ({ answer }) => answer,
    ),
  ].flatMap((each) => (typeof each === 'string' ? [each] : [each.text, each.without]))
  const keywords = said.flatMap((each) => Array.from(each.matchAll(named), ([, word = '']) => word))
  expect(keywords.length).toBeGreaterThan(3)
  for (const keyword of keywords) expect(known, keyword).toContain(plain(keyword))
})

test('in Spanish no accent that a text message loses changes what is said', () => {
  // calculó (they reckoned) becomes calculo (I reckon), ayudará ayudara, está esta; hara is no word
  const changing =
    /[^\Waeiouy]ó(?!\p{L})|(?<!h)ar(?:á|ás|án)(?!\p{L})|(?<!\p{L})(?:está|aún|papá|sí,)(?!\p{L})/iu
  const said = [
    ...topicsIn('es').flatMap(({ text }) => text),
    ...Object.values(read<SmallTalkText>('es/smalltalk.yaml').talk).map(({ answer }) => answer),
    ...Object.values(read<LineText>('es/line.yaml').text.says),
  ].flatMap((each) => (typeof each === 'string' ? [each] : [each.text, each.without]))
  expect(said.length).toBeGreaterThan(80)
  for (const text of said) expect(text).not.toMatch(changing)
})
