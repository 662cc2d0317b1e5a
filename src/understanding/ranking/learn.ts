/** Learning: derives the ranker for free questions from a corpus alone. Deterministic. */

import { type LearntLanguage, learnLanguage } from '../language-model.ts'
import { expandIn, phraseReader } from '../phrase-reader.ts'
import { samples } from '../phrase-samples.ts'
import { plain } from '../plain.ts'
import type { Spelling } from '../spelling.ts'
import type { Corpus, LanguageCorpus } from './corpus.ts'
import { type Concepts, featuresOf, lettersOf, STEM, stem } from './features.ts'
import type { Example } from './indexing.ts'
import { UNRELATED } from './labels.ts'
import type { Model } from './model.ts'
import { createRanker } from './rank.ts'
import type { Questions } from './rank-text.ts'
import { train } from './train.ts'

/** A text as people write it, and what it means. */
export type Sample = { label: string; words: readonly string[]; language: string }

/** Everything learnt from a corpus, which takes a second or two. */
export type Learnt = {
  model: Model
  vocabulary: readonly string[]
  languages: readonly LearntLanguage[]
}

/** What was learnt, with the parts of the corpus needed to apply it. */
export type Lesson = {
  taught: readonly Pick<LanguageCorpus, 'spelling' | 'concepts'>[]
  learnt: Learnt
}

export function learn(corpus: Corpus): Learnt {
  const concepts = conceptsOf(corpus)
  const all = Array.from(samplesOf(corpus))
  const rare = rareWords(all)
  const examples: Example[] = []
  for (const { label, words } of all) {
    const letters = lettersOf(words)
    examples.push({ label, features: featuresOf(words, concepts, () => true), letters })
    // also learn how the text looks if its rarer words are unknown
    if (words.some((word) => rare.has(word)))
      examples.push({
        label,
        features: featuresOf(words, concepts, (word) => !rare.has(word)),
        letters,
      })
  }
  const vocabulary = Array.from(new Set(all.flatMap(({ words }) => words)))
  const languages = corpus.map(({ language }) => learnLanguage(corpus, language))
  return { model: train(examples), vocabulary, languages }
}

/** Builds the ranker from what was learnt. */
export function compileQuestions({ taught, learnt }: Lesson, spelling: Spelling): Questions {
  const long = learnt.vocabulary.filter((word) => word.length > STEM)
  return {
    ranker: createRanker(learnt.model),
    concepts: conceptsOf(taught),
    vocabulary: new Set(learnt.vocabulary),
    stems: new Set(long.map(stem)),
    spelling,
  }
}

/** The synonyms of all languages. */
function conceptsOf(corpus: Lesson['taught']): Concepts {
  const concepts = new Map<string, string>()
  for (const { concepts: own, spelling } of corpus) {
    const expand = expandIn(spelling)
    for (const [concept, names] of Object.entries(own))
      for (const name of names) concepts.set(expand(plain(name).split(' ')).join(' '), concept)
  }
  const several = Array.from(concepts.keys()).filter((name) => name.includes(' '))
  return { of: concepts, begins: new Set(several.map((name) => name.slice(0, name.indexOf(' ')))) }
}

/** Sample texts for every meaning, in all languages. */
export function* samplesOf(corpus: Corpus): Generator<Sample> {
  for (const { language, asked, spelling, sets } of corpus) {
    const readPhrase = phraseReader({ spelling, sets })
    for (const { label, phrases } of asked)
      for (const phrase of phrases)
        for (const words of samples(readPhrase(phrase)))
          if (words.length > 0) yield { label, words, language }
  }
}

/** Words that occur in a single text, or only in unrelated texts. */
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
