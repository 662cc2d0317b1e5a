/**
 * Keywords that the provider itself handles, and texts that ask for the same in a way that the
 * provider does not recognise.
 */
import type { Input } from '../flow/input.ts'
import { withoutManners } from './answers.ts'
import type { Reading } from './reading.ts'
import type { Runs } from './runs.ts'

/**
 * Keywords that the provider answers itself on long codes and toll-free numbers, if they are the
 * whole text. Never commands of ours. Source: Twilio, "Support for opt-out keywords" (223134027)
 * and the FCC keywords added on 2025-05-14 (REVOKE, OPTOUT).
 */
export const providerWords = {
  stop: ['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT', 'REVOKE', 'OPTOUT'],
  start: ['START', 'YES', 'UNSTOP'],
  help: ['HELP', 'INFO'],
} as const

/** A longer text says more than stop. */
const LONGEST_STOP = 80

/** The word alone: with anything else in the text, even an emoji, the provider ignores it. */
const ALONE = /^[\s.,!?'"()-]*[a-z]+[\s.,!?'"()-]*$/i

/**
 * A request for no more texts, if the text says nothing else. Plain STOP is answered by the
 * provider; STOP ALL, "stop, thank you", or STOP with an emoji or number is ours to answer, since
 * the provider ignores those.
 */
export function stopIn(
  text: string,
  { said, tokens }: Pick<Reading, 'said' | 'tokens'>,
  polite: Runs,
): Input | undefined {
  if (said.length > LONGEST_STOP) return undefined
  const words = tokens.filter((word) => !/^\d{3,}$/.test(word))
  const bare = Array.from(new Set(withoutManners(polite, words).split(' '))).join('')
  if (!isOne(providerWords.stop, bare)) return undefined
  const theirs = ALONE.test(text) && said === bare
  return { type: 'event', event: theirs ? 'opt_out.provider' : 'opt_out.line' }
}

/** HELP and START, if the text says nothing else. */
export function helpOrStartIn(said: string): Input | undefined {
  if (isOne(providerWords.help, said)) return { type: 'event', event: 'help' }
  if (isOne(providerWords.start, said)) return { type: 'event', event: 'opt_in' }
  return undefined
}

function isOne(words: readonly string[], said: string): boolean {
  return words.includes(said)
}
