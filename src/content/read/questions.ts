/**
 * Reads people's questions: one file per topic, and those in questions/line/ that belong to no
 * topic.
 */

import { noteIn } from '../fault.ts'
import { LineQuestions, type QuestionsText, TopicQuestions } from '../schema/questions.ts'
import type { Names } from './files.ts'
import { listYaml, readYaml, type Source } from './yaml.ts'

/** By language. */
export type Questions = Readonly<Record<string, QuestionsText>>

/** The questions of all languages; undefined if a required file cannot be read. */
export function readQuestions(source: Source, { languages, topics }: Names): Questions | undefined {
  const questions: Record<string, QuestionsText> = {}
  for (const language of languages) {
    const own = questionsIn(source, `content/${language}/questions`, topics)
    if (own) questions[language] = own
  }
  return languages.every((language) => questions[language]) ? questions : undefined
}

function questionsIn(
  source: Source,
  folder: string,
  order: readonly string[],
): QuestionsText | undefined {
  // learning depends on the order: that of content/topics.yaml, then everything else
  const place = (id: string) => (order.includes(id) ? order.indexOf(id) : order.length)
  const written = listYaml(source, folder)
  for (const id of order)
    if (!written.includes(id))
      noteIn(source.faults, `${folder}/${id}.yaml`)(
        '',
        'nobody has written how people ask for this topic',
        'Write it as the file of the same name of another language; `asked: []` will do at first',
      )
  const topics = written
    .toSorted((one, other) => place(one) - place(other))
    .flatMap((id) => {
      const own = readYaml(source, `${folder}/${id}.yaml`, TopicQuestions)
      return own ? [[id, own.asked] as const] : []
    })
  const line = `${folder}/line`
  const words = readYaml(source, `${line}/words.yaml`, LineQuestions.words)
  const talk = readYaml(source, `${line}/talk.yaml`, LineQuestions.talk)
  const commands = readYaml(source, `${line}/commands.yaml`, LineQuestions.commands)
  const crisis = readYaml(source, `${line}/crisis.yaml`, LineQuestions.crisis)
  const unrelated = readYaml(source, `${line}/unrelated.yaml`, LineQuestions.unrelated)
  if (!words || !talk || !commands || !crisis || !unrelated) return undefined
  return {
    topics: Object.fromEntries(topics),
    words: words.words,
    talk: talk.talk,
    commands: commands.commands,
    crisis: crisis.crisis,
    unrelated: unrelated.unrelated,
  }
}
