/** Reviews: who has signed which text, and whether the text has changed since. */
import { FaultsError } from './fault.ts'
import { type LocatedText, lineTexts, smallTalkTexts, topicTexts } from './located-texts.ts'
import type { Cache } from './read/cache.ts'
import { type Files, readFiles, textOf } from './read/files.ts'
import { withLines } from './read/line-number.ts'
import { readWordLists } from './read/word-lists.ts'
import type { Source } from './read/yaml.ts'
import type { Signature } from './schema/signature.ts'
import type { Topic } from './schema/topics.ts'
import { shortHash } from './short-hash.ts'

/** A unit that is read and signed as a whole: a file, or one entry of a file with several. */
export type Part = {
  /** The file, followed by # and its entry if it has one. */
  id: string
  file: string
  /** The keys of the entry; empty for a whole file. */
  entry: readonly string[]
  language: string
  /**
   * `words` is a list of words that people use; since none of them is said by the line, it has no
   * texts.
   */
  kind: 'said' | 'interpreter' | 'words'
  topic?: Topic
  keywords: readonly string[]
  texts: readonly LocatedText[]
  reviewedBy: Signature | null
  translatedFrom?: string | undefined
  /**
   * Hash of everything that its reviewer reads: with keywords and sources, but without the dates on
   * which those were checked.
   */
  hash: string
  /** Hash of its texts alone, which a translation is based on. */
  textHash: string
  /** The same part in the first language. */
  original?: Part
}

/** The state of a review. `changed`: it was signed, but has changed since. */
export type ReviewState = 'reviewed' | 'changed' | 'unreviewed'

export function reviewState({ reviewedBy, hash: now }: Part): ReviewState {
  if (!reviewedBy) return 'unreviewed'
  return reviewedBy.hash === now ? 'reviewed' : 'changed'
}

/**
 * Whether the original has changed since; `unknown` if the translation does not record what it was
 * based on.
 */
export function translationState({
  original,
  translatedFrom,
}: Part): 'current' | 'older' | 'unknown' {
  if (!original) return 'current'
  if (translatedFrom === undefined) return 'unknown'
  return translatedFrom === original.textHash ? 'current' : 'older'
}

/**
 * All parts of the project at `root`: what is said in each language, interpreters' lines, word
 * lists.
 */
export function readParts(root: string, cache: Cache): Part[] {
  const source: Source = { root, parsed: cache.parsed, faults: [] }
  const { files, names } = readFiles(source)
  const lists = readWordLists(source, names)
  if (!files || source.faults.length > 0) throw new FaultsError(withLines(root, source.faults))
  return [
    ...saidParts(files),
    ...interpreterParts(files),
    ...lists.map(({ file, language, list: { reviewedBy, ...words } }): Part => {
      const hash = shortHash(words)
      return { ...whole(file, language), kind: 'words', reviewedBy, hash, textHash: hash }
    }),
  ]
}

/** Counts by language, with all interpreters' lines under `interpreters`. */
export type Reviews = Readonly<Record<string, { texts: number; unreviewed: number }>>

export function reviewsOf(files: Files): Reviews {
  const reviews: Record<string, { texts: number; unreviewed: number }> = {}
  for (const part of [...saidParts(files), ...interpreterParts(files)]) {
    const name = part.kind === 'said' ? part.language : 'interpreters'
    const { texts, unreviewed } = reviews[name] ?? { texts: 0, unreviewed: 0 }
    const { length } = part.texts
    const waiting = reviewState(part) === 'reviewed' ? 0 : length
    reviews[name] = { texts: texts + length, unreviewed: unreviewed + waiting }
  }
  return reviews
}

/**
 * The parts that are said, in the order of topics.yaml, each linked to its original in the first
 * language.
 */
export function saidParts(files: Files): Part[] {
  const originals = new Map<string, Part>()
  return Object.keys(files.languages).flatMap((language, place) => {
    const parts = partsOf(files, language)
    return parts.map((part) => {
      const name = part.file.replace(/^content\/[^/]+\//, '')
      if (place === 0) originals.set(name, part)
      const original = originals.get(name)
      return original && place > 0 ? { ...part, original } : part
    })
  })
}

function partsOf(files: Files, language: string): Part[] {
  const { line, smallTalk, topics } = textOf(files, language)
  const file = (name: string) => `content/${language}/${name}.yaml`
  return [
    said(language, line, [...lineTexts(file('line'), line)]),
    said(language, smallTalk, [...smallTalkTexts(file('smalltalk'), smallTalk)]),
    ...files.topics.flatMap((topic) => {
      const own = topics[topic.id]
      if (!own) return []
      const texts = [...topicTexts(file(`topics/${topic.id}`), own)]
      return [said(language, own, texts, topic, own.keywords)]
    }),
  ]
}

type Signed = { reviewedBy: Signature | null; translatedFrom?: string | undefined }

function said(
  language: string,
  { reviewedBy, translatedFrom }: Signed,
  texts: readonly LocatedText[],
  topic?: Topic,
  keywords: readonly string[] = [],
): Part {
  const part = { ...whole(texts[0]?.file ?? '', language), keywords, texts, reviewedBy }
  const read = [wordsOf(texts), keywords, topic?.sources ?? []]
  return {
    ...part,
    kind: 'said',
    hash: shortHash(read),
    textHash: shortHash(wordsOf(texts)),
    translatedFrom,
    ...(topic && { topic }),
  }
}

function interpreterParts({ interpreters: { languages } }: Files): Part[] {
  const file = 'content/interpreters.yaml'
  return languages.map(({ id, reviewedBy, text, voice }): Part => {
    const path = ['languages', id]
    const texts: LocatedText[] = [{ file, path: [...path, 'text'], words: text }]
    if (voice) texts.push({ file, path: [...path, 'voice', 'text'], words: voice.text })
    return {
      ...whole(file, id),
      id: `${file}#${id}`,
      entry: path,
      kind: 'interpreter',
      texts,
      reviewedBy,
      hash: shortHash(wordsOf(texts)),
      textHash: shortHash(wordsOf(texts)),
    }
  })
}

function whole(file: string, language: string) {
  return { id: file, file, language, entry: [], keywords: [], texts: [] }
}

function wordsOf(texts: readonly LocatedText[]): Record<string, unknown> {
  return Object.fromEntries(texts.map(({ path, words }) => [path.join('.'), words]))
}
