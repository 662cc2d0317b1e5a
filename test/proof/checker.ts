/** The whole of the checker over files of which one is spoilt in memory: shapes, rules, age, reviews, the proof. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { compileDialogue, type Dialogue } from '../../src/content/dialogue.ts'
import { against, type Fault } from '../../src/content/fault.ts'
import { buildCache } from '../../src/content/read/cache.ts'
import type { Files } from '../../src/content/read/files.ts'
import { readQuestions } from '../../src/content/read/questions.ts'
import { readYaml, type Source } from '../../src/content/read/yaml.ts'
import { saidParts } from '../../src/content/review.ts'
import { allWordingFaults, fileFaults } from '../../src/content/rules/all.ts'
import { answerFaults } from '../../src/content/rules/answers.ts'
import { dangerFaults } from '../../src/content/rules/danger.ts'
import { staleFaults } from '../../src/content/rules/freshness.ts'
import { knownNumberFaults } from '../../src/content/rules/known-numbers.ts'
import { namedFaults } from '../../src/content/rules/named.ts'
import { phraseFaults } from '../../src/content/rules/phrases.ts'
import { toldWordFaults } from '../../src/content/rules/told-words.ts'
import { voiceFaults } from '../../src/content/rules/voices.ts'
import { AnswersText, SmallTalkText } from '../../src/content/schema/answers.ts'
import { Interpreters, Languages } from '../../src/content/schema/languages.ts'
import { LineText } from '../../src/content/schema/line.ts'
import type { QuestionsText } from '../../src/content/schema/questions.ts'
import { Topics, TopicText } from '../../src/content/schema/topics.ts'
import { DangerText, WordsText } from '../../src/content/schema/words.ts'
import type { Medium } from '../../src/content/words.ts'
import { FlowFile } from '../../src/flow/flow.ts'
import { transition } from '../../src/flow/transition.ts'
import { carrierWords } from '../../src/operator/check/carrier-words.ts'
import { figureFaults } from '../../src/operator/check/figures.ts'
import { reviewFaults } from '../../src/operator/check/review-faults.ts'
import { Phones } from '../../src/phones/phone.ts'
import { faultOf } from '../../src/proof/faults.ts'
import { prove } from '../../src/proof/prove.ts'
import { NAME, ROOT } from '../line.ts'
import { shippedFiles } from './altered.ts'

/** What a file of YAML holds, before anything is known of its shape. */
// biome-ignore lint/suspicious/noExplicitAny: what a mutant does to it is not bound by any shape
export type Data = any

/** What is said is reviewed, and translated. */
const SAID = /^content\/[a-z]{2}\/(line|smalltalk|topics\/)/

const TODAY = '2026-11-26'

const built = buildCache(ROOT)
const parsed = new Map<string, Data>()
/** A copy of what a shipped file holds. */
export function dataOf(file: string): Data {
  if (!parsed.has(file)) {
    const data = built.parsed(readFileSync(join(ROOT, file), 'utf8'))
    if (data === undefined) throw new Error(`${file} can not be read`)
    parsed.set(file, data)
  }
  return structuredClone(parsed.get(file))
}

/** The faults that check finds when a file holds this instead. `media`: those that are proved. */
export function faultsWith(file: string, data: Data, media: readonly Medium[] = []): Fault[] {
  const source: Source = { root: ROOT, parsed: () => data, faults: [] }
  const files = withFile(source, shippedFiles(), file)
  if (!files) return source.faults
  const talk = compileDialogue(files, NAME)
  const now = Date.parse(`${TODAY}T12:00:00Z`)
  const refused = [
    ...fileFaults(files, talk.flows),
    ...allWordingFaults(files, talk.flows, wordingBy(file, talk)),
    ...phrasesOf(files, file),
  ]
  const said = SAID.test(file) ? saidParts(files) : []
  const told = [
    ...refused,
    ...dangersOf(source, files, file),
    ...heardOf(files, file),
    ...against('age', staleFaults(files, now)),
    ...against('known-numbers', knownNumberFaults(files)),
    ...carrierWords(talk),
    ...figureFaults(said),
    ...reviewFaults(said, TODAY),
  ].filter(({ rule }) => rule !== 'review')
  // of files that break rules of their own a proof would only say the same
  if (refused.length > 0 || media.length === 0) return told
  const { findings } = prove(talk, transition, media)
  return [...told, ...findings.map((finding) => faultOf(finding, talk))]
}

/** What a file of one language says is heard in that language alone. */
function wordingBy(file: string, { wording }: Dialogue): Dialogue['wording'] {
  const [, language = ''] = /^content\/([a-z]+)\//.exec(file) ?? []
  const [text, voice] = [wording.text[language], wording.voice[language]]
  return text && voice ? { text: { [language]: text }, voice: { [language]: voice } } : wording
}

