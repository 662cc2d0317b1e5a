/** Loans: words that are the same in all languages, and tell none of them: OK, LOS ANGELES. */
import { longestRunAt, type Runs } from './runs.ts'

/** The most words of one loan: EAST LOS ANGELES. */
const LONGEST_LOAN = 3

/** The words that are left beside loans. */
export function withoutLoans(loans: Runs, words: readonly string[]): string[] {
  const left: string[] = []
  for (let at = 0; at < words.length; ) {
    const length = longestRunAt(loans, words, at, LONGEST_LOAN)
    if (length === 0) left.push(words[at] ?? '')
    at += Math.max(1, length)
  }
  return left
}

/** Whether nothing is left beside them. */
export function isAllLoans(loans: Runs, words: readonly string[]): boolean {
  for (let at = 0; at < words.length; ) {
    const length = longestRunAt(loans, words, at, LONGEST_LOAN)
    if (length === 0) return false
    at += length
  }
  return true
}
