/** The ranking methods that were compared: each returns topics for a text, most likely first. */
import MiniSearch from 'minisearch'
import type { Lexicon } from '../../src/understanding/lexicon.ts'
import type { Corpus } from '../../src/understanding/ranking/corpus.ts'
import { featuresOf, written } from '../../src/understanding/ranking/features.ts'
import { samplesOf } from '../../src/understanding/ranking/learn.ts'
import { rankText } from '../../src/understanding/ranking/rank-text.ts'
import { likeliestTopics } from '../../src/understanding/ranking/ranking.ts'
import { read } from '../../src/understanding/reading.ts'

export type Candidate = { name: string; rank: (text: string) => string[] }

export function candidates(
  corpus: Corpus,
  topics: ReadonlySet<string>,
  lexicon: Lexicon,
): Candidate[] {
  const samples = Array.from(samplesOf(corpus)).filter(({ label }) => topics.has(label))
  const wordsIn = (text: string) => read(lexicon.languages, text).words
  return [
    { name: 'keywords only', rank: keywords(lexicon, wordsIn) },
    { name: 'minisearch', rank: miniSearch(samples, wordsIn) },
    { name: 'naive Bayes', rank: naiveBayes(samples, lexicon, wordsIn) },
    {
      name: 'softmax regression (chosen)',
      rank: (text) =>
        likeliestTopics(rankText(lexicon.questions, wordsIn(text)), topics.size).map(
          ({ label }) => label,
        ),
    },
  ]
}

type Sample = { label: string; words: readonly string[] }
type Words = (text: string) => readonly string[]

/** The topic with the longest keyword in the text. */
function keywords(lexicon: Lexicon, wordsIn: Words) {
  return (text: string) => {
    const words = wordsIn(text)
    for (let length = Math.min(4, words.length); length > 0; length--) {
      const found = words.flatMap((_, at) => {
        const match = lexicon.keywords.get(words.slice(at, at + length).join(' '))
        return match ? [match.topic] : []
      })
      if (found.length > 0) return Array.from(new Set(found))
    }
    return []
  }
}

/** One document per topic with all its samples; typos only in longer words. */
function miniSearch(samples: readonly Sample[], wordsIn: Words) {
  const search = new MiniSearch({ fields: ['text'] })
  const texts = new Map<string, string[]>()
  for (const { label, words } of samples)
    texts.set(label, [...(texts.get(label) ?? []), words.join(' ')])
  for (const [id, lines] of texts) search.add({ id, text: lines.join('\n') })
  return (text: string) =>
    search
      .search(wordsIn(text).join(' '), {
        fuzzy: (term) => (term.length > 4 ? 0.2 : false),
        prefix: (term) => term.length > 4,
      })
      .map(({ id }) => id as string)
}

/** The same features as the chosen method, each counted independently. */
function naiveBayes(samples: readonly Sample[], { questions }: Lexicon, wordsIn: Words) {
  const counts = new Map<string, Map<string, number>>()
  const totals = new Map<string, number>()
  const features = (words: readonly string[]) =>
    featuresOf(words, questions.concepts, (word) => questions.vocabulary.has(word)).map(written)
  for (const { label, words } of samples)
    for (const feature of features(words)) {
      const own = counts.get(label) ?? new Map<string, number>()
      counts.set(label, own.set(feature, (own.get(feature) ?? 0) + 1))
      totals.set(label, (totals.get(label) ?? 0) + 1)
    }
  return (text: string) => {
    const own = features(wordsIn(text))
    const score = (label: string) =>
      own.reduce((sum, feature) => {
        const count = counts.get(label)?.get(feature) ?? 0
        return sum + Math.log((count + 0.1) / ((totals.get(label) ?? 0) + 1000))
      }, 0)
    return Array.from(counts.keys())
      .map((label) => ({ label, score: score(label) }))
      .sort((one, other) => other.score - one.score)
      .map(({ label }) => label)
  }
}
