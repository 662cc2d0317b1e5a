/** The rules of phrases and questions: each can be read, and belongs to a topic that is there. */
import { PhraseError } from '../../understanding/phrase.ts'
import { phraseReader } from '../../understanding/phrase-reader.ts'
import type { Fault } from '../fault.ts'
import type { Files } from '../read/files.ts'
import type { LanguageText } from '../schema.ts'
import { namesSubject } from './wording.ts'

/** Faults of what people's own words are held against. */
export function phraseFaults(files: Files): Fault[] {
  const topics = new Set(files.topics.map(({ id }) => id))
  return Object.entries(files.texts).flatMap(([language, text]) => [
    ...unreadable(language, text),
    ...tellingTalk(language, text),
    ...Object.keys(text.questions.topics)
      .filter((id) => !topics.has(id))
      .map((id) => ({
        file: `content/${language}/questions/${id}.yaml`,
        key: '',
        problem: 'content/topics.yaml has no such topic',
        remedy: 'Correct the name of the file, or remove it',
      })),
    ...Object.keys(text.questions.talk)
      .filter((about) => !text.smallTalk.talk[about])
      .map((about) => ({
        file: `content/${language}/questions/line/talk.yaml`,
        key: `talk.${about}`,
        problem: 'smalltalk.yaml has no such answer',
        remedy: 'Correct its name, or remove it',
      })),
  ])
}

/** Answers that come before the gate, and say too much to whoever reads them. */
function tellingTalk(language: string, { smallTalk: { talk } }: LanguageText): Fault[] {
  return Object.entries(talk)
    .filter(([, { beforeGate, answer }]) => beforeGate && namesSubject(answer))
    .map(([about]) => ({
      file: `content/${language}/smalltalk.yaml`,
      key: `talk.${about}`,
      problem: 'this answer comes before the gate and gives the subject away',
      remedy: 'Name no subject in it, or leave out beforeGate',
    }))
}

function unreadable(language: string, text: LanguageText): Fault[] {
  const fault = (file: string, key: string, problem: string): Fault => ({
    file: `content/${language}/${file}`,
    key,
    problem,
    remedy: 'Write it as docs/understanding.md shows',
  })
  let read: ReturnType<typeof phraseReader>
  try {
    read = phraseReader(text.words)
  } catch (error) {
    if (!(error instanceof PhraseError)) throw error
    return [fault('words.yaml', 'sets', error.message)]
  }
  const faults: Fault[] = []
  for (const [file, key, written] of allPhrases(text)) {
    // nothing can be wrong with words alone, and most of the thousands of texts are that
    if (/^[\p{L}\p{N}' ]+$/u.test(written)) continue
    try {
      read(written)
    } catch (error) {
      if (!(error instanceof PhraseError)) throw error
      faults.push(fault(file, key, `'${written}': ${error.message}`))
    }
  }
  return faults
}

function* allPhrases(text: LanguageText): Generator<[file: string, key: string, written: string]> {
  const { words, questions, smallTalk } = text
  const lists: [string, Readonly<Record<string, readonly string[]>>, string][] = [
    ['words.yaml', words.phrases, 'phrases.'],
    ['words.yaml', words.crisis, 'crisis.'],
    ['words.yaml', words.unless, 'unless.'],
    ['questions/line/talk.yaml', questions.talk, 'talk.'],
    ['questions/line/commands.yaml', questions.commands, 'commands.'],
    ['questions/line/crisis.yaml', questions.crisis, 'crisis.'],
    ['questions/line/unrelated.yaml', { unrelated: questions.unrelated }, ''],
  ]
  for (const [file, record, under] of lists)
    for (const [name, list] of Object.entries(record))
      for (const written of list) yield [file, under + name, written]
  for (const [id, asked] of Object.entries(questions.topics))
    for (const written of asked) yield [`questions/${id}.yaml`, 'asked', written]
  for (const [about, { asked }] of Object.entries(smallTalk.talk))
    for (const written of asked) yield ['smalltalk.yaml', `talk.${about}.asked`, written]
}
