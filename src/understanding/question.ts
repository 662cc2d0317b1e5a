/** A free question: what the ranker makes of a text that no rule knows. */

import type { Input } from '../flow/input.ts'
import { inputOf } from './commands.ts'
import { dangerOf } from './danger.ts'
import type { Lexicon } from './lexicon.ts'
import { classify } from './ranking/classify.ts'
import { languageOf, type Text } from './text.ts'
import type { Understanding } from './understanding.ts'

/**
 * From this probability of danger a topic's page is preceded by a person's number, whoever it is
 * about.
 */
const SOME_DANGER = 0.05

export function question(lexicon: Lexicon, reading: Text): Understanding | undefined {
  const found = classify(lexicon.questions.ranker, reading.words, reading.ranking)
  if (!found) return undefined
  const language = languageOf(reading)
  const because = found.because.join(', ')
  const { score } = found
  switch (found.type) {
    case 'crisis':
      return {
        input: dangerOf(lexicon, reading, found.event, reading.language),
        score,
        because,
      }
    case 'command':
      return { input: inputOf(found.command, reading.language), score, because }
    case 'small_talk':
      return { input: smallTalk(lexicon, found.about, reading.language), score, because }
    case 'choices':
      return { input: { type: 'choices', topics: found.topics, ...language }, score, because }
    case 'topic': {
      const personal =
        found.danger >= SOME_DANGER || reading.words.some((word) => lexicon.self.has(word))
      const input: Input = {
        type: 'topic',
        topic: found.topic,
        ...language,
        ...(personal && { personal }),
        ...(found.also && { also: found.also }),
      }
      return { input, score, because }
    }
  }
}

export function smallTalk(lexicon: Lexicon, about: string, language: string | undefined): Input {
  const neutral = lexicon.neutral.has(about)
  const waits = lexicon.waits.has(about)
  const marks = { ...(neutral && { neutral }), ...(waits && { waits }) }
  return { type: 'small_talk', about, ...marks, ...(language && { language }) }
}
