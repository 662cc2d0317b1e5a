/**
 * What a text means, by rule: safety first, then the words of the line, then the topics.
 * The order is part of the promise: a crisis is never read as a menu word, nor a menu word as a topic.
 */
import type { Event } from './flow.ts'
import { keys } from './flow.ts'
import type { Input } from './input.ts'
import { type Keywords, matchTopic } from './match.ts'
import { type OtherLanguages, otherLanguage } from './other-language.ts'

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

/** Everything a text is held against, in all languages at once, in the form of `plain`. */
export type Lexicon = {
  /** Whole texts that mean a key, an event or a language. */
  whole: ReadonlyMap<string, Input>
  /** Phrases that mean danger anywhere in a text, the gravest kind first. */
  crisis: readonly { phrase: string; event: Event; language: string }[]
  keywords: Keywords
  /** Languages that only interpreters speak. */
  others: OtherLanguages
}

/** Upper case, without accents, marks and doubled blanks: the form in which texts are compared. */
export function plain(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toUpperCase()
    .replace(/['’`´]/g, '')
    .replace(/[^\p{L}\p{N}*#]+/gu, ' ')
    .trim()
}

/** Reads a text as an input of the flow. Unmatched text is `unknown`, never a guess. */
export function understand(lexicon: Lexicon, text: string): Input {
  const said = plain(text)
  return (
    providerWord(said) ??
    crisis(lexicon, said) ??
    lexicon.whole.get(said) ??
    keyPress(said) ??
    otherLanguage(lexicon.others, text, said) ??
    topic(lexicon, said) ?? { type: 'unknown' }
  )
}

function providerWord(said: string): Input | undefined {
  const is = (words: readonly string[]) => words.includes(said)
  if (is(providerWords.stop)) return { type: 'event', event: 'opt_out.provider' }
  if (is(providerWords.help)) return { type: 'event', event: 'help' }
  if (is(providerWords.start)) return { type: 'event', event: 'opt_in' }
  return undefined
}

function crisis(lexicon: Lexicon, said: string): Input | undefined {
  const padded = ` ${said} `
  const found = lexicon.crisis.find(({ phrase }) => padded.includes(` ${phrase} `))
  return found && { type: 'event', event: found.event, language: found.language }
}

function keyPress(said: string): Input | undefined {
  if (!/^[0-9*#]$/.test(said)) return undefined
  return said === keys.person ? { type: 'event', event: 'person' } : { type: 'key', key: said }
}

function topic(lexicon: Lexicon, said: string): Input | undefined {
  const match = matchTopic(lexicon.keywords, said)
  return match && { type: 'topic', ...match }
}
