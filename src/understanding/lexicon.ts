/** The lexicon: what content teaches of how people write, in the form in which a text is held against it. */
import type { Input } from '../flow/input.ts'
import type { Answers } from './answers.ts'
import type { CrisisWords } from './crisis.ts'
import type { InterpreterLanguages } from './interpreter-languages.ts'
import type { LanguageModel } from './language-model.ts'
import type { Phrase } from './phrase.ts'
import type { Phrases } from './phrase-search.ts'
import type { Keywords, Questions } from './ranking/classify.ts'
import type { People } from './weighing.ts'

/** Everything a text is held against, in all languages at once, in plain form. */
export type Lexicon = People & {
  languages: readonly LanguageModel[]
  /** Whole texts that mean a key, an event or a language. */
  whole: ReadonlyMap<string, Input>
  answers: Answers
  /** How the line's own texts begin, which phones quote. */
  ours: ReadonlySet<string>
  /** Words that all languages say. */
  loans: ReadonlySet<string>
  crisis: CrisisWords
  /** Phrases that mean a command, and small talk as a whole text, each with what it means. */
  phrases: Phrases
  meanings: ReadonlyMap<Phrase, Input>
  /** How words of the phrases begin. */
  beginnings: ReadonlySet<string>
  keywords: Keywords
  /** Small talk that may be answered before the gate. */
  neutral: ReadonlySet<string>
  /** Small talk that is given after the gate, when it was asked for before. */
  waits: ReadonlySet<string>
  questions: Questions
  /** Words that may stand between keywords. */
  between: ReadonlySet<string>
  /** Words of people who write about themselves. */
  self: ReadonlySet<string>
  /** Languages that only interpreters speak. */
  interpreters: InterpreterLanguages
}
