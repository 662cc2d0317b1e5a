/** A corpus: the plain texts that the line learns from. Where they are written is not known here. */
import type { PhraseWords } from '../phrase-reader.ts'

/** One language after the other: what is learnt rests on the order of all texts. */
export type Corpus = readonly LanguageCorpus[]

export type LanguageCorpus = PhraseWords & {
  language: string
  /** Words that mean the same, under a name that all languages share: police: [cop, feds]. */
  concepts: Readonly<Record<string, readonly string[]>>
  /** Phrases by what they mean. */
  asked: readonly Asked[]
  /** What the line says and listens for, which is spelt right. */
  own: readonly string[]
}

/** Phrases that mean one thing; `typed` when they are as people type them, typos and all. */
export type Asked = { label: string; phrases: readonly string[]; typed: boolean }
