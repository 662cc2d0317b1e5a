/** The loader: content/ and flows/ as one checked whole, or all of their faults at once. */
import type { Flow } from '../flow/flow.ts'
import type { Phone } from '../phones/phone.ts'
import type { Lexicon } from '../understanding/understand.ts'
import { alphabetIn } from './compile/fill.ts'
import { compileFlow } from './compile/flow.ts'
import { compileLexicon } from './compile/lexicon.ts'
import {
  compileAdvocateWords,
  compileInterpreters,
  compileSafeWords,
  withInterpreters,
} from './compile/spoken-by-others.ts'
import { compileWording } from './compile/wording.ts'
import { type Fault, FaultsError } from './fault.ts'
import { type Cache, emptyCache } from './read/cache.ts'
import { type Files, type Names, readFiles } from './read/files.ts'
import { withLines } from './read/line-number.ts'
import { type Questions, readQuestions } from './read/questions.ts'
import type { Source } from './read/yaml.ts'
import { flowFaults } from './rules/flows.ts'
import { contentWarnings, staleFaults } from './rules/freshness.ts'
import { handoffFaults } from './rules/handoffs.ts'
import { interpreterFaults } from './rules/interpreters.ts'
import { keywordFaults } from './rules/keywords.ts'
import { languageFaults } from './rules/languages.ts'
import { phraseFaults } from './rules/phrases.ts'
import { sayableFaults } from './rules/sayable.ts'
import { sentenceFaults } from './rules/sentences.ts'
import { textFaults } from './rules/texts.ts'
import { wordingFaults } from './rules/wording.ts'
import type { Language, Topic } from './schema.ts'
import type {
  AdvocateWords,
  InterpreterWords,
  LineName,
  Medium,
  SafeWords,
  Wording,
} from './words.ts'

const media = ['text', 'voice'] as const satisfies Medium[]

/** Everything that the line says and does, ready for a turn. */
export type Content = {
  languages: Readonly<Record<string, Language>>
  topics: readonly Topic[]
  phones: Readonly<Record<string, Phone>>
  flows: Readonly<Record<Medium, Flow>>
  /** Compiled when it is first asked for, which takes a while: a server asks before it listens. */
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

export type Loading = {
  name: LineName
  /** What the build kept; without it all is parsed and learnt anew, which takes seconds. */
  cache?: Cache
  /** In milliseconds. */
  now?: number
  /** `later`: questions are read and checked when the lexicon is asked for, if it ever is. */
  questions?: 'now' | 'later'
}

/**
 * Reads and checks everything below `root`. Throws FaultsError with every fault found, so that one
 * reading is enough to mend them.
 */
export function loadContent(root: string, loading: Loading): Content {
  const { name, cache = emptyCache, now = Date.now(), questions: when = 'now' } = loading
  const source: Source = { root, parsed: cache.parsed, faults: [] }
  const { files, names } = readFiles(source)
  const questions = when === 'now' ? readQuestions(source, names) : undefined
  if (!files) throw new FaultsError(withLines(root, source.faults))

  const flows = { text: compileFlow(files, 'text'), voice: compileFlow(files, 'voice') }
  const compile = (medium: Medium) =>
    byLanguage(files, (language) => compileWording(files, language, medium, name, flows[medium]))
  const wording = { text: compile('text'), voice: compile('voice') }
  refuseFaults(source, [
    ...ruleFaults(files, flows, wording),
    ...(questions ? phraseFaults(files, questions) : []),
  ])
  const interpreters = compileInterpreters(files)
  for (const [language, words] of Object.entries(wording.text))
    wording.text[language] = withInterpreters(words, interpreters)
  const content = {
    languages: files.languages,
    topics: files.topics,
    phones: files.phones,
    flows,
    wording,
    safe: byLanguage(files, (language) => compileSafeWords(files, language, name)),
    advocate: compileAdvocateWords(files, name),
    interpreters,
    warnings: contentWarnings(files),
    stale: withLines(root, staleFaults(files, now)),
  }
  return withLexicon(content, () =>
    compileLexicon(files, questions ?? checkedQuestions(source, files, names), cache),
  )
}

/** Everything that holds of the files whoever asks; the rules of questions come with the questions. */
function ruleFaults(files: Files, flows: Content['flows'], wording: Content['wording']): Fault[] {
  return [
    ...handoffFaults(files),
    ...flowFaults(files, flows.text),
    ...flowFaults(files, flows.voice),
    ...sentenceFaults(flows.text),
    ...sentenceFaults(flows.voice),
    ...textFaults(files, flows),
    ...sayableFaults(files),
    ...keywordFaults(files),
    ...interpreterFaults(files),
    ...languageFaults(files, flows),
    ...media.flatMap((medium) =>
      Object.entries(wording[medium]).flatMap(([language, words]) =>
        wordingFaults(
          { language, alphabet: alphabetIn(files, language) },
          medium,
          words,
          flows[medium],
        ),
      ),
    ),
  ]
}

function checkedQuestions(source: Source, files: Files, names: Names): Questions {
  const questions = readQuestions(source, names)
  refuseFaults(source, questions ? phraseFaults(files, questions) : [])
  return questions ?? {}
}

/** Throws all faults, but for those that only follow from a file that can not be read. */
function refuseFaults({ root, faults }: Source, found: readonly Fault[]): void {
  const unread = new Set(faults.map(({ file }) => file))
  const all = [...faults, ...found.filter(({ file }) => !unread.has(file))]
  if (all.length > 0) throw new FaultsError(withLines(root, all))
}

/** Compiles when asked, and then lets go of what the lexicon is made from, which is large. */
function withLexicon(content: Omit<Content, 'lexicon'>, compile: () => Lexicon): Content {
  let lexicon: Lexicon | (() => Lexicon) = compile
  return {
    ...content,
    get lexicon() {
      if (typeof lexicon === 'function') lexicon = lexicon()
      return lexicon
    },
  }
}

function byLanguage<Value>(
  { languages }: Files,
  make: (language: string) => Value,
): Record<string, Value> {
  return Object.fromEntries(
    Object.keys(languages).map((language) => [language, make(language)] as const),
  )
}
