/**
 * Crisis: danger that a text reports, recognised by the content's phrases. It outranks everything
 * but an opt-out.
 */
import type { Event } from '../flow/event.ts'
import type { Input } from '../flow/input.ts'
import type { Phrase } from './phrase.ts'
import { findPhrases, type Phrases, type Span } from './phrase-search.ts'
import type { Places } from './places.ts'
import type { Spelling } from './spelling.ts'

export type CrisisEvent = Extract<Event, `crisis.${string}`>

/**
 * Phrases that mean danger and phrases that cancel it, of all kinds and in all languages at once.
 */
export type CrisisWords = {
  phrases: Phrases
  /** The meaning and language of each phrase. */
  meanings: ReadonlyMap<Phrase, CrisisMeaning>
  /** Phrases that cancel a danger phrase they overlap with... */
  unless: Phrases
  /** ...and the kind of danger that each cancels. */
  takesBack: ReadonlyMap<Phrase, CrisisEvent>
  /**
   * Adds to a spelling short words of danger that a word may be a typo of, since only these phrases
   * are searched with it.
   */
  spelling: (spelling: Spelling) => Spelling
}

/** `plea`: it asks to be rescued, and is no story. */
export type CrisisMeaning = { event: CrisisEvent; language: string; plea: boolean }

/** `length` is the number of words in the phrase. */
export type Crisis = CrisisMeaning & { phrase: string; length: number }

/** Gravest first: if a text reports two kinds, the first is answered. */
export const crises = [
  'crisis.self_harm',
  'crisis.minor',
  'crisis.danger',
  'crisis.other_self_harm',
  'crisis.other_danger',
] as const satisfies CrisisEvent[]

/** The gravest kind of danger in a text. */
export function crisisIn(words: CrisisWords, places: Places): Crisis | undefined {
  let gravest: Crisis | undefined
  const isGraver = (meaning: CrisisMeaning) => !gravest || weight(meaning) < weight(gravest)
  for (const { phrase, meaning, length } of dangersIn(words, places, isGraver))
    gravest = { ...meaning, phrase: phrase.written, length }
  return gravest
}

/**
 * Every danger phrase in a text that is not cancelled there, restricted to meanings that matter to
 * the caller.
 */
export function* dangersIn(
  words: CrisisWords,
  places: Places,
  matters: (meaning: CrisisMeaning) => boolean = () => true,
): Generator<{ phrase: Phrase; meaning: CrisisMeaning; length: number }> {
  let takenBack: readonly Span[] | undefined
  for (const span of findPhrases(words.phrases, places)) {
    const meaning = words.meanings.get(span.phrase)
    if (!meaning || !matters(meaning)) continue
    takenBack ??= Array.from(findPhrases(words.unless, places))
    const isBack = (other: Span) =>
      words.takesBack.get(other.phrase) === meaning.event && overlap(span, other)
    if (!takenBack.some(isBack)) yield { phrase: span.phrase, meaning, length: span.to - span.from }
  }
}

/** Lower is graver; between two of a kind a plea comes first. */
function weight({ event, plea }: CrisisMeaning): number {
  return crises.indexOf(event) - (plea ? 0.5 : 0)
}

function overlap(one: Span, other: Span): boolean {
  return one.from < other.to && other.from < one.to
}

/** Whether a text is answered as danger, whoever is in it. */
export function isCrisis(input: Input): boolean {
  return input.type === 'event' && input.event.startsWith('crisis.')
}
