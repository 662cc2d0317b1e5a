/**
 * The file of what was learnt: each word once, and every list of words as places among these. So a
 * word that six lists have is one string in memory, and most of the file is the model.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { deserialize, serialize } from 'node:v8'
import type { LearntLanguage } from '../../understanding/language-model.ts'
import type { Learnt } from '../../understanding/ranking/learn.ts'
import type { Model } from '../../understanding/ranking/model.ts'

/** Stored by Node's serialisation, whose typed arrays need not be copied when read. */
type Stored = {
  model: Model
  /** One a line. */
  words: string
  vocabulary: Places
  languages: readonly StoredLanguage[]
}

type Places = Uint32Array

/** `times`: how often each of `words` occurs. */
type StoredLanguage = Pick<LearntLanguage, 'language' | 'marks'> &
  Record<'words' | 'times' | 'own' | 'often' | 'harmless', Places>

/** Undefined if it is not there, or not whole, or of another program. */
export function readLearnt(file: string): Learnt | undefined {
  try {
    const { model, words, vocabulary, languages } = deserialize(readFileSync(file)) as Stored
    if (model.weights.length !== (model.features.length + 1) * model.labels.length) return undefined
    const all = words.split('\n')
    const at = (places: Places) => Array.from(places, (place) => all[place] ?? '')
    return {
      model,
      vocabulary: at(vocabulary),
      languages: languages.map(({ language, marks, words, times, own, often, harmless }) => ({
        language,
        words: new Map(at(words).map((word, place) => [word, times[place] ?? 0])),
        marks,
        own: at(own),
        often: at(often),
        harmless: at(harmless),
      })),
    }
  } catch {
    return undefined
  }
}

export function writeLearnt(file: string, { model, vocabulary, languages }: Learnt): void {
  const places = new Map<string, number>()
  const placeOf = (word: string) => {
    const place = places.get(word) ?? places.size
    places.set(word, place)
    return place
  }
  const placesOf = (words: Iterable<string>) => Uint32Array.from(words, placeOf)
  const stored: Omit<Stored, 'words'> = {
    model,
    vocabulary: placesOf(vocabulary),
    languages: languages.map(({ words, own, often, harmless, ...rest }) => ({
      ...rest,
      words: placesOf(words.keys()),
      times: Uint32Array.from(words.values()),
      own: placesOf(own),
      often: placesOf(often),
      harmless: placesOf(harmless),
    })),
  }
  const words = Array.from(places.keys()).join('\n')
  writeFileSync(file, serialize({ ...stored, words } satisfies Stored))
}
