/**
 * Understands a text: what phones write by themselves, then a request for silence, then an answer to
 * what the line asked, then what the text means by itself.
 */

import { answer, signedAnswer } from './answering.ts'
import { isAutomatic } from './automatic.ts'
import { bodyOf } from './body.ts'
import type { Lexicon } from './lexicon.ts'
import { keyPress, meaning } from './meaning.ts'
import { stopIn } from './provider-words.ts'
import { read } from './reading.ts'
import { inLanguageOf } from './spoken.ts'
import { sure, type Understanding } from './understanding.ts'

/** Reads a text as an input of the flow. Anything unclear is `unknown`, never a guess. */
export function understand(lexicon: Lexicon, text: string): Understanding {
  // most texts are a single key, which can mean nothing else
  const key = keyPress(text.trim())
  if (key) return key
  if (isAutomatic(text, (words) => lexicon.ours.has(words.slice(0, 3).join(' '))))
    return { input: { type: 'automatic' }, score: 1, because: 'a phone or an automaton wrote it' }
  const body = bodyOf(text)
  const reading = read(lexicon.languages, body)
  const understood =
    sure(stopIn(body, reading, lexicon.answers.polite), `the words ${reading.said}`) ??
    answer(lexicon, reading) ??
    signedAnswer(lexicon, body) ??
    meaning(lexicon, reading, body)
  return { ...understood, input: inLanguageOf(lexicon, reading, understood.input) }
}
