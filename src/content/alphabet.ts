/** The alphabets of text messages: what each can hold, and how long a text of a language that needs it may be. */
import { segmentsOf, septets, toGsm7 } from './gsm7.ts'

/** What a text may cost: so many segments, and what fits into them. */
export type Limit = { segments: number; characters: number }

type Alphabet = {
  /** A text as it is sent. */
  written(text: string): string
  /** The places that a text takes. */
  length(text: string): number
  page: Limit
  /** What comes unasked or in a hurry: the first text, HELP, STOP. */
  short: Limit
}

/**
 * `gsm-7` for languages that lose nothing in it but accents; `ucs-2` for those that have tones or other
 * letters: a character costs more than twice as much there, so more segments are let go out.
 */
const alphabets = {
  'gsm-7': {
    written: toGsm7,
    length: septets,
    page: { segments: 2, characters: 306 },
    short: { segments: 1, characters: 160 },
  },
  'ucs-2': {
    written: (text) => text.normalize('NFC'),
    length: (text) => text.length,
    page: { segments: 5, characters: 335 },
    short: { segments: 3, characters: 201 },
  },
} as const satisfies Record<string, Alphabet>

export type AlphabetName = keyof typeof alphabets
export const alphabetNames = Object.keys(alphabets) as [AlphabetName, ...AlphabetName[]]

export function alphabetOf(name: AlphabetName): Alphabet {
  return alphabets[name]
}

/** The most segments that any text of the line takes. */
export const MOST_SEGMENTS = Math.max(...Object.values(alphabets).map(({ page }) => page.segments))

/** Whether a text is no longer than a limit lets it be. */
export function fits(name: AlphabetName, text: string, limit: Limit): boolean {
  return alphabets[name].length(text) <= limit.characters && segmentsOf(text) <= limit.segments
}
