/** Danger that a text reports by a phrase, weighed against the rest of the text. */

import type { Input } from '../flow/input.ts'
import { clausesOf } from './clauses.ts'
import { type CrisisEvent, crisisIn } from './crisis.ts'
import type { Lexicon } from './lexicon.ts'
import { topicBeside } from './ranking/classify.ts'
import { read } from './reading.ts'
import { type Text, textOf } from './text.ts'
import { sure, type Understanding } from './understanding.ts'
import { isDangerOfNow, isStory, whose } from './weighing.ts'

/** `undefined` too if the phrase stands in a story. */
export function danger(lexicon: Lexicon, text: Text): Understanding | undefined {
  const found = crisisIn(lexicon.crisis, text.places)
  if (!found || (isStory(text, found) && !standsInClause(lexicon, text))) return undefined
  const language = text.language ?? (text.mixed ? undefined : found.language)
  return sure(dangerOf(lexicon, text, found.event, language), found.phrase)
}

/** Clauses beyond this are not read by themselves. */
const MOST_CLAUSES = 20

/** Whether one clause of a text reports danger by itself: CAN I GET A VISA? HE SAID HE WILL KILL ME. */
function standsInClause(lexicon: Lexicon, { written, words }: Text): boolean {
  if (!words.some((word) => lexicon.writer.has(word))) return false
  const clauses = clausesOf(written, lexicon.joins).slice(0, MOST_CLAUSES)
  if (clauses.length < 2) return false
  return clauses.some((clause) => {
    const text = textOf(lexicon, read(lexicon.languages, clause), clause)
    const found = crisisIn(lexicon.crisis, text.places)
    return found !== undefined && isDangerOfNow(text, found)
  })
}

/** An event for danger to the right person, with any topic that is also asked for. */
export function dangerOf(
  lexicon: Lexicon,
  text: Text,
  found: CrisisEvent,
  language: string | undefined,
): Input {
  const event = whose(lexicon, text, found)
  const also = topicBeside(text.ranking())
  return { type: 'event', event, ...(language && { language }), ...(also && { also }) }
}
