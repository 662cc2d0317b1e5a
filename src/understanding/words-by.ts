/**
 * Words by keys that follow from them: their sound, or what is left without one letter. There are a
 * hundred thousand of these, so they stand in two typed arrays instead of a map of lists.
 */
import { hashOf } from './ranking/hashing.ts'

/** The words that have a key, in the order in which they were given. */
export type WordsBy = (key: string) => string[]

/** `hashesOf` gives those of a word's keys, each the `hashOf` of one; `has` is asked of words whose hash is alike. */
export function wordsBy(
  words: readonly string[],
  hashesOf: (word: string) => readonly number[],
  has: (word: string, key: string) => boolean,
): WordsBy {
  const hashes: number[] = []
  const numbers: number[] = []
  for (const [number, word] of words.entries())
    for (const hash of hashesOf(word)) {
      hashes.push(hash)
      numbers.push(number)
    }
  const mask = 2 ** Math.ceil(Math.log2(hashes.length + 1)) - 1
  const starts = new Uint32Array(mask + 2)
  for (const hash of hashes) starts[(hash & mask) + 1] = (starts[(hash & mask) + 1] ?? 0) + 1
  for (let at = 1; at < starts.length; at++) starts[at] = (starts[at] ?? 0) + (starts[at - 1] ?? 0)
  const free = starts.slice()
  const sorted = new Uint32Array(hashes.length)
  for (const [at, hash] of hashes.entries()) {
    const place = free[hash & mask] ?? 0
    free[hash & mask] = place + 1
    sorted[place] = numbers[at] ?? 0
  }
  return (key) => {
    const first = hashOf(key) & mask
    const found = new Set<string>()
    const end = starts[first + 1] ?? 0
    for (let at = starts[first] ?? 0; at < end; at++) {
      const word = words[sorted[at] ?? 0] ?? ''
      if (has(word, key)) found.add(word)
    }
    return Array.from(found)
  }
}
