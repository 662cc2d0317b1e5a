/** Answering: a text as an answer to what the line asked, and what it means beside that. */

import type { Input } from '../flow/input.ts'
import { answerIn } from './answers.ts'
import { unsigned } from './body.ts'
import { isCrisis } from './crisis.ts'
import type { Lexicon } from './lexicon.ts'
import { meaning } from './meaning.ts'
import { type Reading, read } from './reading.ts'
import { sure, type Understanding } from './understanding.ts'

/** 2 PLEASE: with more words than this around it a key may be part of a sentence. */
const LONGEST_KEY = 2

/** An answer to the line's question; yes and no are only answers if such a question was asked. */
export function answer(lexicon: Lexicon, reading: Reading): Understanding | undefined {
  const { said, tokens, words, meant } = reading
  const answersTo = (all: readonly string[]) => answerIn(lexicon.answers, lexicon.whole, all)
  // literally first: 2 is a key before it is TO; A Y U D A, put together, is more than AYUDA
  const isSpeltOut = tokens.length > words.length
  const found = answersTo(tokens) ?? (isSpeltOut || meant === said ? undefined : answersTo(words))
  if (!found) return undefined
  const { input, because, beside } = found
  // digits and single letters belong to every language
  const spoken = /\p{L}{2}/u.test(said) ? reading.language : undefined
  const language = spoken ? { language: spoken } : {}
  // ONE IS HITTING ME
  const isLong = words.length > LONGEST_KEY
  if (input !== 'yes' && input !== 'no' && beside && isLong && saysDanger(lexicon, beside))
    return undefined
  if (input === 'yes' || input === 'no') {
    const { input: otherwise, score } = meaning(lexicon, reading, said)
    // a yes with a danger is a danger; a no may mean that it is unsafe to text
    const isDanger = score === 1 && isCrisis(otherwise)
    if (input === 'yes' && isDanger) return undefined
    // NO PARA, MY MOM IS NOT SAFE: the no belongs to the danger, and answers nothing
    if (isDanger && beside !== undefined && !saysDanger(lexicon, beside)) return undefined
    // AHORITA NO SE PUEDE does not ask for a call: what an answer also means is never guessed
    const isGuess = score < 1 && otherwise.type === 'event' && !isCrisis(otherwise)
    const meant: Input = isGuess ? { type: 'unknown' } : otherwise
    return sure({ type: 'event', event: input, otherwise: meant, ...language }, because)
  }
  return sure(input.type === 'language' ? input : { ...input, ...language }, because)
}

/** Whether a part of a text reports danger on its own. */
function saysDanger(lexicon: Lexicon, said: string): boolean {
  const { input, score } = meaning(lexicon, read(lexicon.languages, said), said)
  return score === 1 && isCrisis(input)
}

/** An answer followed by a name. */
export function signedAnswer(lexicon: Lexicon, body: string): Understanding | undefined {
  const rest = unsigned(body)
  return rest === undefined ? undefined : answer(lexicon, read(lexicon.languages, rest))
}
