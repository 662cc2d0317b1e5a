/** Review: who has read which text of the line, and whether it is still what they read. */
import { FaultsError } from './fault.ts'
import type { Cache } from './read/cache.ts'
import { type Files, readFiles, textOf } from './read/files.ts'
import { withLines } from './read/line-number.ts'
import { readWordLists } from './read/word-lists.ts'
import type { Source } from './read/yaml.ts'
import { lineTexts, type Said, smallTalkTexts, topicTexts } from './said.ts'
import type { Signature } from './schema/signature.ts'
import type { Topic } from './schema/topics.ts'
import { shortHash } from './short-hash.ts'

/** What is read and signed as one: a file, or an entry of one that holds several. */
export type Part = {
  /** The file, and after a # its entry. */
  id: string
  file: string
  /** The keys of the entry; none for a whole file. */
  entry: readonly string[]
  language: string
  /** A list of words that people use, of which nothing is said: it has no texts here. */
  kind: 'said' | 'interpreter' | 'words'
  topic?: Topic
  keywords: readonly string[]
  texts: readonly Said[]
  reviewedBy: Signature | null
  translatedFrom?: string | undefined
  /** Of all that its reviewer reads: with the keywords and the sources, but not when those were checked. */
  hash: string
  /** Of its texts alone, which is what a translation is made from. */
  textHash: string
  /** The same part in the first language. */
  original?: Part
}

/** What can be said of a part's review: `changed` was signed, and is not what was read then. */
export type ReviewState = 'reviewed' | 'changed' | 'unreviewed'

export function reviewState({ reviewedBy, hash: now }: Part): ReviewState {
  if (!reviewedBy) return 'unreviewed'
  return reviewedBy.hash === now ? 'reviewed' : 'changed'
}

/** Whether the original was changed since; `unknown` where the translation does not say from what it was made. */
export function translationState({
  original,
  translatedFrom,
}: Part): 'current' | 'older' | 'unknown' {
  if (!original) return 'current'
  if (translatedFrom === undefined) return 'unknown'
  return translatedFrom === original.textHash ? 'current' : 'older'
}

/** All parts of the project at `root`: what is said in each language, interpreters, lists of words. */
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

/** By language, and of the lines of `interpreters` together. */
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

/** The parts that are said, in the order of topics.yaml, each with its original in the first language. */
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
  texts: readonly Said[],
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
    const texts: Said[] = [{ file, path: [...path, 'text'], words: text }]
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

function wordsOf(texts: readonly Said[]): Record<string, unknown> {
  return Object.fromEntries(texts.map(({ path, words }) => [path.join('.'), words]))
}