let questions: ReturnType<typeof readQuestions>
/** Of a language whose questions are read as before. */
const NOT_ASKED: QuestionsText = {
  ...{ topics: {}, words: {}, talk: {}, commands: {} },
  ...{ crisis: { self_harm: [], minor: [], danger: [] }, unrelated: [] },
}
/** Only words have phrases; the thousands of questions are read anew where they may be read in another way. */
function phrasesOf(files: Files, file: string): Fault[] {
  const [, language = ''] = /^content\/([a-z]+)\/words\.yaml$/.exec(file) ?? []
  const text = files.texts[language]
  if (!text) return []
  const own = { ...files, texts: { [language]: text } }
  const readBy = ({ texts }: Files) => [
    texts[language]?.words.spelling,
    texts[language]?.words.sets,
  ]
  if (isDeepStrictEqual(readBy(files), readBy(shippedFiles())))
    return against('phrases', phraseFaults(own, { [language]: NOT_ASKED }))
  const names = {
    languages: Object.keys(files.languages),
    topics: files.topics.map(({ id }) => id),
  }
  questions ??= readQuestions({ root: ROOT, parsed: built.parsed, faults: [] }, names)
  return questions ? against('phrases', phraseFaults(own, questions)) : []
}

/** Only words, and what they must find, have to do with danger. */
function dangersOf(source: Source, files: Files, file: string): Fault[] {
  const [, language = '', name] = /^content\/([a-z]+)\/(words|danger)\.yaml$/.exec(file) ?? []
  const words = files.texts[language]?.words
  if (!words) return []
  const shipped = { ...source, parsed: () => dataOf(`content/${language}/danger.yaml`) }
  const from = name === 'danger' ? source : shipped
  const danger = readYaml(from, `content/${language}/danger.yaml`, DangerText)
  return danger ? against('danger', dangerFaults(language, { words, danger })) : []
}

/** What else only `check` and `publish` look at, as far as it is about this file. */
function heardOf({ languages, interpreters, texts, flows }: Files, file: string): Fault[] {
  const lines = Object.fromEntries(Object.entries(texts).map(([own, { line }]) => [own, line]))
  if (/\/(words|line)\.yaml$/.test(file))
    return [
      ...against('told-words', toldWordFaults(texts)),
      ...against('named', namedFaults(lines, flows.text.sentences)),
    ]
  if (/\/(languages|interpreters)\.yaml$/.test(file))
    return against('voices', voiceFaults(languages, interpreters.languages))
  const [, language = ''] = /^content\/([a-z]+)\/answers\.yaml$/.exec(file) ?? []
  const answers = texts[language]?.answers
  return answers ? against('answers', answerFaults(language, answers)) : []
}

/** The files with one of them read anew. */
function withFile(source: Source, files: Files, file: string): Files | undefined {
  const { phones, topics, languages, interpreters, flows, texts } = files
  const [, flow] = /^flows\/(line|text|voice)\.yaml$/.exec(file) ?? []
  if (flow)
    return changed(readYaml(source, file, FlowFile), (own) => ({
      ...files,
      flows: { ...flows, [flow]: own },
    }))
  const [, language = '', name = ''] = /^content\/([a-z]+)\/(.+)\.yaml$/.exec(file) ?? []
  const text = texts[language]
  if (text) {
    const put = (part: object) => ({
      ...files,
      texts: { ...texts, [language]: { ...text, ...part } },
    })
    const [, topic] = /^topics\/(.+)$/.exec(name) ?? []
    if (topic)
      return changed(readYaml(source, file, TopicText), (own) =>
        put({ topics: { ...text.topics, [topic]: own } }),
      )
    if (name === 'line') return changed(readYaml(source, file, LineText), (line) => put({ line }))
    if (name === 'words')
      return changed(readYaml(source, file, WordsText), (words) => put({ words }))
    // nothing else rests on it
    if (name === 'danger') return changed(readYaml(source, file, DangerText), () => files)
    if (name === 'answers')
      return changed(readYaml(source, file, AnswersText), (answers) => put({ answers }))
    return changed(readYaml(source, file, SmallTalkText), (smallTalk) => put({ smallTalk }))
  }
  const all = { ...files, phones, topics, languages, interpreters }
  if (file.endsWith('phones.yaml'))
    return changed(readYaml(source, file, Phones), (own) => ({ ...all, phones: own }))
  if (file.endsWith('topics.yaml'))
    return changed(readYaml(source, file, Topics), (own) => ({ ...all, topics: own }))
  if (file.endsWith('languages.yaml'))
    return changed(readYaml(source, file, Languages), (own) => ({ ...all, languages: own }))
  return changed(readYaml(source, file, Interpreters), (own) => ({ ...all, interpreters: own }))
}

function changed<Value>(
  value: Value | undefined,
  put: (value: Value) => object,
): Files | undefined {
  // each reader above gives what its place holds
  return value === undefined ? undefined : (put(value) as Files)
}
