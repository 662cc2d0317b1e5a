/** Rules for phrases and questions: each can be parsed, and belongs to an existing topic. */
import { PhraseError } from '../../understanding/phrase.ts'
import { type PhraseReader, phraseReader } from '../../understanding/phrase-reader.ts'
import { type Fault, noteIn } from '../fault.ts'
import type { Files, LanguageText } from '../read/files.ts'
import type { Questions } from '../read/questions.ts'
import type { QuestionsText } from '../schema/questions.ts'

/** Faults of phrases and questions. */
export function phraseFaults({ texts, topics }: Files, questions: Questions): Fault[] {
  const ids = new Set(topics.map(({ id }) => id))
  return Object.entries(texts).flatMap(([language, text]) => {
    const own = questions[language]
    if (!own) return []
    const folder = `content/${language}`
    return [
      ...unheard(folder, text),
      ...unreadable(folder, text, own),
      ...misnamed(folder, text, own, ids),
    ]
  })
}

/** Kinds of danger without any phrase. */
function unheard(folder: string, { words: { crisis } }: LanguageText): Fault[] {
  return Object.entries(crisis)
    .filter(([, phrases]) => phrases.length === 0)
    .map(([kind]) => ({
      file: `${folder}/words.yaml`,
      key: `crisis.${kind}`,
      problem: 'no phrase is here, so that nobody who writes of it is understood at once',
      remedy: 'Write how people say it, as the other languages have it',
    }))
}

/** Questions for topics or answers that do not exist. */
function misnamed(
  folder: string,
  { smallTalk }: LanguageText,
  { topics, talk }: QuestionsText,
  ids: ReadonlySet<string>,
): Fault[] {
  const faults: Fault[] = []
  const note = (file: string, ...rest: [key: string, problem: string, remedy: string]) =>
    noteIn(faults, `${folder}/questions/${file}.yaml`)(...rest)
  for (const id of Object.keys(topics))
    if (!ids.has(id))
      note(
        id,
        '',
        'content/topics.yaml has no such topic',
        'Correct the name of this file, or remove it',
      )
  for (const about of Object.keys(talk))
    if (!smallTalk.talk[about])
      note(
        'line/talk',
        `talk.${about}`,
        'smalltalk.yaml has no such answer',
        'Correct its name, or remove it',
      )
  return faults
}

function unreadable(folder: string, text: LanguageText, questions: QuestionsText): Fault[] {
  const faults: Fault[] = []
  const note = (file: string, key: string, problem: string) =>
    noteIn(faults, `${folder}/${file}`)(key, problem, 'Write it as docs/understanding.md shows')
  const read = readerOf(text, (problem) => note('words.yaml', 'sets', problem))
  if (!read) return faults
  for (const { file, key, phrases } of allPhrases(text, questions))
    for (const [at, written] of phrases.entries()) {
      // plain words are always valid, and most of the thousands of texts are just that
      if (/^[\p{L}\p{N}' ]+$/u.test(written)) continue
      try {
        read(written)
      } catch (error) {
        if (!(error instanceof PhraseError)) throw error
        note(file, `${key}.${at}`, `'${written}': ${error.message}`)
      }
    }
  return faults
}

function readerOf(
  { words }: LanguageText,
  note: (problem: string) => void,
): PhraseReader | undefined {
  try {
    return phraseReader(words)
  } catch (error) {
    if (!(error instanceof PhraseError)) throw error
    note(error.message)
    return undefined
  }
}

type Written = { file: string; key: string; phrases: readonly string[] }

function allPhrases({ words, smallTalk }: LanguageText, questions: QuestionsText): Written[] {
  const lists = (file: string, under: string, record: object) =>
    Object.entries(record).map(([name, phrases]) => ({ file, key: `${under}.${name}`, phrases }))
  const { topics, talk, commands, crisis, unrelated } = questions
  return [
    ...lists('words.yaml', 'phrases', words.phrases),
    ...lists('words.yaml', 'crisis', words.crisis),
    ...lists('words.yaml', 'unless', words.unless),
    ...lists('questions/line/talk.yaml', 'talk', talk),
    ...lists('questions/line/commands.yaml', 'commands', commands),
    ...lists('questions/line/crisis.yaml', 'crisis', crisis),
    { file: 'questions/line/unrelated.yaml', key: 'unrelated', phrases: unrelated },
    ...Object.entries(topics).map(([id, phrases]) => ({
      file: `questions/${id}.yaml`,
      key: 'asked',
      phrases,
    })),
    ...Object.entries(smallTalk.talk).map(([about, { asked }]) => ({
      file: 'smalltalk.yaml',
      key: `talk.${about}.asked`,
      phrases: asked,
    })),
  ]
}
