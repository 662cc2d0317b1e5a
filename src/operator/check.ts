/** `harborline check`: content/ and flows/ held against every rule. */
import { FaultsError } from '../content/fault.ts'
import type { Content } from '../content/load.ts'

/**
 * What there is to say when there is no fault; an entry that nobody checked for too long is one.
 * `reviews`: what is to be said of those.
 */
export function check(content: Content, reviews: readonly string[]): string {
  const { warnings, stale, languages, topics } = content
  if (stale.length > 0) throw new FaultsError(stale)
  const notes = [...warnings, ...reviews].map((warning) => `warning: ${warning}`)
  const summary = `${topics.length} topics in ${Object.keys(languages).join(' and ')}: no faults`
  return [...notes, summary].join('\n')
}
