/** Reads content/ and flows/: YAML in, checked data out, every fault noted and none thrown. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { z } from 'zod'
import { FlowFile } from '../../flow/flow.ts'
import { Phones } from '../../phones/phone.ts'
import type { Fault } from '../fault.ts'
import {
  Interpreters,
  Languages,
  type LanguageText,
  LineQuestions,
  LineText,
  type Questions,
  SmallTalkText,
  TopicQuestions,
  Topics,
  TopicText,
  WordsText,
} from '../schema.ts'
import { parseYaml } from './yaml.ts'

/** The files of a project, as data. */
export type Files = {
  phones: z.infer<typeof Phones>
  topics: z.infer<typeof Topics>
  languages: z.infer<typeof Languages>
  interpreters: z.infer<typeof Interpreters>
  texts: Readonly<Record<string, LanguageText>>
  flows: { line: FlowFile; text: FlowFile; voice: FlowFile }
}

/**
 * Reads everything below `root`. A topic that can not be read is a fault and is left out; when a
 * file that others rest on can not be read, there are no files.
 */
export function readFiles(root: string): { files: Files | undefined; faults: Fault[] } {
  const faults: Fault[] = []
  const read = <Schema extends z.ZodType>(file: string, schema: Schema) =>
    readFile(root, file, schema, faults)

  const phones = read('content/phones.yaml', Phones)
  const topics = read('content/topics.yaml', Topics)
  const languages = read('content/languages.yaml', Languages)
  const interpreters = read('content/interpreters.yaml', Interpreters)
  const line = read('flows/line.yaml', FlowFile)
  const text = read('flows/text.yaml', FlowFile)
  const voice = read('flows/voice.yaml', FlowFile)
  const texts: Record<string, LanguageText> = {}
  for (const language of Object.keys(languages ?? {})) {
    const folder = `content/${language}`
    const own = read(`${folder}/line.yaml`, LineText)
    const words = read(`${folder}/words.yaml`, WordsText)
    const questions = readQuestions(
      root,
      folder,
      (topics ?? []).map(({ id }) => id),
      faults,
    )
    const smallTalk = read(`${folder}/smalltalk.yaml`, SmallTalkText)
    const topicTexts = listYaml(root, `${folder}/topics`, faults).flatMap((id) => {
      const text = read(`${folder}/topics/${id}.yaml`, TopicText)
      return text ? [[id, text] as const] : []
    })
    if (own && words && questions && smallTalk)
      texts[language] = {
        line: own,
        words,
        questions,
        smallTalk,
        topics: Object.fromEntries(topicTexts),
      }
  }
  const complete =
    phones && topics && languages && interpreters && line && text && voice
      ? { phones, topics, languages, interpreters, texts, flows: { line, text, voice } }
      : undefined
  const all = complete && Object.keys(complete.languages).every((language) => texts[language])
  return { files: all ? complete : undefined, faults }
}

/** One file a topic, in the order of content/topics.yaml: what is learnt rests on the order. */
function readQuestions(
  root: string,
  folder: string,
  order: readonly string[],
  faults: Fault[],
): Questions | undefined {
  const read = <Schema extends z.ZodType>(name: string, schema: Schema) =>
    readFile(root, `${folder}/questions/${name}.yaml`, schema, faults)
  const there = listYaml(root, `${folder}/questions`, faults)
  const place = (id: string) => (order.includes(id) ? order.indexOf(id) : order.length)
  const topics = there
    .toSorted((one, other) => place(one) - place(other))
    .flatMap((id) => {
      const own = read(id, TopicQuestions)
      return own ? [[id, own.asked] as const] : []
    })
  const words = read('line/words', LineQuestions.words)
  const talk = read('line/talk', LineQuestions.talk)
  const commands = read('line/commands', LineQuestions.commands)
  const crisis = read('line/crisis', LineQuestions.crisis)
  const unrelated = read('line/unrelated', LineQuestions.unrelated)
  if (!words || !talk || !commands || !crisis || !unrelated) return undefined
  return {
    topics: Object.fromEntries(topics),
    ...{ ...words, ...talk, ...commands, ...crisis, ...unrelated },
  }
}

function readFile<Schema extends z.ZodType>(
  root: string,
  file: string,
  schema: Schema,
  faults: Fault[],
): z.infer<Schema> | undefined {
  const source = readText(root, file, faults)
  if (source === undefined) return undefined
  const parsed = parseYaml(source)
  if ('problems' in parsed) {
    for (const problem of parsed.problems)
      faults.push({ file, key: '', problem, remedy: 'Correct the YAML at that line' })
    return undefined
  }
  const result = schema.safeParse(parsed.data)
  if (result.success) return result.data
  for (const issue of result.error.issues) {
    const key = issue.path.join('.')
    // a wrong key of a record says why only one level down
    const [reason] = issue.code === 'invalid_key' ? issue.issues : [issue]
    faults.push({
      file,
      key,
      problem: reason?.message ?? issue.message,
      remedy: 'Correct this key',
    })
  }
  return undefined
}

function readText(root: string, file: string, faults: Fault[]): string | undefined {
  try {
    return readFileSync(join(root, file), 'utf8')
  } catch {
    faults.push({
      file,
      key: '',
      problem: 'the file is missing or can not be read',
      remedy: 'Put it back, or check its permissions',
    })
    return undefined
  }
}

function listYaml(root: string, folder: string, faults: Fault[]): string[] {
  try {
    return readdirSync(join(root, folder))
      .filter((name) => name.endsWith('.yaml'))
      .map((name) => name.slice(0, -'.yaml'.length))
  } catch {
    faults.push({
      file: folder,
      key: '',
      problem: 'the folder is missing',
      remedy: 'Put it back with one file for each topic',
    })
    return []
  }
}
