/** Features: what the ranker sees of a text. Words that mean the same are one, in all languages. */

/** Words that mean the same: a word or several in a row -> the name of what they mean. */
export type Concepts = { of: ReadonlyMap<string, string>; names: ReadonlySet<string> }

/** No concept is named by more words in a row than this. */
const LONGEST_NAME = 3
/** Longer words are cut to this: TESTIFY, TESTIMONY and TESTIFICAR begin alike. */
export const STEM = 5
/** Stands before a longer word that is not cut. */
export const WHOLE = '='
/** Stands before letters that follow each other in a word. */
const LETTERS = '~'
/** So many of them are one group. */
const GROUP = 4
/** Shorter words are no more than themselves. */
const SHORTEST = 3
/** A word that no example has. */
export const UNKNOWN = '?'

/** The concepts and stems of a text, each alone and each with its neighbour. */
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

/** Groups of letters, which a word shares with its typos and its other forms; its ends are marked. */
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

/** Whether a feature is two neighbours. */
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

/** One and many are the same, and so is a letter that somebody doubled: HOTELL. */
export function conceptOf(name: string, { of }: Concepts): string | undefined {
  const found = of.get(name) ?? of.get(`${name}S`)
  if (found !== undefined) return found
  const one = name.endsWith('S') ? of.get(name.replace(/(?<=.{3})E?S$/, '')) : undefined
  return one ?? (isDoubled(name) ? of.get(name.replace(/(.)\1+/g, '$1')) : undefined)
}

/** Whether a letter follows itself; most words need no more than this look. */
function isDoubled(word: string): boolean {
  for (let at = 1; at < word.length; at++)
    if (word.charCodeAt(at) === word.charCodeAt(at - 1)) return true
  return false
}

/** How a word begins, which its other forms share. */
export function stem(word: string): string {
  const squeezed = isDoubled(word) ? word.replace(/(.)\1+/g, '$1') : word
  if (squeezed.length <= STEM)
    return squeezed.length > 3 ? squeezed.replace(/(ES|S)$/, '') : squeezed
  return squeezed.slice(0, STEM)
}
