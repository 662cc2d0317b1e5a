/** Builds the corpus: everything that content teaches, in the order in which it is learnt. */

import { plain } from '../../understanding/plain.ts'
import type { Asked, Corpus } from '../../understanding/ranking/corpus.ts'
import { COMMAND, CRISIS, SMALL_TALK, UNRELATED } from '../../understanding/ranking/labels.ts'
import type { Files, LanguageText } from '../read/files.ts'
import type { Questions } from '../read/questions.ts'
import type { QuestionsText } from '../schema/questions.ts'

export function corpusOf({ texts }: Pick<Files, 'texts'>, questions: Questions): Corpus {
  return Object.entries(texts).flatMap(([language, text]) => {
    const own = questions[language]
    if (!own) return []
    const { spelling, sets } = text.words
    return [
      {
        language,
        spelling,
        sets,
        concepts: own.words,
        asked: [...askedInTexts(text), ...askedInQuestions(own)],
        own: ownTexts(text, own),
      },
    ]
  })
}

/** Ways of asking that are listed next to the answers. */
function askedInTexts({ topics, smallTalk }: LanguageText): Asked[] {
  return [
    ...Object.entries(topics).map(([label, { title, keywords, examples }]) => ({
      label,
      // an example is plain text, not a phrase pattern
      phrases: [title, ...keywords, ...examples.map(plain)],
      typed: false,
    })),
    ...Object.entries(smallTalk.talk).map(([about, { asked }]) => ({
      label: SMALL_TALK + about,
      phrases: asked,
      typed: false,
    })),
  ]
}

function askedInQuestions(questions: QuestionsText): Asked[] {
  const { topics, talk, crisis, commands, unrelated } = questions
  const lists = (kind: string, record: Readonly<Record<string, readonly string[]>>) =>
    Object.entries(record).map(([name, phrases]) => ({ label: kind + name, phrases, typed: true }))
  return [
    ...lists('', topics),
    ...lists(SMALL_TALK, talk),
    ...lists(CRISIS, crisis),
    ...lists(COMMAND, commands),
    { label: UNRELATED, phrases: unrelated, typed: true },
  ]
}

/** What the line says, and the words and phrases it listens for. */
function ownTexts({ words, smallTalk, topics }: LanguageText, questions: QuestionsText): string[] {
  const pages = Object.values(topics).flatMap(({ title, keywords, examples, text, voice }) => [
    ...[title, ...keywords, ...examples],
    ...[...text, ...voice].map((page) => (typeof page === 'string' ? page : page.text)),
  ])
  const talk = Object.values(smallTalk.talk).flatMap(({ answer, asked }) => [answer, ...asked])
  return [
    ...pages,
    ...talk,
    ...Object.values(words.spelling),
    ...Object.values(words.crisis).flat(),
    ...Object.values(words.unless).flat(),
    ...Object.values(words.pleas).flat(),
    ...Object.values(words.sets).flat(),
    ...Object.values(words.phrases).flat(),
    ...words.person,
    ...words.opt_out,
    ...Object.values(questions.words).flat(),
  ]
}
