/** Samples: texts that a phrase matches. */
import type { Phrase, Sequence } from './phrase.ts'

/**
 * Texts that match a phrase, enough for each of its words to occur in one of them. The ranker
 * learns from them, and tests use them as examples.
 */
export function* samples(phrase: Phrase): Generator<string[]> {
  const rounds = widest(phrase.sequence)
  for (let round = 0; round < rounds; round++) yield sample(phrase.sequence, round)
}

function widest(sequence: Sequence): number {
  let most = 1
  for (const item of sequence)
    if (item.type === 'one-of') {
      const inner = item.choices.map(({ sequence: own }) => widest(own))
      most = Math.max(most, item.choices.length + (item.optional ? 1 : 0), ...inner)
    }
  return most
}

function sample(sequence: Sequence, round: number): string[] {
  return sequence.flatMap((item, place) => {
    if (item.type === 'word') return [item.word]
    if (item.type === 'start-of') return [item.letters]
    if (item.type !== 'one-of') return []
    const many = item.choices.length + (item.optional ? 1 : 0)
    // neighbours advance at different rates, so that the same words do not always meet
    const chosen = item.choices[(round * (place % 2 === 0 ? 1 : 3) + (many % 3 ? 0 : place)) % many]
    const all = item.choices[round % many]
    const pick = many % 3 === 0 ? all : chosen
    return pick ? sample(pick.sequence, round) : []
  })
}
