/** Every kind of file that an operator writes: where it is, what it is for, and its shape. */
import { z } from 'zod'
import { FlowFile } from '../flow/flow.ts'
import { Phones } from '../phones/phone.ts'
import { AnswersText, SmallTalkText } from './schema/answers.ts'
import { Interpreters, Languages } from './schema/languages.ts'
import { LineText } from './schema/line.ts'
import { LineQuestions, TopicQuestions } from './schema/questions.ts'
import { RecordingsFile } from './schema/recordings.ts'
import { Topics, TopicText } from './schema/topics.ts'
import { DangerText, WordsText } from './schema/words.ts'

export type Kind = {
  /** Its name, which is also that of its JSON Schema: schemas/<name>.json. */
  name: string
  /** Where its files are, relative to the root; `*` stands for any name. */
  files: string
  about: string
  shape: z.ZodType
}

const inLanguage = (file: string) => `content/*/${file}.yaml`
const lineQuestions: Readonly<Record<keyof typeof LineQuestions, string>> = {
  words: 'Words that mean the same when a question is ranked',
  talk: 'Questions about the line itself and small talk, by the answer they get',
  commands: 'Ways to ask for what the line does, beside the words of words.yaml',
  crisis: 'What people in danger write, from which more of it is recognised',
  unrelated: 'Texts that no topic answers, so that the line does not guess',
}

export const kinds: readonly Kind[] = [
  {
    name: 'flow',
    files: 'flows/*.yaml',
    about: 'The conversation: nodes, menus, and what each event leads to; no wording',
    shape: FlowFile,
  },
  {
    name: 'phones',
    files: 'content/phones.yaml',
    about: 'Every phone number of the line, once, and how callers may be connected',
    shape: Phones,
  },
  {
    name: 'topics',
    files: 'content/topics.yaml',
    about: 'The topics with their sources, and the day on which they were checked',
    shape: Topics,
  },
  {
    name: 'languages',
    files: 'content/languages.yaml',
    about: 'The languages offered, the default one first',
    shape: Languages,
  },
  {
    name: 'interpreters',
    files: 'content/interpreters.yaml',
    about: 'The languages that only interpreters speak',
    shape: Interpreters,
  },
  {
    name: 'line',
    files: inLanguage('line'),
    about: 'What the line says in one language, beside the topics',
    shape: LineText,
  },
  {
    name: 'words',
    files: inLanguage('words'),
    about: 'What people write in one language: commands, phrases, danger',
    shape: WordsText,
  },
  {
    name: 'danger',
    files: inLanguage('danger'),
    about:
      'What people in danger write, from which it is told whether a phrase of words.yaml is lost',
    shape: DangerText,
  },
  {
    name: 'answers',
    files: inLanguage('answers'),
    about: "How people answer the line's own questions in one language",
    shape: AnswersText,
  },
  {
    name: 'smalltalk',
    files: inLanguage('smalltalk'),
    about: 'What people ask of the line itself, and its answers',
    shape: SmallTalkText,
  },
  {
    name: 'topic',
    files: inLanguage('topics/*'),
    about: 'One topic in one language: its title, keywords and pages',
    shape: TopicText,
  },
  {
    name: 'questions',
    files: inLanguage('questions/*'),
    about: 'How people ask for one topic',
    shape: TopicQuestions,
  },
  ...Object.entries(LineQuestions).map(([name, shape]) => ({
    name: `questions-${name}`,
    files: inLanguage(`questions/line/${name}`),
    about: lineQuestions[name as keyof typeof LineQuestions],
    shape,
  })),
  {
    name: 'recordings',
    files: 'content/*/audio/recordings.yaml',
    about: 'Which recordings were made of which texts',
    shape: RecordingsFile,
  },
]

/** The kind of a file, given relative to the root. */
export function kindOf(file: string): Kind | undefined {
  return kinds.find(({ files }) =>
    new RegExp(`^${files.replaceAll('.', '\\.').replaceAll('*', '[^/]+')}$`).test(file),
  )
}

/** The shape of the input as JSON Schema, for editors. Draft 7 is what all of them support. */
export function jsonSchemaOf({ about, shape }: Kind): z.core.JSONSchema.BaseSchema {
  const schema = z.toJSONSchema(shape, {
    target: 'draft-7',
    io: 'input',
    override: ({ jsonSchema }) => {
      // misleading here: that the program does not change a list does not keep anybody from writing
      // it
      delete jsonSchema.readOnly
    },
  })
  return { ...schema, title: about }
}
