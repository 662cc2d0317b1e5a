/**
 * The meaning of a text by itself, whatever was asked before: safety first, then the line's own
 * words, then a free question. The order is part of the promise: a crisis is never read as a menu
 * word, nor a menu word as a topic.
 */

import { keys } from '../flow/flow.ts'
import type { Input } from '../flow/input.ts'
import { danger } from './danger.ts'
import { interpreterLanguage } from './interpreter-languages.ts'
import { keywordsIn } from './keywords.ts'
import type { Lexicon } from './lexicon.ts'
import { findPhrases } from './phrase-search.ts'
import { helpOrStartIn } from './provider-words.ts'
import { question, smallTalk } from './question.ts'
import { MOST_CHOICES } from './ranking/classify.ts'
import type { Reading } from './reading.ts'
import { languageOf, type Text, textOf } from './text.ts'
import { sure, type Understanding } from './understanding.ts'

/** What a text means if it answers no question of the line. */
export function meaning(lexicon: Lexicon, reading: Reading, written: string): Understanding {
  const { said } = reading
  const text = textOf(lexicon, reading, written)
  const providers = isOneWord(reading) ? (helpOrStartIn(said) ?? helpIn(lexicon, said)) : undefined
  const found =
    sure(providers, `the provider's word ${said}`) ??
    danger(lexicon, text) ??
    whole(lexicon, text) ??
    keyPress(said) ??
    interpreter(lexicon, written, reading) ??
    phrase(lexicon, text) ??
    keyword(lexicon, text) ??
    question(lexicon, text)
  const language = languageOf(reading)
  return (
    found ?? {
      input: { type: 'unknown', ...language },
      score: 0,
      because: 'nothing is sure enough',
    }
  )
}

/** UNSTOP is one word, even if it was split. */
function isOneWord({ said, words }: Reading): boolean {
  return words.length === 1 || (!said.includes(' ') && words.join('') === said)
}

/** HELP in other languages; spelt out (A Y U D A) it is more than that. */
function helpIn({ whole }: Lexicon, said: string): Input | undefined {
  const input = whole.get(said)
  return input?.type === 'event' && input.event === 'help' ? input : undefined
}

function whole(lexicon: Lexicon, { said, meant }: Reading): Understanding | undefined {
  const input = lexicon.whole.get(said) ?? lexicon.whole.get(meant)
  return sure(input, `the words ${said}`)
}

export function keyPress(said: string): Understanding | undefined {
  if (!/^[0-9*#]$/.test(said)) return undefined
  const because = `the key ${said}`
  if (said === keys.person) return sure({ type: 'event', event: 'person' }, because)
  return sure({ type: 'key', key: said }, because)
}

function interpreter(
  lexicon: Lexicon,
  text: string,
  { said, tokens }: Reading,
): Understanding | undefined {
  const isOurs = (word: string) => lexicon.languages.models.some(({ words }) => words.has(word))
  return sure(
    interpreterLanguage(lexicon.interpreters, { text, said, tokens }, isOurs),
    'another language',
  )
}

function phrase(lexicon: Lexicon, text: Text): Understanding | undefined {
  for (const { phrase: found } of findPhrases(lexicon.phrases, text.places)) {
    const input = lexicon.meanings.get(found)
    if (input) return sure(spoken(lexicon, input, text), found.written)
  }
  return undefined
}

function keyword(lexicon: Lexicon, reading: Reading): Understanding | undefined {
  const { said, tokens } = reading
  const match = lexicon.keywords.get(said)
  if (match) return sure({ type: 'topic', ...match }, `the keyword ${said}`)
  const topics = keywordsIn(lexicon.keywords, tokens, lexicon.between)
  if (topics.length < 2 || topics.length > MOST_CHOICES) return undefined
  const language = languageOf(reading)
  return sure({ type: 'choices', topics, ...language }, `the keywords ${said}`)
}

/**
 * The text's language wins over that of the matching phrase; if the text mixes languages, the
 * conversation keeps its own.
 */
function spoken(lexicon: Lexicon, input: Input, { language, mixed }: Reading): Input {
  if (input.type === 'small_talk')
    return smallTalk(lexicon, input.about, language ?? (mixed ? undefined : input.language))
  if (mixed && input.type === 'event') {
    const { language: _, ...inAny } = input
    return inAny
  }
  return language && input.type !== 'language' && 'language' in input
    ? { ...input, language }
    : input
}
