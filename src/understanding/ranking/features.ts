/** Features: what the ranker sees of a text. Synonyms are one feature, in all languages. */
import { hashOf, hashWith } from './hashing.ts'

/**
 * Synonyms: one or several words in a row -> the name of their concept. `begins` has the first words
 * of those that are several.
 */
export type Concepts = { of: ReadonlyMap<string, string>; begins: ReadonlySet<string> }

/**
 * Part of what a text says: the `name` is that of a concept, or a word, whole or in its beginning, and
 * of a pair the first, with the `next`. `hash` is that of the written feature.
 */
export type Feature = {
  kind: 'concept' | 'stem' | 'whole' | 'pair' | 'unknown'
  name: string
  next: string
  hash: number
}

/** The most words in a concept's name. */
const LONGEST_NAME = 3
/** Longer words are cut to this length: TESTIFY, TESTIMONY and TESTIFICAR share a stem. */
export const STEM = 5
/** Prefix of a longer word that is not cut. */
const WHOLE = '='
/** Stands between the two of a pair. */
const BETWEEN = '_'
/** The first of a pair with which a text begins. */
const START = '^'
/** Prefix of a letter group. */
const LETTERS = '~'
/** The length of a letter group. */
const GROUP = 4
/** Shorter words have no letter groups. */
const SHORTEST = 3
/** Stands for a word unknown to the examples. */
const UNKNOWN = '?'

const WHOLE_HASH = hashOf(WHOLE)
const LETTERS_HASH = hashOf(LETTERS)
const UNKNOWN_FEATURE: Feature = { kind: 'unknown', name: UNKNOWN, next: '', hash: hashOf(UNKNOWN) }

/** The concepts and stems of a text, individually and paired with their neighbours. */
export function featuresOf(
  words: readonly string[],
  concepts: Concepts,
  knows: (word: string) => boolean,
): Feature[] {
  const parts: Feature[] = []
  const features: Feature[] = []
  for (let at = 0; at < words.length; ) {
    const { concept, length } = conceptAt(words, at, concepts)
    const word = words[at] ?? ''
    const part = concept ? feature('concept', concept) : stemOf(word, knows)
    parts.push(part)
    features.push(part)
    if (concept)
      features.push(
        feature(
          'stem',
          words
            .slice(at, at + length)
            .map(stem)
            .join(' '),
        ),
      )
    else if (part.kind === 'stem' && word.length > STEM)
      features.push({ kind: 'whole', name: word, next: '', hash: hashOf(word, WHOLE_HASH) })
    at += length
  }
  for (let at = 0; at + 1 < parts.length; at++) {
    const [one, next] = [parts[at], parts[at + 1]]
    if (one && next?.name && one.kind !== 'unknown' && next.kind !== 'unknown')
      features.push(pair(one.name, next.name, one.hash))
  }
  features.push(pair(START, parts[0]?.name ?? '', hashOf(START)))
  return features
}

function feature(kind: 'concept' | 'stem', name: string): Feature {
  return { kind, name, next: '', hash: hashOf(name) }
}

function stemOf(word: string, knows: (word: string) => boolean): Feature {
  return knows(word) ? feature('stem', stem(word)) : UNKNOWN_FEATURE
}

function pair(name: string, next: string, hash: number): Feature {
  return { kind: 'pair', name, next, hash: hashOf(next, hashOf(BETWEEN, hash)) }
}

/** A feature as people read it. */
export function written({ kind, name, next }: Feature): string {
  if (kind === 'pair') return `${name}${BETWEEN}${next}`
  return kind === 'whole' ? `${WHOLE}${name}` : name
}

const OPEN = '<'.charCodeAt(0)
const CLOSE = '>'.charCodeAt(0)

/**
 * The hashes of letter groups, which a word shares with its typos and other forms; its ends are
 * marked.
 */
export function lettersOf(words: readonly string[]): number[] {
  const groups: number[] = []
  for (const word of words) {
    if (word.length < SHORTEST) continue
    for (let from = -1; from + GROUP <= word.length + 1; from++) {
      let hash = LETTERS_HASH
      for (let at = from; at < from + GROUP; at++)
        hash = hashWith(hash, at < 0 ? OPEN : at < word.length ? word.charCodeAt(at) : CLOSE)
      groups.push(hash)
    }
  }
  return groups
}

function conceptAt(words: readonly string[], at: number, concepts: Concepts) {
  const word = words[at] ?? ''
  if (concepts.begins.has(word) || (isDoubled(word) && concepts.begins.has(squeezed(word))))
    for (let length = Math.min(LONGEST_NAME, words.length - at); length > 1; length--) {
      const concept = conceptOf(words.slice(at, at + length).join(' '), concepts)
      if (concept) return { concept, length }
    }
  return { concept: conceptOf(word, concepts), length: 1 }
}

/** Singular and plural are the same, and so is a word with a doubled letter: HOTELL. */
export function conceptOf(name: string, { of }: Pick<Concepts, 'of'>): string | undefined {
  const found = of.get(name) ?? of.get(`${name}S`)
  if (found !== undefined) return found
  const one = name.endsWith('S') ? of.get(name.replace(/(?<=.{3})E?S$/, '')) : undefined
  return one ?? (isDoubled(name) ? of.get(squeezed(name)) : undefined)
}

/** Whether a letter is doubled; for most words this cheap check is enough. */
function isDoubled(word: string): boolean {
  for (let at = 1; at < word.length; at++)
    if (word.charCodeAt(at) === word.charCodeAt(at - 1)) return true
  return false
}

function squeezed(word: string): string {
  return word.replace(/(.)\1+/g, '$1')
}

/** The beginning of a word, shared by its other forms. */
export function stem(word: string): string {
  const once = isDoubled(word) ? squeezed(word) : word
  if (once.length > STEM) return once.slice(0, STEM)
  if (once.length <= 3 || !once.endsWith('S')) return once
  return once.slice(0, once.endsWith('ES') ? -2 : -1)
}
