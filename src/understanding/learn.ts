/** What free questions are ranked with: learnt from the texts that mean each topic. */

import type { Files } from '../content/read/files.ts'
import { COMMAND, CRISIS, type Questions, SMALL_TALK, UNRELATED } from './classify.ts'
import { type Concepts, featuresOf, STEM, stem } from './features.ts'
import { type Lesson, lessonIn } from './language-model.ts'
import { samples } from './phrase.ts'
import { expandIn, phraseReader } from './phrase-reader.ts'
import { plain } from './plain.ts'
import { createRanker, type Example, type Model, train } from './rank.ts'
import type { Spelling } from './spelling.ts'

/** A text as people write it, and what it means. */
export type Sample = { label: string; words: readonly string[]; language: string }

/** What is learnt from all texts, which takes a second or two. */
export type Learnt = {
  model: Model
  vocabulary: readonly string[]
  tongues: readonly Lesson[]
}

export function learn(files: Files): Learnt {
  const concepts = conceptsOf(files)
  const all = Array.from(samplesOf(files))
  const rare = rareWords(all)
  const examples: Example[] = []
  for (const { label, words } of all) {
    examples.push({ label, features: featuresOf(words, concepts, () => true) })
    // how a text looks whose rarer words nobody has written before
    if (words.some((word) => rare.has(word)))
      examples.push({ label, features: featuresOf(words, concepts, (word) => !rare.has(word)) })
  }
  const vocabulary = Array.from(new Set(all.flatMap(({ words }) => words)))
  const tongues = Object.keys(files.texts).map((language) => lessonIn(files, language))
  return { model: train(examples), vocabulary, tongues }
}

export function compileQuestions(files: Files, learnt: Learnt, spelling: Spelling): Questions {
  const long = learnt.vocabulary.filter((word) => word.length > STEM)
  return {
    ranker: createRanker(learnt.model),
    concepts: conceptsOf(files),
    vocabulary: new Set(learnt.vocabulary),
    stems: new Set(long.map(stem)),
    spelling,
  }
}

/** Words that mean the same, in all languages. */
export function conceptsOf({ texts }: Files): Concepts {
  const concepts = new Map<string, string>()
  for (const { questions, words } of Object.values(texts)) {
    const expand = expandIn(words)
    for (const [concept, names] of Object.entries(questions.words))
      for (const name of names) concepts.set(expand(plain(name).split(' ')).join(' '), concept)
  }
  return { of: concepts, names: new Set(concepts.values()) }
}

/** Texts of every meaning, in all languages. */
export function* samplesOf({ texts }: Files): Generator<Sample> {
  for (const [language, { words, questions, smallTalk, topics }] of Object.entries(texts)) {
    const readPhrase = phraseReader(words)
    function* texts_(label: string, written: Iterable<string>): Generator<Sample> {
      for (const phrase of written)
        for (const sample of samples(readPhrase(phrase)))
          if (sample.length > 0) yield { label, words: sample, language }
    }
    for (const [id, { title, keywords, examples }] of Object.entries(topics))
      yield* texts_(id, [title, ...keywords, ...examples.map(plain)])
    for (const [about, { asked }] of Object.entries(smallTalk.talk))
      yield* texts_(SMALL_TALK + about, asked)
    const kinds = { '': questions.topics, [SMALL_TALK]: questions.talk, [CRISIS]: questions.crisis }
    for (const [kind, written] of Object.entries({ ...kinds, [COMMAND]: questions.commands }))
      for (const [name, texts] of Object.entries(written)) yield* texts_(kind + name, texts)
    yield* texts_(UNRELATED, questions.unrelated)
  }
}

/** Words of a single text, and words that only unrelated texts have. */
function rareWords(all: readonly Sample[]): ReadonlySet<string> {
  const seen = new Map<string, { count: number; related: boolean }>()
  for (const { label, words } of all)
    for (const word of words) {
      const entry = seen.get(word) ?? { count: 0, related: false }
      entry.count++
      entry.related ||= label !== UNRELATED
      seen.set(word, entry)
    }
  const rare = (entry: { count: number; related: boolean }) => entry.count === 1 || !entry.related
  return new Set(Array.from(seen).flatMap(([word, entry]) => (rare(entry) ? [word] : [])))
}
