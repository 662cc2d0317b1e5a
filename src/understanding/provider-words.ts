/** The provider's own words, and how a text asks for what they do when the provider does not hear it. */
import type { Input } from '../flow/input.ts'
import { withoutManners } from './answers.ts'

/**
 * Words that the provider answers by itself on long codes and toll-free numbers, when they are the
 * whole text. Never words of ours. Source: Twilio, "Support for opt-out keywords" (223134027) and
 * the FCC keywords added on 2025-05-14 (REVOKE, OPTOUT).
 */
export const providerWords = {
  stop: ['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT', 'REVOKE', 'OPTOUT'],
  start: ['START', 'YES', 'UNSTOP'],
  help: ['HELP', 'INFO'],
} as const

/** Whoever writes more has more to say. */
const LONGEST_STOP = 80

/** Nothing in the text but the word: anything else beside it, an emoji too, and the provider is deaf. */
const ALONE = /^[\s.,!?'"()-]*[a-z]+[\s.,!?'"()-]*$/i

/**
 * A wish for no more texts, if the text is nothing else: STOP is the provider's to answer, and STOP ALL,
 * "stop, thank you" or STOP with an emoji or a number behind it is ours, since it is deaf to these.
 */
export function stopIn(text: string, said: string, polite: ReadonlySet<string>): Input | undefined {
  if (said.length > LONGEST_STOP) return undefined
  const words = said.split(' ').filter((word) => !/^\d{3,}$/.test(word))
  const bare = Array.from(new Set(withoutManners(polite, words).split(' '))).join('')
  if (!isOne(providerWords.stop, bare)) return undefined
  const theirs = ALONE.test(text) && said === bare
  return { type: 'event', event: theirs ? 'opt_out.provider' : 'opt_out.line' }
}

/** HELP and START, if the text is nothing else. */
export function helpOrStartIn(said: string): Input | undefined {
  if (isOne(providerWords.help, said)) return { type: 'event', event: 'help' }
  if (isOne(providerWords.start, said)) return { type: 'event', event: 'opt_in' }
  return undefined
}

function isOne(words: readonly string[], said: string): boolean {
  return words.includes(said)
}
