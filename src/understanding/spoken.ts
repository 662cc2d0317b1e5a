/**
 * The language of an answer: that of the text where it tells one, and that of the conversation where it
 * does not. A word that stands alone may tell the language in which a conversation begins, and changes none.
 */
import type { Input } from '../flow/input.ts'
import { isCrisis } from './crisis.ts'
import type { Lexicon } from './lexicon.ts'
import type { Reading } from './reading.ts'

/** What a text means, in the language that it tells. */
export function inLanguageOf(
  { loans }: Pick<Lexicon, 'loans'>,
  reading: Reading,
  input: Input,
): Input {
  const { said, words, borrowed } = reading
  // OK and ONLINE are said in all languages
  if (words.length === 0 || said.split(' ').every((word) => loans.has(word)))
    return withLanguage(input, 'none')
  const isAlone = borrowed || isPlace(input, said)
  return isAlone && !isCrisis(input) ? withLanguage(input, 'begins') : input
}

/** MORE, BACK and a number in words, alone: whoever moves in a conversation does not change its language. */
function isPlace({ type }: Input, said: string): boolean {
  return type === 'key' && !said.includes(' ')
}

/** The same without the language that it says, or with that as the one that a conversation may begin in. */
function withLanguage(input: Input, as: 'none' | 'begins'): Input {
  // a language that is asked for is no guess
  if (input.type === 'language' || input.type === 'called_back') return input
  const inner = input.type === 'event' && input.otherwise
  const all = inner ? { ...input, otherwise: withLanguage(inner, as) } : input
  if (!('language' in all) || all.language === undefined) return all
  const { language, ...rest } = all
  return as === 'begins' ? { ...rest, begins: language } : rest
}
