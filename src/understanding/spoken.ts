/**
 * The language of an answer: the text's if it is clear, otherwise the conversation's. A single word
 * may decide the language in which a conversation begins, but never changes it.
 */
import type { Input } from '../flow/input.ts'
import { isCrisis } from './crisis.ts'
import type { Lexicon } from './lexicon.ts'
import { isAllLoans } from './loans.ts'
import type { Reading } from './reading.ts'

/** Adds to a text's meaning the language that the text reveals. */
export function inLanguageOf(
  { languages }: Pick<Lexicon, 'languages'>,
  reading: Reading,
  input: Input,
): Input {
  const { said, tokens, words, borrowed } = reading
  // OK, ONLINE and LOS ANGELES exist in all languages
  if (words.length === 0 || isAllLoans(languages.loans, tokens)) return withLanguage(input, 'none')
  const isAlone = borrowed || isPlace(input, said)
  return isAlone && !isCrisis(input) ? withLanguage(input, 'begins') : input
}

/**
 * Whether a text only moves within the conversation: MORE, BACK or a number in words, which do not
 * change its language.
 */
function isPlace({ type }: Input, said: string): boolean {
  return type === 'key' && !said.includes(' ')
}

/** The input without its language, or with it only as the one in which a conversation may begin. */
function withLanguage(input: Input, as: 'none' | 'begins'): Input {
  // a requested language is not a guess
  if (input.type === 'language' || input.type === 'called_back') return input
  const inner = input.type === 'event' && input.otherwise
  const all = inner ? { ...input, otherwise: withLanguage(inner, as) } : input
  if (!('language' in all) || all.language === undefined) return all
  const { language, ...rest } = all
  return as === 'begins' ? { ...rest, begins: language } : rest
}
