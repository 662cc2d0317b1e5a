/** The loader: content/ and flows/ as one checked whole, or all of their faults at once. */

import type { Lexicon } from '../understanding/lexicon.ts'
import { type Lesson, learn } from '../understanding/ranking/learn.ts'
import { corpusOf } from './compile/corpus.ts'
import { compileLexicon } from './compile/lexicon.ts'
import { compileRecordings } from './compile/recordings.ts'
import { compileAdvocateWords, compileSafeWords } from './compile/spoken-by-others.ts'
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
import { compileTalk, type Talk } from './talk.ts'
import type { AdvocateWords, LineName, SafeWords } from './words.ts'

/** Everything that the line says and does, ready for a turn. */
export type Content = Talk & {
  languages: Readonly<Record<string, Language>>
  /** Compiled when it is first asked for: a server asks before anybody texts. */
  lexicon: Lexicon
  /** Whether that takes a moment; else it is learnt anew, for seconds. */
  learnt: boolean
  safe: Readonly<Record<string, SafeWords>>
  advocate: AdvocateWords
  /** What people have read aloud, to be played instead of the synthetic voice. */
  recordings: Recordings
  /** How many texts there are, and how many nobody has read as they are now. Counted with the lexicon. */
  reviews: Reviews
  /** What may go on but should be known. */
  warnings: readonly Fault[]
  /** What nobody has checked for too long, numbers that everybody knows otherwise, recordings that are not played: a warning at start, an error in `harborline check`. */
  stale: readonly Fault[]
}

export type Loading = {
  name: LineName
  /** The line's own number, E.164, which no desk can have. */
  number?: string | undefined
  /** What the build kept; without it all is parsed and learnt anew, which takes seconds. */
  cache?: Cache
  /** In milliseconds. */
  now?: number
  /** `later`: questions are read and checked when the lexicon is asked for, if it ever is. */
  questions?: 'now' | 'later'
  /** Holds what people can say and be told against more than the rules, unless the build has. */
  prove?: (talk: Talk) => readonly Fault[]
}

/**
 * Reads and checks everything below `root`, but for what the build has checked. Throws FaultsError with
 * every fault found, so that one reading is enough to mend them.
 */
export function loadContent(root: string, loading: Loading): Content {
  return compileContent(readContent(root, loading), loading)
}

/** What was read, and is still to be held against the rules of wording. */
export type ReadContent = {
  source: Source
  files: Files
  /** Whether the files are known to keep every rule of their own. */
  checked: boolean
  /** The hash of all of them, if it was needed to know that. */
  hash?: string | undefined
  questions?: Questions | undefined
  /** What was learnt from people's questions, or is now. */
  lesson: () => Lesson
}

/** Reads everything below `root`. Throws FaultsError for what others rest on and can not be read. */
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

/** Everything that was read, ready for a turn. Throws FaultsError. */
export function compileContent(read: ReadContent, loading: Loading): Content {
  const { source, files, checked, questions, lesson } = read
  const { root } = source
  const { name, number, now = Date.now(), prove = () => [] } = loading
  const talk = compileTalk(files, name)
  const { flows, wording } = talk
  const audio = byLanguage(files, (language) => readAudio(source, language))
  refuseFaults(source, [
    ...(checked ? [] : fileFaults(files, flows)),
    ...against('own-number', ownNumberFaults(files, number)),
    ...allWordingFaults(files, flows, wording),
    ...(questions ? against('phrases', phraseFaults(files, questions)) : []),
  ])
  // of flows that break rules it would only say the same
  if (!checked) refuseFaults(source, prove(talk))
  const { recordings, faults } = compileRecordings(audio, wording.voice, flows.voice)
  const content = {
    ...talk,
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

/** Learns from the corpus, unless the cache did. */
function lessonOf(files: Files, questions: Questions, cache: Cache): Lesson {
  const corpus = corpusOf(files, questions)
  return { taught: corpus, learnt: cache.learnt(corpus) ?? learn(corpus) }
}

function checkedQuestions(source: Source, files: Files): Questions {
  const questions = readQuestions(source, namesIn(files))
  refuseFaults(source, questions ? against('phrases', phraseFaults(files, questions)) : [])
  return questions ?? {}
}

/** Throws all faults, but for those that only follow from a file that can not be read. */
function refuseFaults({ root, faults }: Source, found: readonly Fault[]): void {
  const unread = new Set(faults.map(({ file }) => file))
  const all = [...faults, ...found.filter(({ file }) => !unread.has(file))]
  if (all.length > 0) throw new FaultsError(withLines(root, once(all)))
}

/** Each fault once: what all media share, each of them finds. */
function once(faults: readonly Fault[]): Fault[] {
  return Array.from(new Map(faults.map((fault) => [JSON.stringify(fault), fault])).values())
}

type Later = Pick<Content, 'lexicon' | 'reviews'>

/** Makes the rest when any of it is asked for, and then lets go of what it is made from, which is large. */
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
