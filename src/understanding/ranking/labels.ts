/** The labels that the ranker gives texts: topics, and others marked by a prefix. */

/** Prefixes of labels that are not topics. */
export const SMALL_TALK = 'say.'
export const COMMAND = 'do.'
export const CRISIS = 'crisis.'
export const UNRELATED = 'unrelated'
const NO_TOPICS = [SMALL_TALK, COMMAND, CRISIS]

function isTopic(label: string): boolean {
  return label !== UNRELATED && !NO_TOPICS.some((kind) => label.startsWith(kind))
}

function isCrisis(label: string): boolean {
  return label.startsWith(CRISIS)
}

/** The labels of a model; those of one kind by their place. */
export type Labels = {
  names: readonly string[]
  topics: readonly number[]
  crises: readonly number[]
}

export function labelsOf(names: readonly string[]): Labels {
  const placesOf = (is: (label: string) => boolean) =>
    names.flatMap((label, place) => (is(label) ? [place] : []))
  return { names, topics: placesOf(isTopic), crises: placesOf(isCrisis) }
}
