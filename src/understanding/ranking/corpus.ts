/** A corpus: the texts that the line learns from, independent of where they are stored. */
import type { PhraseWords } from '../phrase-reader.ts'

/** Language by language; the order matters, since the result of learning depends on it. */
export type Corpus = readonly LanguageCorpus[]

export type LanguageCorpus = PhraseWords & {
  language: string
  /** Synonyms, under a name shared by all languages: police: [cop, feds]. */
  concepts: Readonly<Record<string, readonly string[]>>
  /** Phrases by what they mean. */
  asked: readonly Asked[]
  /** What the line says and listens for, which is spelt correctly. */
  own: readonly string[]
}

/** Phrases with one meaning; `typed` if they are as people type them, typos and all. */
export type Asked = { label: string; phrases: readonly string[]; typed: boolean }
