/** Crisis: what a text says of danger, in phrases of content. It wins over everything but an opt-out. */
import type { Event } from '../flow/event.ts'
import type { Phrase } from './phrase.ts'
import { findPhrases, type Phrases, type Places, type Span } from './phrase-search.ts'
import type { Spelling } from './spelling.ts'

export type CrisisEvent = Extract<Event, `crisis.${string}`>

/** What means danger and what takes that back, of all kinds and in all languages at once. */
export type CrisisWords = {
  phrases: Phrases
  /** What each phrase means, and in which language it is. */
  meanings: ReadonlyMap<Phrase, CrisisMeaning>
  /** What takes the meaning back of a phrase that it stands with... */
  unless: Phrases
  /** ...and which kind of phrases. */
  takesBack: ReadonlyMap<Phrase, CrisisEvent>
  /** The words that each word may be a typo of, short ones too, where only these phrases are looked for. */
  spelling: Spelling
}

/** `plea`: it asks to be saved, and tells no story. */
export type CrisisMeaning = { event: CrisisEvent; language: string; plea: boolean }

/** `length`: of the words that say so. */
export type Crisis = CrisisMeaning & { phrase: string; length: number }

/** The gravest first: a text of two kinds is answered by the first. */
export const crises = [
  'crisis.self_harm',
  'crisis.minor',
  'crisis.danger',
  'crisis.other_self_harm',
  'crisis.other_danger',
] as const satisfies CrisisEvent[]

/** The gravest kind that a text says. */
export function crisisIn(words: CrisisWords, places: Places): Crisis | undefined {
  let gravest: Crisis | undefined
  const isGraver = (meaning: CrisisMeaning) => !gravest || weight(meaning) < weight(gravest)
  for (const { phrase, meaning, length } of dangersIn(words, places, isGraver))
    gravest = { ...meaning, phrase: phrase.written, length }
  return gravest
}

/** Every phrase in a text that means danger and is not taken back there; `matters`: of what is asked. */
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

/** The less, the graver; of two of a kind a plea counts first. */
function weight({ event, plea }: CrisisMeaning): number {
  return crises.indexOf(event) - (plea ? 0.5 : 0)
}

function overlap(one: Span, other: Span): boolean {
  return one.from < other.to && other.from < one.to
}
