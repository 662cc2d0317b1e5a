/**
 * The lexicon: everything that content teaches about how people write, in the form that texts are
 * matched against.
 */
import type { Input } from '../flow/input.ts'
import type { Answers } from './answers.ts'
import type { CrisisWords } from './crisis.ts'
import type { Languages } from './detection.ts'
import type { InterpreterLanguages } from './interpreter-languages.ts'
import type { Keywords } from './keywords.ts'
import type { Beginnings, Phrase } from './phrase.ts'
import type { Phrases } from './phrase-search.ts'
import type { Questions } from './ranking/rank-text.ts'
import type { People } from './weighing.ts'

/** Everything that a text is matched against, in all languages at once, in plain form. */
export type Lexicon = People & {
  languages: Languages
  /** Whole texts that mean a key, an event or a language. */
  whole: ReadonlyMap<string, Input>
  answers: Answers
  /** The beginnings of the line's own texts, which phones quote. */
  ours: ReadonlySet<string>
  crisis: CrisisWords
  /** Phrases that mean a command, and small talk as a whole text, with their meanings. */
  phrases: Phrases
  meanings: ReadonlyMap<Phrase, Input>
  /** Word beginnings that occur in the phrases. */
  beginnings: Beginnings
  keywords: Keywords
  /** Small talk that may be answered before the gate. */
  neutral: ReadonlySet<string>
  /** Small talk whose answer waits behind the gate, if asked for before it. */
  waits: ReadonlySet<string>
  questions: Questions
  /** Words that may stand between keywords. */
  between: ReadonlySet<string>
  /** Words that join two clauses: AND, BUT. */
  joins: ReadonlySet<string>
  /** Words that people use to write about themselves. */
  self: ReadonlySet<string>
  /** Languages that only interpreters speak. */
  interpreters: InterpreterLanguages
}
