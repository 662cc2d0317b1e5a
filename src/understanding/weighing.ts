/**
 * Weighs a danger phrase against the rest of the text: whether it is a story, and who is in danger.
 */

import type { Crisis, CrisisEvent } from './crisis.ts'
import { lengthInWords } from './plain.ts'
import { bestOf, dangerIn, type Ranking, scoreOf } from './ranking/ranking.ts'

/** A text, and its ranking, which is computed on demand. */
export type RankedText = { words: readonly string[]; ranking: () => Ranking }

/** Words that show who a text is about, in all languages at once. */
export type People = {
  /** The writer, as a person and not as an owner: I, ME, US. */
  writer: ReadonlySet<string>
  /** Somebody else who is harmed: HER, GIRL. */
  others: ReadonlySet<string>
}

/** A shorter text is never a story about the past or somebody else: "he hit me". */
const STORY_WORDS = 6
/** Nor is a text with fewer words than this besides the danger. */
const BESIDE = 3
/**
 * A longer text that is less likely than this to report danger does not, whatever phrase it
 * contains. Texts about others are more often stories. Somebody who mentions dying, is a child or
 * asks to be rescued is never doubted.
 */
const STORIES: Partial<Record<CrisisEvent, number>> = {
  'crisis.danger': 0.02,
  'crisis.other_danger': 0.02,
  'crisis.other_self_harm': 0.01,
}
/** Probability that its other meaning must have. */
const SURELY_ELSE = 0.5

/**
 * Whether a danger phrase occurs in a longer text that is quite certainly about something else,
 * such as the past.
 */
export function isStory({ words, ranking }: RankedText, { event, plea, length }: Crisis): boolean {
  const least = STORIES[event] ?? 0
  if (plea || least === 0 || lengthInWords(words) < STORY_WORDS) return false
  if (words.length - length < BESIDE) return false
  return dangerIn(ranking()) < least && bestOf(ranking()).score >= SURELY_ELSE
}

/** Probability at which a clause reports a danger of now, whatever else the text is about. */
const SURELY_NOW = 0.94

/**
 * Whether a clause reports on its own that its writer is in danger, next to a question about
 * something else.
 */
export function isDangerOfNow({ ranking }: RankedText, { event }: Crisis): boolean {
  return event === 'crisis.danger' && dangerIn(ranking()) >= SURELY_NOW
}

const otherOf: Partial<Record<CrisisEvent, CrisisEvent>> = {
  'crisis.danger': 'crisis.other_danger',
  'crisis.other_danger': 'crisis.danger',
  'crisis.self_harm': 'crisis.other_self_harm',
}
/** How many times likelier it must be that somebody else is in danger. */
const SURELY_OTHER = 4
/** A text this short that names nobody is about its writer: SUICIDE. */
const FEW = 2

/**
 * Who is in danger. Phrases are a poor guide ("she says help me"); the ranker and pronouns are
 * better.
 */
export function whose(
  { others, writer }: People,
  { words, ranking }: RankedText,
  event: CrisisEvent,
): CrisisEvent {
  const other = otherOf[event]
  if (!other) return event
  const has = (list: ReadonlySet<string>) => words.some((word) => list.has(word))
  // HE HAS A GUN ON HER names somebody else who is harmed, not the writer
  if (event === 'crisis.danger' && has(others) && !has(writer)) return other
  // MY UNCLE TOUCHES ME names the writer; a longer text tells a story
  if (event === 'crisis.danger' && words.length < STORY_WORDS && has(writer) && !has(others))
    return event
  // a crying emoji alone
  if (event === 'crisis.other_danger' && words.length <= FEW && !has(others)) return other
  if (event === 'crisis.self_harm' && words.length <= FEW && !has(others)) return event
  return scoreOf(ranking(), other) >= SURELY_OTHER * scoreOf(ranking(), event) ? other : event
}
