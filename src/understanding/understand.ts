/**
 * What a text means: safety first, then the line's own words, then a free question. The order is
 * part of the promise: a crisis is never read as a menu word, nor a menu word as a topic.
 */

import { keys } from '../flow/flow.ts'
import type { Input } from '../flow/input.ts'
import { answerIn } from './answers.ts'
import { isAutomatic } from './automatic.ts'
import { bodyOf, unsigned } from './body.ts'
import { clausesOf } from './clauses.ts'
import { inputOf } from './commands.ts'
import { type CrisisEvent, crisisIn, isCrisis } from './crisis.ts'
import { interpreterLanguage } from './interpreter-languages.ts'
import { keywordsIn } from './keywords.ts'
import type { Lexicon } from './lexicon.ts'
import { findPhrases, type Places, placesOf } from './phrase-search.ts'
import { helpOrStartIn, stopIn } from './provider-words.ts'
import { classify, MOST_CHOICES, topicBeside } from './ranking/classify.ts'
import { type Ranking, rankText } from './ranking/rank-text.ts'
import { type Reading, read } from './reading.ts'
import { inOneText } from './spelling.ts'
import { inLanguageOf } from './spoken.ts'
import { isDangerOfNow, isStory, whose } from './weighing.ts'

/**
 * From this probability of danger a topic's page is preceded by a person's number, whoever it is
 * about.
 */
const SOME_DANGER = 0.05

/** What a text means, how certain that is (1: by rule), and why. */
export type Understanding = { input: Input; score: number; because: string }

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
    sure(stopIn(body, reading.said, lexicon.answers.polite), `the words ${reading.said}`) ??
    answer(lexicon, reading) ??
    signedAnswer(lexicon, body) ??
    meaning(lexicon, reading, body)
  return { ...understood, input: inLanguageOf(lexicon, reading, understood.input) }
}

/** The most words guessed at in one text. */
const MOST_GUESSES = 60

/** A text as rules and the ranker see it. */
type Text = Reading & { written: string; places: Places; ranking: () => Ranking }

function textOf(lexicon: Lexicon, reading: Reading, written: string): Text {
  const meant = inOneText(lexicon.crisis.spelling, MOST_GUESSES)
  const places = placesOf(reading.words, meant, lexicon.beginnings)
  let ranking: Ranking | undefined
  return {
    ...reading,
    written,
    places,
    ranking: () => (ranking ??= rankText(lexicon.questions, reading.words)),
  }
}

