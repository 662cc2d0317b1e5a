/** Features: what the ranker sees of a text. Synonyms are one feature, in all languages. */

/** Synonyms: one or several words in a row -> the name of their concept. */
export type Concepts = { of: ReadonlyMap<string, string>; names: ReadonlySet<string> }

/** The most words in a concept's name. */
const LONGEST_NAME = 3
/** Longer words are cut to this length: TESTIFY, TESTIMONY and TESTIFICAR share a stem. */
export const STEM = 5
/** Prefix of a longer word that is not cut. */
export const WHOLE = '='
/** Prefix of a letter group. */
const LETTERS = '~'
/** The length of a letter group. */
const GROUP = 4
/** Shorter words have no letter groups. */
const SHORTEST = 3
/** Stands for a word unknown to the examples. */
export const UNKNOWN = '?'

/** The concepts and stems of a text, individually and paired with their neighbours. */
export function featuresOf(
  words: readonly string[],
  concepts: Concepts,
  knows: (word: string) => boolean,
): string[] {
  const parts: string[] = []
  const features: string[] = []
  for (let at = 0; at < words.length; ) {
    const { concept, length } = conceptAt(words, at, concepts)
    const word = words[at] ?? ''
    if (concept) {
      parts.push(concept)
      features.push(concept)
      features.push(
        words
          .slice(at, at + length)
          .map(stem)
          .join(' '),
      )
    } else if (knows(word)) {
      parts.push(stem(word))
      features.push(stem(word))
      if (word.length > STEM) features.push(WHOLE + word)
    } else {
      parts.push(UNKNOWN)
      features.push(UNKNOWN)
    }
    at += length
  }
  for (const [at, part] of parts.entries()) {
    const next = parts[at + 1]
    if (next && part !== UNKNOWN && next !== UNKNOWN) features.push(`${part}_${next}`)
  }
  features.push(`^_${parts[0]}`)
  return features
}

/** Letter groups, which a word shares with its typos and other forms; its ends are marked. */
export function lettersOf(words: readonly string[]): string[] {
  const groups: string[] = []
  for (const word of words) {
    if (word.length < SHORTEST) continue
    const marked = `<${word}>`
    for (let at = 0; at + GROUP <= marked.length; at++)
      groups.push(LETTERS + marked.slice(at, at + GROUP))
  }
  return groups
}

/** Whether a feature is a pair of neighbours. */
export function isPair(feature: string): boolean {
  return feature.includes('_')
}

function conceptAt(words: readonly string[], at: number, concepts: Concepts) {
  for (let length = Math.min(LONGEST_NAME, words.length - at); length > 0; length--) {
    const concept = conceptOf(words.slice(at, at + length).join(' '), concepts)
    if (concept) return { concept, length }
  }
  return { concept: undefined, length: 1 }
}

/** Singular and plural are the same, and so is a word with a doubled letter: HOTELL. */
export function conceptOf(name: string, { of }: Concepts): string | undefined {
  const found = of.get(name) ?? of.get(`${name}S`)
  if (found !== undefined) return found
  const one = name.endsWith('S') ? of.get(name.replace(/(?<=.{3})E?S$/, '')) : undefined
  return one ?? (isDoubled(name) ? of.get(name.replace(/(.)\1+/g, '$1')) : undefined)
}

/** Whether a letter is doubled; for most words this cheap check is enough. */
function isDoubled(word: string): boolean {
  for (let at = 1; at < word.length; at++)
    if (word.charCodeAt(at) === word.charCodeAt(at - 1)) return true
  return false
}

/** The beginning of a word, shared by its other forms. */
export function stem(word: string): string {
  const squeezed = isDoubled(word) ? word.replace(/(.)\1+/g, '$1') : word
  if (squeezed.length <= STEM)
    return squeezed.length > 3 ? squeezed.replace(/(ES|S)$/, '') : squeezed
  return squeezed.slice(0, STEM)
}
