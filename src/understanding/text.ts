/** A text as rules and the ranker see it. */

import type { Lexicon } from './lexicon.ts'
import { type Places, placesOf } from './places.ts'
import { rankText } from './ranking/rank-text.ts'
import type { Ranking } from './ranking/ranking.ts'
import type { Reading } from './reading.ts'
import { limited, remembered } from './spelling.ts'

/** The most words guessed at in one text. */
const MOST_GUESSES = 60

/** A reading with what rules look for in it, and its ranking, which is computed on demand. */
export type Text = Reading & { written: string; places: Places; ranking: () => Ranking }

export function textOf(lexicon: Lexicon, reading: Reading, written: string): Text {
  const spelling = remembered(lexicon.questions.spelling)
  const meant = limited(lexicon.crisis.spelling(spelling), MOST_GUESSES)
  const places = placesOf(reading.words, meant, lexicon.beginnings)
  let ranking: Ranking | undefined
  return {
    ...reading,
    written,
    places,
    ranking: () => (ranking ??= rankText({ ...lexicon.questions, spelling }, reading.words)),
  }
}

/** The language of a text, if that is clear. */
export function languageOf({ language }: Pick<Reading, 'language'>) {
  return language ? { language } : {}
}
