/**
 * The loader: reads content/ and flows/ into one checked whole, or reports all of their faults at
 * once.
 */

import type { Lexicon } from '../understanding/lexicon.ts'
import { type Lesson, learn } from '../understanding/ranking/learn.ts'
import { corpusOf } from './compile/corpus.ts'
import { compileLexicon } from './compile/lexicon.ts'
import { compileRecordings } from './compile/recordings.ts'
import { compileAdvocateWords, compileSafeWords } from './compile/spoken-by-others.ts'
import { compileDialogue, type Dialogue } from './dialogue.ts'
import { against, type Fault, FaultsError } from './fault.ts'
import { type Cache, emptyCache } from './read/cache.ts'
import { type Files, namesIn, readFiles } from './read/files.ts'
import { withLines } from './read/line-number.ts'
import { type Questions, readQuestions } from './read/questions.ts'
import { readAudio } from './read/recordings.ts'
import type { Source } from './read/yaml.ts'
import type { Recordings } from './recordings.ts'
import { type Reviews, reviewsOf } from './review.ts'
import { allWordingFaults, fileFaults } from './rules/all.ts'
import { contentWarnings, staleFaults } from './rules/freshness.ts'
import { ownNumberFaults } from './rules/handoffs.ts'
import { knownNumberFaults } from './rules/known-numbers.ts'
import { phraseFaults } from './rules/phrases.ts'
import type { Language } from './schema/languages.ts'
import type { AdvocateWords, LineName, SafeWords } from './words.ts'

/** Everything that the line says and does, ready for a turn. */
export type Content = Dialogue & {
  languages: Readonly<Record<string, Language>>
  /** Compiled on first access, which a server triggers before anybody texts. */
  lexicon: Lexicon
  /**
   * Whether compiling takes only a moment; otherwise it has to learn first, which takes seconds.
   */
  learnt: boolean
  safe: Readonly<Record<string, SafeWords>>
  advocate: AdvocateWords
  /** Texts that people have recorded, played instead of the synthetic voice. */
  recordings: Recordings
  /**
   * The number of texts, and of those that nobody has reviewed in their present form. Computed
   * together with the lexicon.
   */
  reviews: Reviews
  /** Problems that do not prevent a start. */
  warnings: readonly Fault[]
  /**
   * Overdue checks, well-known numbers that differ, recordings that are not played: a warning at
   * start, an error in `harborline check`.
   */
  stale: readonly Fault[]
}

export type Loading = {
  name: LineName
  /** The line's own number, E.164, which no desk may have. */
  number?: string | undefined
  /** The build's cache; without it everything is parsed and learnt again, which takes seconds. */
  cache?: Cache
  /** The current time, in milliseconds. */
  now?: number
  /** `later`: questions are read and checked only if the lexicon is accessed. */
  questions?: 'now' | 'later'
  /** Checks conversations beyond the rules, unless the build has done so. */
  prove?: (dialogue: Dialogue) => readonly Fault[]
}

/**
 * Reads and checks everything below `root`, except what the build has checked. Throws FaultsError
 * with all faults found, so that one run is enough to fix them.
 */
export function loadContent(root: string, loading: Loading): Content {
  return compileContent(readContent(root, loading), loading)
}

/** Content that was read but not yet checked against the rules of wording. */
export type ReadContent = {
  source: Source
  files: Files
  /** Whether the files are known to satisfy all rules of their own. */
  checked: boolean
  /** The hash of all files, if it was computed for that. */
  hash?: string | undefined
  questions?: Questions | undefined
  /** Returns what was learnt from people's questions, learning it now if necessary. */
  lesson: () => Lesson
}

/** Reads everything below `root`. Throws FaultsError if an essential file cannot be read. */
export function readContent(root: string, loading: Loading): ReadContent {
  const { cache = emptyCache, questions: when = 'now' } = loading
  const source: Source = { root, parsed: cache.parsed, faults: [] }
  const checked = cache.checked(root)
  const { files, names } = checked ? { files: checked.files, names: undefined } : readFiles(source)
  const questions = names && when === 'now' ? readQuestions(source, names) : undefined
  if (!files) throw new FaultsError(withLines(root, source.faults))
  const lesson = () =>
    checked?.lesson() ?? lessonOf(files, questions ?? checkedQuestions(source, files), cache)
  return { source, files, questions, checked: checked !== undefined, hash: checked?.hash, lesson }
}

/** Compiles what was read into everything a turn needs. Throws FaultsError. */
export function compileContent(read: ReadContent, loading: Loading): Content {
  const { source, files, checked, questions, lesson } = read
  const { root } = source
  const { name, number, now = Date.now(), prove = () => [] } = loading
  const dialogue = compileDialogue(files, name)
  const { flows, wording } = dialogue
  const audio = byLanguage(files, (language) => readAudio(source, language))
  refuseFaults(source, [
    ...(checked ? [] : fileFaults(files, flows)),
    ...against('own-number', ownNumberFaults(files, number)),
    ...allWordingFaults(files, flows, wording),
    ...(questions ? against('phrases', phraseFaults(files, questions)) : []),
  ])
  // for flows that break rules the proof would only say the same
  if (!checked) refuseFaults(source, prove(dialogue))
  const { recordings, faults } = compileRecordings(audio, wording.voice, flows.voice)
  const content = {
    ...dialogue,
    languages: files.languages,
    safe: byLanguage(files, (language) => compileSafeWords(files, language, name)),
    advocate: compileAdvocateWords(files, name),
    recordings,
    warnings: contentWarnings(files),
    stale: withLines(root, [
      ...against('age', staleFaults(files, now)),
      ...against('known-numbers', knownNumberFaults(files)),
      ...against('recordings', faults),
    ]),
    learnt: checked,
  }
  return withLater(content, () => ({
    lexicon: compileLexicon(files, lesson()),
    reviews: reviewsOf(files),
  }))
}

/** Learns from the corpus, unless the cache has the result. */
function lessonOf(files: Files, questions: Questions, cache: Cache): Lesson {
  const corpus = corpusOf(files, questions)
  return { taught: corpus, learnt: cache.learnt(corpus) ?? learn(corpus) }
}

function checkedQuestions(source: Source, files: Files): Questions {
  const questions = readQuestions(source, namesIn(files))
  refuseFaults(source, questions ? against('phrases', phraseFaults(files, questions)) : [])
  return questions ?? {}
}

/** Throws all faults, except those that merely follow from an unreadable file. */
function refuseFaults({ root, faults }: Source, found: readonly Fault[]): void {
  const unread = new Set(faults.map(({ file }) => file))
  const all = [...faults, ...found.filter(({ file }) => !unread.has(file))]
  if (all.length > 0) throw new FaultsError(withLines(root, once(all)))
}

/** Removes duplicates: every medium finds the faults in shared files. */
function once(faults: readonly Fault[]): Fault[] {
  return Array.from(new Map(faults.map((fault) => [JSON.stringify(fault), fault])).values())
}

type Later = Pick<Content, 'lexicon' | 'reviews'>

/** Adds the remaining parts lazily, and then releases their large inputs. */
function withLater(content: Omit<Content, keyof Later>, make: () => Later): Content {
  let later: Later | (() => Later) = make
  function made(): Later {
    if (typeof later === 'function') later = later()
    return later
  }
  return {
    ...content,
    get lexicon() {
      return made().lexicon
    },
    get reviews() {
      return made().reviews
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
