/** Compiles the lexicon: the words, phrases and questions of all languages, made once at start. */

import type { Input } from '../../flow/input.ts'
import { commandNames, inputOf, phrasedCommands } from '../../understanding/commands.ts'
import type { CrisisWords } from '../../understanding/crisis.ts'
import type { InterpreterLanguages } from '../../understanding/interpreter-languages.ts'
import type { Keywords } from '../../understanding/keywords.ts'
import { languageModel } from '../../understanding/language-model.ts'
import type { Lexicon } from '../../understanding/lexicon.ts'
import { beginningsIn, type Phrase } from '../../understanding/phrase.ts'
import { indexPhrases } from '../../understanding/phrase-search.ts'
import { plain, wordsIn } from '../../understanding/plain.ts'
import { compileQuestions, type Lesson } from '../../understanding/ranking/learn.ts'
import { runsOf } from '../../understanding/runs.ts'
import { createSpelling } from '../../understanding/spelling.ts'
import type { Files } from '../read/files.ts'
import { beginnings, compileAnswers } from './answers.ts'
import { compileCrisis } from './crisis.ts'
import { phraseReaders, type Readers, readerOf } from './readers.ts'

/** `lesson` is what was learnt from the files and from people's questions. */
export function compileLexicon(files: Files, lesson: Lesson): Lexicon {
  const { learnt } = lesson
  const models = learnt.languages.map((own) =>
    languageModel(own, files.texts[own.language]?.words.spelling ?? {}),
  )
  const readers = phraseReaders(files)
  const own = learnt.languages.flatMap((each) => each.own)
  const known = new Set([...own, ...learnt.languages.flatMap(({ often }) => often)])
  const spelling = createSpelling(known)
  const whole = compileWhole(files)
  const right = [...own, ...learnt.languages.flatMap(({ harmless }) => harmless)]
  const crisis = compileCrisis(files.texts, readers, dangerSpelling(files, own, right))
  const phrases = compilePhrases(files, readers)
  const all = [...phrases.meanings.keys(), ...crisis.meanings.keys(), ...crisis.takesBack.keys()]
  return {
    languages: { models, loans: runsOf(wordsOf(files, 'loans')) },
    whole,
    answers: compileAnswers(files, whole, (word) => known.has(word)),
    crisis,
    ...phrases,
    beginnings: beginningsIn(all),
    keywords: compileKeywords(files),
    neutral: talkMarked(files, 'beforeGate'),
    waits: talkMarked(files, 'waits'),
    ours: beginnings(files),
    questions: compileQuestions(lesson, spelling),
    between: wordsOf(files, 'between'),
    joins: wordsOf(files, 'joins'),
    self: wordsOf(files, 'self'),
    writer: wordsOf(files, 'writer'),
    others: wordsOf(files, 'others'),
    interpreters: compileInterpreterLanguages(files),
  }
}

/** A list of single words, from all languages. */
function wordsOf(
  { texts }: Files,
  list: 'loans' | 'between' | 'joins' | 'self' | 'writer' | 'others',
): Set<string> {
  return new Set(Object.values(texts).flatMap(({ words }) => words[list].map(plain)))
}

function compileWhole({ texts, languages }: Files): Map<string, Input> {
  const whole = new Map<string, Input>()
  for (const [language, { words }] of Object.entries(texts))
    for (const command of commandNames)
      for (const word of words[command]) add(whole, plain(word), inputOf(command, language))
  for (const [language, { name, latin = name, told }] of Object.entries(languages))
    for (const word of [name, latin, told]) add(whole, plain(word), inputOf('language', language))
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

/** Commands match anywhere in a text; small talk only as the whole text. */
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

/** Small talk that every language marks this way. */
export function talkMarked({ texts }: Files, mark: 'beforeGate' | 'waits'): Set<string> {
  const talks = Object.values(texts).map(({ smallTalk }) => smallTalk.talk)
  const names = talks.flatMap((talk) => Object.keys(talk))
  return new Set(names.filter((about) => talks.every((talk) => talk[about]?.[mark])))
}

/** Also corrects typos of danger words, short as they are, unless the word is known to be right. */
function dangerSpelling(
  { texts }: Files,
  own: readonly string[],
  written: readonly string[],
): CrisisWords['spelling'] {
  const right = new Set(written)
  const known = new Set(own)
  const dangers = Object.values(texts).flatMap(({ words }) =>
    [
      ...Object.values(words.crisis).flat(),
      ...Object.values(words.pleas).flat(),
      ...Object.values(words.sets).flat(),
    ].flatMap((phrase) => wordsIn(phrase.replaceAll('*', ' '))),
  )
  const short = createSpelling(
    dangers.filter((word) => known.has(word)),
    SHORTEST_DANGER,
  )
  return (spelling) => (word) =>
    right.has(word) ? spelling(word) : [...spelling(word), ...short(word)]
}

/** HELP and KILL have four letters. */
const SHORTEST_DANGER = 4

/** How the languages that only interpreters speak are recognised. */
function compileInterpreterLanguages({ interpreters, languages }: Files): InterpreterLanguages {
  const forms = (words: readonly string[] = []) => new Set(words.map(plain))
  const words = new Map<string, string[]>()
  for (const language of interpreters.languages)
    for (const word of forms(language.words))
      words.set(word, [...(words.get(word) ?? []), language.id])
  const known = interpreters.languages.map(({ id, script, letters, names }) => ({
    id,
    offered: languages[id] !== undefined,
    ...(script ? { script: scriptOf([script].flat()) } : {}),
    ...(letters ? { letters: new Set(letters.normalize('NFC')) } : {}),
    names: forms(names),
  }))
  // the first of two languages with one name
  const named = known
    .toReversed()
    .flatMap((own) => Array.from(own.names, (name) => [name, own] as const))
  return { around: forms(interpreters.around), words, languages: known, named: new Map(named) }
}

function scriptOf(scripts: readonly string[]): RegExp {
  return new RegExp(`[${scripts.map((script) => `\\p{Script=${script}}`).join('')}]`, 'u')
}

/** Adds a word. One that exists in several languages does not reveal which is spoken. */
function add<Meaning extends object>(words: Map<string, Meaning>, word: string, meaning: Meaning) {
  const known = words.get(word)
  if (known && 'language' in known && !('type' in known && known.type === 'language')) {
    const { language: _, ...shared } = known as Meaning & { language: unknown }
    words.set(word, shared as unknown as Meaning)
  } else if (!known) words.set(word, meaning)
}
