/** Phrase readers by language; creating one parses all of the language's named sets. */
import { type PhraseReader, phraseReader } from '../../understanding/phrase-reader.ts'
import type { Files } from '../read/files.ts'

export type Readers = ReadonlyMap<string, PhraseReader>

export function phraseReaders({ texts }: Files): Readers {
  return new Map(
    Object.entries(texts).map(([language, { words }]) => [language, phraseReader(words)]),
  )
}

export function readerOf(readers: Readers, language: string): PhraseReader {
  const reader = readers.get(language)
  if (!reader) throw new Error('a language without texts')
  return reader
}
