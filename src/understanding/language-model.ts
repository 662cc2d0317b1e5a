/** What is known of a language from its own texts: which words it has, and how often. */

import type { Files } from '../content/read/files.ts'
import type { LanguageText, WordsText } from '../content/schema.ts'
import { spellingOf } from './phrase-reader.ts'
import { wordsOf } from './plain.ts'
import type { Tongue } from './reading.ts'

/** What the texts of a language teach of it, as it can be kept. */
export type Lesson = {
  language: string
  /** Each word, and how often it stands there. */
  words: readonly (readonly [word: string, times: number])[]
  marks: readonly string[]
  /** Words that a typo may have been meant as: those of our own texts, and what many write. */
  spelt: readonly string[]
}

export function lessonIn({ texts }: Files, language: string): Lesson {
  const text = texts[language]
  if (!text) throw new Error('a language without texts')
  const own = count(ownTexts(text))
  const others = count(othersTexts(text))
  const often = Array.from(others).flatMap(([word, times]) => (times >= OFTEN ? [word] : []))
  const words = new Map(own)
  for (const [word, times] of others) words.set(word, (words.get(word) ?? 0) + times)
  const marks = marksOf(text)
  for (const other of Object.values(texts))
    if (other !== text) for (const mark of marksOf(other)) marks.delete(mark)
  return {
    language,
    words: Array.from(words),
    marks: Array.from(marks),
    spelt: Array.from(new Set([...own.keys(), ...often])),
  }
}

export function compileTongue(
  { language, words, marks }: Lesson,
  spelling: WordsText['spelling'],
): Tongue {
  return {
    language,
    words: new Map(words),
    total: words.reduce((sum, [, times]) => sum + times, 0),
    spelling: spellingOf(spelling),
    marks: new Set(marks),
  }
}

/** So often no typo stands in the texts. */
const OFTEN = 3

function count(texts: Iterable<string>): Map<string, number> {
  const times = new Map<string, number>()
  for (const written of texts)
    for (const word of wordsOf(written.replaceAll('*', ' ')))
      times.set(word, (times.get(word) ?? 0) + 1)
  return times
}

/** Letters and marks beyond those of plain typing. */
function marksOf(text: LanguageText): Set<string> {
  const marks = new Set<string>()
  for (const written of everythingIn(text))
    for (const mark of written.normalize('NFC').toLowerCase()) if (mark > '~') marks.add(mark)
  return marks
}

function* everythingIn(text: LanguageText): Generator<string> {
  yield* ownTexts(text)
  yield* othersTexts(text)
}

/** What the line says, and the words and phrases that it listens for. */
function* ownTexts({ words, questions, smallTalk, topics }: LanguageText): Generator<string> {
  for (const { title, keywords, examples, text, voice } of Object.values(topics)) {
    yield* [title, ...keywords, ...examples]
    for (const page of [...text, voice]) yield typeof page === 'string' ? page : page.text
  }
  for (const { answer, asked } of Object.values(smallTalk.talk)) yield* [answer, ...asked]
  yield* Object.values(words.spelling)
  for (const phrases of [...Object.values(words.crisis), ...Object.values(words.unless)])
    yield* phrases
  yield* Object.values(words.sets).flat()
  yield* Object.values(words.phrases).flat()
  yield* [...words.person, ...words.opt_out]
  yield* Object.values(questions.words).flat()
}

/** What people write, typos and all. */
function* othersTexts({ questions }: LanguageText): Generator<string> {
  const { topics, talk, commands, crisis, unrelated } = questions
  for (const texts of [topics, talk, commands, crisis]) yield* Object.values(texts).flat()
  yield* unrelated
}
