/** A ranking: the probability of each meaning of a text, and what is asked of it. */
import type { Feature } from './features.ts'
import type { Labels } from './labels.ts'

export type Ranking = {
  features: readonly Feature[]
  /** Each feature's place in the model; -1 if the model does not know it. */
  places: readonly number[]
  labels: Labels
  /** The probability of each label. */
  scores: Float64Array
}

export type Ranked = { label: string; score: number }

export function scoreOf({ labels, scores }: Ranking, label: string): number {
  return scores[labels.names.indexOf(label)] ?? 0
}

/** The likeliest label of all. */
export function bestOf(ranking: Ranking): Ranked {
  const { scores } = ranking
  let best = 0
  for (let label = 1; label < scores.length; label++)
    if ((scores[label] ?? 0) > (scores[best] ?? 0)) best = label
  return rankedAt(ranking, best)
}

/** The likeliest topics, likeliest first. */
export function likeliestTopics({ labels, scores }: Ranking, most: number): Ranked[] {
  const best: number[] = []
  for (const label of labels.topics) {
    const score = scores[label] ?? 0
    let at = best.length
    while (at > 0 && score > (scores[best[at - 1] ?? -1] ?? 0)) at--
    if (at >= most) continue
    best.splice(at, 0, label)
    if (best.length > most) best.pop()
  }
  return best.map((label) => rankedAt({ labels, scores }, label))
}

/** The likeliest kind of danger. */
export function gravestOf({ labels, scores }: Ranking): Ranked | undefined {
  let [gravest] = labels.crises
  if (gravest === undefined) return undefined
  for (const label of labels.crises)
    if ((scores[label] ?? 0) > (scores[gravest] ?? 0)) gravest = label
  return rankedAt({ labels, scores }, gravest)
}

/** The probability that a text reports danger, of whatever kind. */
export function dangerIn({ labels, scores }: Ranking): number {
  return sum(scores, labels.crises)
}

/** The probability that a text asks for a topic, whichever it is. */
export function topicIn({ labels, scores }: Ranking): number {
  return sum(scores, labels.topics)
}

function sum(scores: Float64Array, among: readonly number[]): number {
  let total = 0
  for (const label of among) total += scores[label] ?? 0
  return total
}

function rankedAt({ labels, scores }: Pick<Ranking, 'labels' | 'scores'>, label: number): Ranked {
  return { label: labels.names[label] ?? '', score: scores[label] ?? 0 }
}
