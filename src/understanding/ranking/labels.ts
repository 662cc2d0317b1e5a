/** The labels that the ranker gives texts: topics, and others marked by a prefix. */

/** Prefixes of labels that are not topics. */
export const SMALL_TALK = 'say.'
export const COMMAND = 'do.'
export const CRISIS = 'crisis.'
export const UNRELATED = 'unrelated'
const NO_TOPICS = [SMALL_TALK, COMMAND, CRISIS]

export function isTopic(label: string): boolean {
  return label !== UNRELATED && !NO_TOPICS.some((kind) => label.startsWith(kind))
}

export function isCrisis(label: string): boolean {
  return label.startsWith(CRISIS)
}
