/** Danger that a phrase has found, weighed against the rest of the text: whether it is a story, and whose it is. */

import type { Crisis, CrisisEvent } from './crisis.ts'
import { lengthInWords } from './plain.ts'
import { dangerIn, type Ranking } from './ranking/classify.ts'

/** A text, and what the ranker says to it, which takes a moment. */
export type Weighed = { words: readonly string[]; ranking: () => Ranking }

/** Words that say who is spoken of, in all languages at once. */
export type People = {
  /** The one who writes, as a person and not as an owner: I, ME, US. */
  writer: ReadonlySet<string>
  /** Somebody else who is harmed: HER, GIRL. */
  others: ReadonlySet<string>
}

/** A text of fewer words is not taken for a story about the past or somebody else: "he hit me". */
const STORY_WORDS = 6
/** Nor is one that says little beside the danger. */
const BESIDE = 3
/**
 * A longer text that is less likely than this to be one of danger is none, whatever phrase is in it.
 * What is told of others is more often a story. Who speaks of dying, is a child or asks to be saved is never
 * doubted.
 */
const STORIES: Partial<Record<CrisisEvent, number>> = {
  'crisis.danger': 0.02,
  'crisis.other_danger': 0.02,
  'crisis.other_self_harm': 0.01,
}
/** And so sure must be what else it is about. */
const SURELY_ELSE = 0.5

/** A phrase of danger in a longer text that is quite surely about something else, such as the past. */
export function isStory({ words, ranking }: Weighed, { event, plea, length }: Crisis): boolean {
  const least = STORIES[event] ?? 0
  if (plea || least === 0 || lengthInWords(words) < STORY_WORDS) return false
  if (words.length - length < BESIDE) return false
  const { ranked } = ranking()
  return dangerIn(ranking()) < least && (ranked[0]?.score ?? 0) >= SURELY_ELSE
}

const otherOf: Partial<Record<CrisisEvent, CrisisEvent>> = {
  'crisis.danger': 'crisis.other_danger',
  'crisis.other_danger': 'crisis.danger',
  'crisis.self_harm': 'crisis.other_self_harm',
}
/** So many times likelier it must be that it is about the other one. */
const SURELY_OTHER = 4
/** So few words that name nobody speak of the one who writes them: SUICIDE. */
const FEW = 2

/** Who is in danger: phrases tell it badly ("she says help me"), the ranker and pronouns better. */
export function whose(
  { others, writer }: People,
  { words, ranking }: Weighed,
  event: CrisisEvent,
): CrisisEvent {
  const other = otherOf[event]
  if (!other) return event
  const has = (list: ReadonlySet<string>) => words.some((word) => list.has(word))
  // HE HAS A GUN ON HER names somebody who is harmed, and not the one who writes
  if (event === 'crisis.danger' && has(others) && !has(writer)) return other
  // and MY UNCLE TOUCHES ME the one who writes; more words tell a story
  if (event === 'crisis.danger' && words.length < STORY_WORDS && has(writer) && !has(others))
    return event
  if (event === 'crisis.self_harm' && words.length <= FEW && !has(others)) return event
  const { ranked } = ranking()
  const share = (of: CrisisEvent) => ranked.find(({ label }) => label === of)?.score ?? 0
  return share(other) >= SURELY_OTHER * share(event) ? other : event
}
