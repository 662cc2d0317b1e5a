/**
 * The model of a language: the words of its texts, their frequencies, and what only that language
 * has.
 */

import { type PhraseWords, spellingOf } from './phrase-reader.ts'
import { wordsIn } from './plain.ts'
import type { Asked, Corpus, LanguageCorpus } from './ranking/corpus.ts'
import { CRISIS } from './ranking/labels.ts'

/** What it takes to tell whether a text is in this language. */
export type LanguageModel = {
  language: string
  /** Each word, and how often it occurs. */
  words: ReadonlyMap<string, number>
  total: number
  /** Chat spelling -> the words meant. */
  spelling: ReadonlyMap<string, readonly string[]>
  /** Letters and marks that only this language has. */
  marks: ReadonlySet<string>
}

/** What is learnt from the texts of a language, in a form that can be stored. */
export type LearntLanguage = {
  language: string
  /** Each word, and how often it occurs. */
  words: ReadonlyMap<string, number>
  marks: readonly string[]
  /** Words that a typo may stand for: those of our own texts, which are spelt correctly... */
  own: readonly string[]
  /** ...and those that many people type. */
  often: readonly string[]
  /** Words that many people in no danger type: never a typo of a danger word either. */
  harmless: readonly string[]
}

/** A word typed this many times is not a typo. */
const OFTEN = 3
/** Typed this many times by people in no danger, it is not a typo of a danger word. */
const CERTAINLY = 14

export function learnLanguage(corpus: Corpus, language: string): LearntLanguage {
  const texts = corpus.find((each) => each.language === language)
  if (!texts) throw new Error('a language without texts')
  const own = count(texts.own)
  const typed = count(typedTexts(texts))
  const often = oftenIn(typed)
  const harmless = count(typedTexts({ ...texts, asked: texts.asked.filter(isHarmless) }))
  const words = new Map(own)
  for (const [word, times] of typed) words.set(word, (words.get(word) ?? 0) + times)
  const marks = marksOf(texts)
  for (const other of corpus)
    if (other !== texts) for (const mark of marksOf(other)) marks.delete(mark)
  return {
    language,
    words,
    marks: Array.from(marks),
    own: Array.from(own.keys()),
    often: often.filter((word) => !own.has(word)),
    harmless: oftenIn(harmless, CERTAINLY),
  }
}

function oftenIn(typed: ReadonlyMap<string, number>, least = OFTEN): string[] {
  return Array.from(typed).flatMap(([word, times]) => (times >= least ? [word] : []))
}

function isHarmless({ label }: Asked): boolean {
  return !label.startsWith(CRISIS)
}

export function languageModel(
  { language, words, marks }: LearntLanguage,
  spelling: PhraseWords['spelling'],
): LanguageModel {
  return {
    language,
    words,
    total: Array.from(words.values()).reduce((sum, times) => sum + times, 0),
    spelling: spellingOf(spelling),
    marks: new Set(marks),
  }
}

function typedTexts({ asked }: LanguageCorpus): string[] {
  return asked.flatMap(({ phrases, typed }) => (typed ? phrases : []))
}

function count(texts: readonly string[]): Map<string, number> {
  const times = new Map<string, number>()
  for (const written of texts)
    for (const word of wordsIn(written.replaceAll('*', ' ')))
      times.set(word, (times.get(word) ?? 0) + 1)
  return times
}

/** Letters and marks beyond ASCII: ñ, ¿. */
function marksOf(texts: LanguageCorpus): Set<string> {
  const marks = new Set<string>()
  for (const written of [...texts.own, ...typedTexts(texts)])
    for (const mark of written.normalize('NFC').toLowerCase()) if (mark > '~') marks.add(mark)
  return marks
}