/** What a text means if it does not answer a question. */
function meaning(lexicon: Lexicon, reading: Reading, written: string): Understanding {
  const { said } = reading
  const text = textOf(lexicon, reading, written)
  // UNSTOP is one word, even if it was split
  const isOneWord = reading.words.length === 1 || reading.words.join('') === said
  const providers = isOneWord ? (helpOrStartIn(said) ?? helpIn(lexicon, said)) : undefined
  const found =
    sure(providers, `the provider's word ${said}`) ??
    crisis(lexicon, text) ??
    whole(lexicon, text) ??
    keyPress(said) ??
    interpreter(lexicon, written, said) ??
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

/** HELP in other languages; spelt out (A Y U D A) it is more than that. */
function helpIn({ whole }: Lexicon, said: string): Input | undefined {
  const input = whole.get(said)
  return input?.type === 'event' && input.event === 'help' ? input : undefined
}

/** The language of a text, if that is clear. */
function languageOf({ language }: Pick<Reading, 'language'>) {
  return language ? { language } : {}
}

function sure(input: Input | undefined, because: string): Understanding | undefined {
  return input && { input, score: 1, because }
}

/** 2 PLEASE: with more words than this around it a key may be part of a sentence. */
const LONGEST_KEY = 2

/** An answer to the line's question; yes and no are only answers if such a question was asked. */
function answer(lexicon: Lexicon, reading: Reading): Understanding | undefined {
  const answersTo = (said: string) => answerIn(lexicon.answers, lexicon.whole, said)
  // literally first: 2 is a key before it is TO; A Y U D A, put together, is more than AYUDA
  const isSpeltOut = reading.said.split(' ').length > reading.words.length
  const found =
    answersTo(reading.said) ?? (isSpeltOut ? undefined : answersTo(reading.words.join(' ')))
  if (!found) return undefined
  const { input, because, beside } = found
  // digits and single letters belong to every language
  const spoken = /\p{L}{2}/u.test(reading.said) ? reading.language : undefined
  const language = spoken ? { language: spoken } : {}
  // ONE IS HITTING ME
  const isLong = reading.words.length > LONGEST_KEY
  if (input !== 'yes' && input !== 'no' && beside && isLong && saysDanger(lexicon, beside))
    return undefined
  if (input === 'yes' || input === 'no') {
    const { input: otherwise, score } = meaning(lexicon, reading, reading.said)
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
function signedAnswer(lexicon: Lexicon, body: string): Understanding | undefined {
  const rest = unsigned(body)
  return rest === undefined ? undefined : answer(lexicon, read(lexicon.languages, rest))
}

function crisis(lexicon: Lexicon, text: Text): Understanding | undefined {
  const found = crisisIn(lexicon.crisis, text.places)
  if (!found || (isStory(text, found) && !standsInClause(lexicon, text))) return undefined
  const language = text.language ?? (text.mixed ? undefined : found.language)
  return sure(dangerOf(lexicon, text, found.event, language), found.phrase)
}

/** Clauses beyond this are not read by themselves. */
const MOST_CLAUSES = 20

/** Whether one clause of a text reports danger by itself: CAN I GET A VISA? HE SAID HE WILL KILL ME. */
function standsInClause(lexicon: Lexicon, { written, words }: Text): boolean {
  if (!words.some((word) => lexicon.writer.has(word))) return false
  const clauses = clausesOf(written, lexicon.joins).slice(0, MOST_CLAUSES)
  if (clauses.length < 2) return false
  return clauses.some((clause) => {
    const text = textOf(lexicon, read(lexicon.languages, clause), clause)
    const found = crisisIn(lexicon.crisis, text.places)
    return found !== undefined && isDangerOfNow(text, found)
  })
}

/** An event for danger to the right person, with any topic that is also asked for. */
function dangerOf(
  lexicon: Lexicon,
  text: Text,
  found: CrisisEvent,
  language: string | undefined,
): Input {
  const event = whose(lexicon, text, found)
  const also = topicBeside(text.ranking())
  return { type: 'event', event, ...(language && { language }), ...(also && { also }) }
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
  const isOurs = (word: string) => lexicon.languages.some(({ words }) => words.has(word))
  return sure(interpreterLanguage(lexicon.interpreters, text, said, isOurs), 'another language')
}

function phrase(lexicon: Lexicon, text: Text): Understanding | undefined {
  for (const { phrase: found } of findPhrases(lexicon.phrases, text.places)) {
    const input = lexicon.meanings.get(found)
    if (input) return sure(spoken(lexicon, input, text), found.written)
  }
  return undefined
}

function keyword(lexicon: Lexicon, reading: Reading): Understanding | undefined {
  const { said } = reading
  const match = lexicon.keywords.get(said)
  if (match) return sure({ type: 'topic', ...match }, `the keyword ${said}`)
  const topics = keywordsIn(lexicon.keywords, said.split(' '), lexicon.between)
  if (topics.length < 2 || topics.length > MOST_CHOICES) return undefined
  const language = languageOf(reading)
  return sure({ type: 'choices', topics, ...language }, `the keywords ${said}`)
}

function question(lexicon: Lexicon, reading: Text): Understanding | undefined {
  const found = classify(lexicon.questions, reading.words, reading.ranking)
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

function smallTalk(lexicon: Lexicon, about: string, language: string | undefined): Input {
  const neutral = lexicon.neutral.has(about)
  const waits = lexicon.waits.has(about)
  const marks = { ...(neutral && { neutral }), ...(waits && { waits }) }
  return { type: 'small_talk', about, ...marks, ...(language && { language }) }
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
