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

export type Crisis = CrisisMeaning & { phrase: string }

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
  let takenBack: readonly Span[] | undefined
  let gravest: Crisis | undefined
  for (const span of findPhrases(words.phrases, places)) {
    const meaning = words.meanings.get(span.phrase)
    if (!meaning || (gravest && weight(gravest) <= weight(meaning))) continue
    takenBack ??= Array.from(findPhrases(words.unless, places))
    const isBack = (other: Span) =>
      words.takesBack.get(other.phrase) === meaning.event && overlap(span, other)
    if (!takenBack.some(isBack)) gravest = { ...meaning, phrase: span.phrase.written }
  }
  return gravest
}

/** The less, the graver; of two of a kind a plea counts first. */
function weight({ event, plea }: CrisisMeaning): number {
  return crises.indexOf(event) - (plea ? 0.5 : 0)
}

function overlap(one: Span, other: Span): boolean {
  return one.from < other.to && other.from < one.to
}
