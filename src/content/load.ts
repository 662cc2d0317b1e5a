/** The loader: content/ and flows/ as one checked whole, or all of their faults at once. */
import type { Flow, FlowFile } from '../flow/flow.ts'
import type { Phone } from '../phones/phone.ts'
import type { Lexicon } from '../understanding/understand.ts'
import { compileLexicon } from './compile/lexicon.ts'
import {
  type AdvocateWords,
  compileAdvocateWords,
  compileInterpreters,
  compileSafeWords,
  compileWording,
  type InterpreterWords,
  type LineName,
  type Medium,
  pageCounts,
  type SafeWords,
  type Wording,
  withInterpreters,
} from './compile/wording.ts'
import { type Fault, FaultsError } from './fault.ts'
import { type Files, readFiles } from './read/files.ts'
import { flowFaults } from './rules/flows.ts'
import { contentWarnings, staleFaults } from './rules/freshness.ts'
import { handoffFaults } from './rules/handoffs.ts'
import { interpreterFaults } from './rules/interpreters.ts'
import { phraseFaults } from './rules/phrases.ts'
import { textFaults } from './rules/texts.ts'
import { wordingFaults } from './rules/wording.ts'
import type { Language, Topic } from './schema.ts'

const media = ['text', 'voice'] as const satisfies Medium[]

/** Everything that the line says and does, ready for a turn. */
export type Content = {
  languages: Readonly<Record<string, Language>>
  topics: readonly Topic[]
  phones: Readonly<Record<string, Phone>>
  flows: Readonly<Record<Medium, Flow>>
  lexicon: Lexicon
  wording: Readonly<Record<Medium, Readonly<Record<string, Wording>>>>
  safe: Readonly<Record<string, SafeWords>>
  advocate: AdvocateWords
  /** The languages that only interpreters speak. */
  interpreters: readonly InterpreterWords[]
  /** What may go on but should be known. */
  warnings: readonly string[]
  /** What nobody has checked for too long: a warning at start, an error in `harborline check`. */
  stale: readonly Fault[]
}

/**
 * Reads and checks everything below `root`. Throws FaultsError with every fault found, so that one
 * reading is enough to mend them. `now` in milliseconds.
 */
export function loadContent(root: string, name: LineName, now = Date.now()): Content {
  const { files, faults } = readFiles(root)
  if (!files) throw new FaultsError(faults)
  const flows = { text: compileFlow(files, 'text'), voice: compileFlow(files, 'voice') }
  const languages = Object.keys(files.languages)
  const compile = (medium: Medium) =>
    Object.fromEntries(
      languages.map((language) => [
        language,
        compileWording(files, language, medium, name, flows[medium]),
      ]),
    )
  const wording = { text: compile('text'), voice: compile('voice') }

  // what follows from a file that can not be read is not a second fault of it
  const unread = new Set(faults.map(({ file }) => file))
  const found = [
    ...handoffFaults(files),
    ...flowFaults(files, flows.text),
    ...flowFaults(files, flows.voice),
    ...textFaults(files, flows),
    ...interpreterFaults(files),
    ...phraseFaults(files),
    ...media.flatMap((medium) =>
      Object.entries(wording[medium]).flatMap(([language, words]) =>
        wordingFaults(language, medium, words, flows[medium]),
      ),
    ),
  ]
  faults.push(...found.filter(({ file }) => !unread.has(file)))
  if (faults.length > 0) throw new FaultsError(faults)
  const interpreters = compileInterpreters(files)
  for (const [language, words] of Object.entries(wording.text))
    wording.text[language] = withInterpreters(words, interpreters)
  return {
    languages: files.languages,
    topics: files.topics,
    phones: files.phones,
    flows,
    lexicon: compileLexicon(files),
    wording,
    safe: Object.fromEntries(
      languages.map((language) => [language, compileSafeWords(files, language, name)]),
    ),
    advocate: compileAdvocateWords(files, name),
    interpreters,
    warnings: contentWarnings(files),
    stale: staleFaults(files, now),
  }
}

/** A medium's flow: its own file over the nodes that all media share. */
function compileFlow(files: Files, medium: Medium): Flow {
  const shared = files.flows.line
  const own: FlowFile = files.flows[medium]
  const sentences = { ...shared.sentences, ...own.sentences }
  return {
    name: medium,
    start: own.start ?? shared.start ?? '',
    home: own.home ?? shared.home ?? '',
    lost: own.lost ?? shared.lost ?? '',
    callback: own.callback ?? own.start ?? '',
    on: { ...shared.on, ...own.on },
    nodes: { ...shared.nodes, ...own.nodes },
    sentences,
    says: saysOf(sentences),
    pages: pageCounts(files, medium),
    languages: Object.keys(files.languages) as [string, ...string[]],
  }
}

/** Which sentence is said at which moment. */
function saysOf(sentences: Flow['sentences']): Flow['says'] {
  return Object.fromEntries(
    Object.entries(sentences).flatMap(([key, { when }]) => (when ? [[when, key]] : [])),
  )
}
