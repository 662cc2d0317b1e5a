/** Crisis: what a text says of danger, in phrases of content. It wins over everything but an opt-out. */
import type { Event } from '../flow/event.ts'
import { findPhrases, type Phrase, type Phrases, type Places, type Span } from './phrase.ts'

export type CrisisEvent = Extract<Event, `crisis.${string}`>

/** One kind: what means it, and what takes the meaning back where it stands with it. */
export type CrisisKind = { event: CrisisEvent; phrases: Phrases; unless: Phrases }

/** Kinds in the order of their gravity; the language of each phrase. */
export type CrisisWords = {
  kinds: readonly CrisisKind[]
  languages: ReadonlyMap<Phrase, string>
}

export type Crisis = { event: CrisisEvent; language: string | undefined; phrase: string }

/** The gravest kind that a text says. */
export function crisisIn({ kinds, languages }: CrisisWords, places: Places): Crisis | undefined {
  for (const { event, phrases, unless } of kinds) {
    let takenBack: readonly Span[] | undefined
    for (const span of findPhrases(phrases, places)) {
      takenBack ??= Array.from(findPhrases(unless, places))
      if (takenBack.some((other) => overlap(span, other))) continue
      return { event, language: languages.get(span.phrase), phrase: span.phrase.written }
    }
  }
  return undefined
}

function overlap(one: Span, other: Span): boolean {
  return one.from < other.to && other.from < one.to
}
