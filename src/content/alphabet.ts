/** The alphabets of text messages: what each can represent, and how long a text in it may be. */
import { segmentsOf, septets, toGsm7 } from './gsm7.ts'

/** The most that a text may cost, and what fits into that. */
export type Limit = { segments: number; characters: number }

type Alphabet = {
  /** The text as it is sent. */
  written(text: string): string
  /** The text's length in the units of this alphabet. */
  length(text: string): number
  page: Limit
  /** Limit for texts that come unasked or in a hurry: the first text, HELP, STOP. */
  short: Limit
}

/**
 * `gsm-7` for languages that lose nothing in it but accents; `ucs-2` for those with tones or other
 * letters. A UCS-2 character costs more than twice as much, so more segments are allowed.
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

/** The most segments that any text may take. */
export const MOST_SEGMENTS = Math.max(...Object.values(alphabets).map(({ page }) => page.segments))

/** Whether a text is within a limit. */
export function fits(name: AlphabetName, text: string, limit: Limit): boolean {
  return alphabets[name].length(text) <= limit.characters && segmentsOf(text) <= limit.segments
}
