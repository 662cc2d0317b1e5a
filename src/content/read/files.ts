/** Reads content/ and flows/, except people's questions: YAML in, checked data out. */
import type { z } from 'zod'
import { FlowFile } from '../../flow/flow.ts'
import { Phones } from '../../phones/phone.ts'
import { noteIn } from '../fault.ts'
import { nearest } from '../nearest.ts'
import { AnswersText, SmallTalkText } from '../schema/answers.ts'
import { Interpreters, Languages } from '../schema/languages.ts'
import { LineText } from '../schema/line.ts'
import { Topics, TopicText } from '../schema/topics.ts'
import { WordsText } from '../schema/words.ts'
import { isThereAsYml, listYaml, RENAME, readYaml, type Source } from './yaml.ts'

/** Everything read from one language's folder, except its questions. */
export type LanguageText = {
  line: LineText
  words: WordsText
  answers: AnswersText
  smallTalk: SmallTalkText
  topics: Readonly<Record<string, TopicText>>
}

/** The files of a project, as data. */
export type Files = {
  phones: z.infer<typeof Phones>
  topics: z.infer<typeof Topics>
  languages: z.infer<typeof Languages>
  interpreters: z.infer<typeof Interpreters>
  texts: Readonly<Record<string, LanguageText>>
  flows: { line: FlowFile; text: FlowFile; voice: FlowFile }
}

/** Names that other files refer to, as far as they could be read. */
export type Names = { languages: readonly string[]; topics: readonly string[] }

/**
 * Reads everything below the root. An unreadable topic is a fault and is left out; if an essential
 * file cannot be read, there are no files.
 */
export function readFiles(source: Source): { files: Files | undefined; names: Names } {
  const read = <Schema extends z.ZodType>(file: string, schema: Schema) =>
    readYaml(source, file, schema)
  const phones = read('content/phones.yaml', Phones)
  const topics = read('content/topics.yaml', Topics)
  const languages = read('content/languages.yaml', Languages)
  const interpreters = read('content/interpreters.yaml', Interpreters)
  const line = read('flows/line.yaml', FlowFile)
  const text = read('flows/text.yaml', FlowFile)
  const voice = read('flows/voice.yaml', FlowFile)
  const names = namesIn({ languages: languages ?? {}, topics: topics ?? [] })
  const texts: Record<string, LanguageText> = {}
  for (const language of names.languages) {
    const own = readTexts(source, language, names.topics)
    if (own) texts[language] = own
  }
  const complete =
    phones && topics && languages && interpreters && line && text && voice
      ? { phones, topics, languages, interpreters, texts, flows: { line, text, voice } }
      : undefined
  const all = names.languages.every((language) => texts[language])
  return { files: all ? complete : undefined, names }
}

/** The names defined by these files. */
export function namesIn({ languages, topics }: Pick<Files, 'languages' | 'topics'>): Names {
  return { languages: Object.keys(languages), topics: topics.map(({ id }) => id) }
}

function readTexts(
  source: Source,
  language: string,
  ids: readonly string[],
): LanguageText | undefined {
  const folder = `content/${language}`
  const line = readYaml(source, `${folder}/line.yaml`, LineText)
  const words = readYaml(source, `${folder}/words.yaml`, WordsText)
  const answers = readYaml(source, `${folder}/answers.yaml`, AnswersText)
  const smallTalk = readYaml(source, `${folder}/smalltalk.yaml`, SmallTalkText)
  const written = listYaml(source, `${folder}/topics`)
  const strange = written.filter((id) => !ids.includes(id))
  // a misspelt file name is reported as such
  for (const id of ids)
    if (!written.includes(id) && !strange.some((name) => nearest(name, ids) === id))
      noteIn(source.faults, `${folder}/topics/${id}.yaml`)(
        '',
        'this topic is not translated',
        isThereAsYml(source.root, `${folder}/topics/${id}.yaml`)
          ? RENAME
          : `Write it in '${language}', with the keys of the other languages`,
      )
  const topics = written.flatMap((id) => {
    const text = readYaml(source, `${folder}/topics/${id}.yaml`, TopicText)
    return text ? [[id, text] as const] : []
  })
  if (!line || !words || !answers || !smallTalk) return undefined
  return { line, words, answers, smallTalk, topics: Object.fromEntries(topics) }
}

/** The texts of an offered language. */
export function textOf({ texts }: Pick<Files, 'texts'>, language: string): LanguageText {
  const text = texts[language]
  if (!text) throw new Error('a language without texts')
  return text
}
