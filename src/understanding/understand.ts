/**
 * What a text means, by rule: safety first, then the words of the line, then a free question.
 * The order is part of the promise: a crisis is never read as a menu word, nor a menu word as a topic.
 */

import { keys } from '../flow/flow.ts'
import type { Input } from '../flow/input.ts'
import {
  classify,
  dangerIn,
  type Keywords,
  keywordsIn,
  MOST_CHOICES,
  type Questions,
} from './classify.ts'
import { inputOf } from './commands.ts'
import { type Crisis, type CrisisWords, crisisIn } from './crisis.ts'
import { type InterpreterLanguages, interpreterLanguage } from './interpreter-languages.ts'
import type { LanguageModel } from './language-model.ts'
import { findPhrases, type Phrase, type Phrases, type Places, placesOf } from './phrase.ts'
import { type Reading, read } from './reading.ts'

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

/** Everything a text is held against, in all languages at once, in plain form. */
export type Lexicon = {
  languages: readonly LanguageModel[]
  /** Whole texts that mean a key, an event or a language. */
  whole: ReadonlyMap<string, Input>
  crisis: CrisisWords
  /** Phrases that mean a command, and small talk as a whole text, each with what it means. */
  phrases: Phrases
  meanings: ReadonlyMap<Phrase, Input>
  keywords: Keywords
  /** Small talk that may be answered before the gate. */
  neutral: ReadonlySet<string>
  questions: Questions
  /** Words that may stand between keywords. */
  between: ReadonlySet<string>
  /** Words of people who write about themselves. */
  self: ReadonlySet<string>
  /** Languages that only interpreters speak. */
  interpreters: InterpreterLanguages
}

/** A text of fewer words is not taken for a story about the past or somebody else: "he hit me". */
const STORY_WORDS = 6
/** A longer text that is less likely than this to be one of danger is none, whatever phrase is in it. */
const NO_DANGER = 0.005

/** What a text means, how sure that is (1: by rule), and what in it says so. */
export type Understanding = { input: Input; score: number; because: string }

/** Reads a text as an input of the flow. What nothing fits is `unknown`, never a guess. */
export function understand(lexicon: Lexicon, text: string): Understanding {
  // one key alone is what most texts are, and can mean nothing else
  const key = keyPress(text.trim())
  if (key) return key
  const reading = read(lexicon.languages, text)
  const { said } = reading
  const places = placesOf(reading.words, lexicon.questions.spelling)
  const found =
    providerWord(said) ??
    crisis(lexicon, reading, places) ??
    whole(lexicon, reading) ??
    keyPress(said) ??
    interpreter(lexicon, text, said) ??
    phrase(lexicon, reading, places) ??
    keyword(lexicon, reading) ??
    question(lexicon, reading)
  return found ?? { input: { type: 'unknown' }, score: 0, because: 'nothing is sure enough' }
}

function sure(input: Input | undefined, because: string): Understanding | undefined {
  return input && { input, score: 1, because }
}

function providerWord(said: string): Understanding | undefined {
  const is = (words: readonly string[]) => words.includes(said)
  const because = `the provider's word ${said}`
  if (is(providerWords.stop)) return sure({ type: 'event', event: 'opt_out.provider' }, because)
  if (is(providerWords.help)) return sure({ type: 'event', event: 'help' }, because)
  if (is(providerWords.start)) return sure({ type: 'event', event: 'opt_in' }, because)
  return undefined
}

function crisis(lexicon: Lexicon, reading: Reading, places: Places): Understanding | undefined {
  const found = crisisIn(lexicon.crisis, places)
  if (!found || isStory(lexicon, reading, found)) return undefined
  const language = reading.language ?? found.language
  return sure({ type: 'event', event: found.event, ...(language && { language }) }, found.phrase)
}

/** A phrase of danger in a longer text that is quite surely about something else, such as the past. */
function isStory({ questions }: Lexicon, { words }: Reading, { event }: Crisis): boolean {
  return (
    event === 'crisis.danger' &&
    words.length >= STORY_WORDS &&
    dangerIn(questions, words) < NO_DANGER
  )
}

function whole(lexicon: Lexicon, { said, words }: Reading): Understanding | undefined {
  const input = lexicon.whole.get(said) ?? lexicon.whole.get(words.join(' '))
  return sure(input, `the words ${said}`)
}

function keyPress(said: string): Understanding | undefined {
  if (!/^[0-9*#]$/.test(said)) return undefined
  const because = `the key ${said}`
  if (said === keys.person) return sure({ type: 'event', event: 'person' }, because)
  return sure({ type: 'key', key: said }, because)
}

function interpreter(lexicon: Lexicon, text: string, said: string): Understanding | undefined {
  return sure(interpreterLanguage(lexicon.interpreters, text, said), 'another language')
}

function phrase(lexicon: Lexicon, reading: Reading, places: Places): Understanding | undefined {
  for (const { phrase: found } of findPhrases(lexicon.phrases, places)) {
    const input = lexicon.meanings.get(found)
    if (input) return sure(spoken(lexicon, input, reading), found.written)
  }
  return undefined
}

function keyword(lexicon: Lexicon, reading: Reading): Understanding | undefined {
  const { said } = reading
  const match = lexicon.keywords.get(said)
  if (match) return sure({ type: 'topic', ...match }, `the keyword ${said}`)
  const topics = keywordsIn(lexicon.keywords, said.split(' '), lexicon.between)
  if (topics.length < 2 || topics.length > MOST_CHOICES) return undefined
  const language = reading.language ? { language: reading.language } : {}
  return sure({ type: 'choices', topics, ...language }, `the keywords ${said}`)
}

function question(lexicon: Lexicon, reading: Reading): Understanding | undefined {
  const found = classify(lexicon.questions, reading)
  if (!found) return undefined
  const language = reading.language ? { language: reading.language } : {}
  const because = found.because.join(', ')
  const { score } = found
  switch (found.type) {
    case 'crisis':
      return { input: { type: 'event', event: found.event, ...language }, score, because }
    case 'command':
      return { input: inputOf(found.command, reading.language), score, because }
    case 'small_talk':
      return { input: smallTalk(lexicon, found.about, reading.language), score, because }
    case 'choices':
      return { input: { type: 'choices', topics: found.topics, ...language }, score, because }
    case 'topic': {
      const personal = reading.words.some((word) => lexicon.self.has(word))
      const input: Input = {
        type: 'topic',
        topic: found.topic,
        ...language,
        ...(personal && { personal }),
      }
      return { input, score, because }
    }
  }
}

function smallTalk(lexicon: Lexicon, about: string, language: string | undefined): Input {
  const neutral = lexicon.neutral.has(about)
  return { type: 'small_talk', about, ...(neutral && { neutral }), ...(language && { language }) }
}

/** The language of the text wins over that of the phrase it was found by. */
function spoken(lexicon: Lexicon, input: Input, { language }: Reading): Input {
  if (input.type === 'small_talk')
    return smallTalk(lexicon, input.about, language ?? input.language)
  return language && input.type !== 'language' && 'language' in input
    ? { ...input, language }
    : input
}
