/** The lexicon: the words, phrases and questions of all languages in one look-up, made at start. */

import type { Input } from '../../flow/input.ts'
import type { Keywords } from '../../understanding/classify.ts'
import { commandNames, inputOf, phrasedCommands } from '../../understanding/commands.ts'
import type { CrisisEvent, CrisisWords } from '../../understanding/crisis.ts'
import type { InterpreterLanguages } from '../../understanding/interpreter-languages.ts'
import { languageModel } from '../../understanding/language-model.ts'
import { compileQuestions, learn } from '../../understanding/learn.ts'
import { indexPhrases, type Phrase } from '../../understanding/phrase.ts'
import { type PhraseReader, phraseReader } from '../../understanding/phrase-reader.ts'
import { plain } from '../../understanding/plain.ts'
import { createSpelling } from '../../understanding/spelling.ts'
import type { Lexicon } from '../../understanding/understand.ts'
import type { Cache } from '../read/cache.ts'
import type { Files } from '../read/files.ts'
import type { Questions } from '../read/questions.ts'
import { corpusOf } from './corpus.ts'

/** The gravest first: a text of two kinds is answered by the first. */
const crises = ['self_harm', 'minor', 'danger'] as const

/** Learns from the corpus, unless the cache did. */
export function compileLexicon(files: Files, questions: Questions, cache: Cache): Lexicon {
  const corpus = corpusOf(files, questions)
  const learnt = cache.learnt(corpus) ?? learn(corpus)
  const languages = learnt.languages.map((own) =>
    languageModel(own, files.texts[own.language]?.words.spelling ?? {}),
  )
  const readers = new Map(
    Object.entries(files.texts).map(([language, { words }]) => [language, phraseReader(words)]),
  )
  const spelling = createSpelling(learnt.languages.flatMap(({ spelt }) => spelt))
  return {
    languages,
    whole: compileWhole(files),
    crisis: compileCrisis(files, readers),
    ...compilePhrases(files, readers),
    keywords: compileKeywords(files),
    neutral: neutralTalk(files),
    questions: compileQuestions(corpus, learnt, spelling),
    between: new Set(Object.values(files.texts).flatMap(({ words }) => words.between.map(plain))),
    self: new Set(Object.values(files.texts).flatMap(({ words }) => words.self.map(plain))),
    interpreters: compileInterpreterLanguages(files),
  }
}

function compileWhole({ texts }: Files): Map<string, Input> {
  const whole = new Map<string, Input>()
  for (const [language, { words }] of Object.entries(texts))
    for (const command of commandNames)
      for (const word of words[command]) add(whole, plain(word), inputOf(command, language))
  return whole
}

function compileKeywords({ texts }: Files): Keywords {
  const keywords = new Map<string, { topic: string; language?: string }>()
  for (const [language, { topics }] of Object.entries(texts))
    for (const [topic, text] of Object.entries(topics))
      for (const word of [...text.keywords, text.title])
        add(keywords, plain(word), { topic, language })
  return keywords
}

/** By language; making one reads all of its named sets. */
type Readers = ReadonlyMap<string, PhraseReader>

function readerOf(readers: Readers, language: string): PhraseReader {
  const reader = readers.get(language)
  if (!reader) throw new Error('a language without texts')
  return reader
}

function compileCrisis({ texts }: Files, readers: Readers): CrisisWords {
  const languages = new Map<Phrase, string>()
  const kinds = crises.map((kind) => {
    const phrases: Phrase[] = []
    const unless: Phrase[] = []
    for (const [language, { words }] of Object.entries(texts)) {
      const readPhrase = readerOf(readers, language)
      for (const written of words.crisis[kind]) {
        const phrase = readPhrase(written)
        languages.set(phrase, language)
        phrases.push(phrase)
      }
      unless.push(...words.unless[kind].map(readPhrase))
    }
    const event: CrisisEvent = `crisis.${kind}`
    return { event, phrases: indexPhrases(phrases), unless: indexPhrases(unless) }
  })
  return { kinds, languages }
}

/** Commands anywhere in a text; small talk only where it is the whole text. */
function compilePhrases({ texts }: Files, readers: Readers): Pick<Lexicon, 'phrases' | 'meanings'> {
  const meaning = new Map<Phrase, Input>()
  for (const [language, { words, smallTalk }] of Object.entries(texts)) {
    const readPhrase = readerOf(readers, language)
    for (const command of phrasedCommands)
      for (const written of words.phrases[command])
        meaning.set(readPhrase(written), inputOf(command, language))
    for (const [about, { asked }] of Object.entries(smallTalk.talk))
      for (const written of asked)
        meaning.set(readPhrase(`^ ${written} $`), { type: 'small_talk', about, language })
  }
  return { phrases: indexPhrases(meaning.keys()), meanings: meaning }
}

/** Small talk that every language answers before the gate. */
function neutralTalk({ texts }: Files): Set<string> {
  const talks = Object.values(texts).map(({ smallTalk }) => smallTalk.talk)
  const names = talks.flatMap((talk) => Object.keys(talk))
  return new Set(names.filter((about) => talks.every((talk) => talk[about]?.beforeGate)))
}

/** What the languages are known by that only interpreters speak. */
function compileInterpreterLanguages({ interpreters }: Files): InterpreterLanguages {
  const forms = (words: readonly string[] = []) => new Set(words.map(plain))
  return {
    around: forms(interpreters.around),
    languages: interpreters.languages.map(({ id, script, letters, words, names }) => ({
      id,
      ...(script ? { script: new RegExp(`\\p{Script=${script}}`, 'u') } : {}),
      ...(letters ? { letters: new Set(letters.normalize('NFC')) } : {}),
      words: forms(words),
      names: forms(names),
    })),
  }
}

/** A word of several languages does not tell which of them is spoken. */
function add<Meaning extends object>(words: Map<string, Meaning>, word: string, meaning: Meaning) {
  const known = words.get(word)
  if (known && 'language' in known && !('type' in known && known.type === 'language')) {
    const { language: _, ...shared } = known as Meaning & { language: unknown }
    words.set(word, shared as unknown as Meaning)
  } else if (!known) words.set(word, meaning)
}
