/** Readability: the Flesch-Kincaid grade for English, the INFLESZ scale for Spanish. */
import { syllable } from 'syllable'

/** Names of laws and of the hotline, and numbers, which cannot be simplified, are ignored. */
const EXEMPT =
  /\{\w+\}|National Human Trafficking Hotline|\b(?:Penal|Civil|Evidence) Code(?: section)?|\bCódigo (?:Penal|Civil)|\b(?:AB|SB|Prop|Public Law)\b|REPORT Act|[\d$%,.-]*\d[\d%]*/g

export type Reading = { measure: 'grade' | 'INFLESZ'; value: number; hard: boolean }

/**
 * Limits: the highest school grade in English, and the lowest INFLESZ score (65 is easy, 80 very
 * easy).
 */
const MOST_GRADE = 6
const LEAST_EASE = 65

/** In a shorter text one long word makes all the difference: it is measured but not judged. */
const FEWEST_WORDS = 20

/** Undefined for other languages, or if there is nothing to read. */
export function readingOf(language: string, text: string): Reading | undefined {
  const { words, sentences } = partsOf(text)
  if (words.length === 0) return undefined
  const judged = words.length >= FEWEST_WORDS
  const perSentence = words.length / sentences
  const syllables = (count: (word: string) => number) =>
    words.reduce((sum, word) => sum + count(word), 0) / words.length
  if (language === 'en') {
    const value = 0.39 * perSentence + 11.8 * syllables(syllable) - 15.59
    return { measure: 'grade', value, hard: judged && value > MOST_GRADE }
  }
  if (language !== 'es') return undefined
  const value = 206.835 - 62.3 * syllables(vowelGroups) - perSentence
  return { measure: 'INFLESZ', value, hard: judged && value < LEAST_EASE }
}

/** A separate line, such as a menu option, counts as a sentence. */
function partsOf(text: string): { sentences: number; words: string[] } {
  const sentences = text.split(/[.!?:]+(?:\s|$)|\n/).filter((part) => /\p{L}/u.test(part))
  return {
    sentences: Math.max(1, sentences.length),
    words: text.replace(EXEMPT, ' ').match(/[\p{L}'-]*\p{L}/gu) ?? [],
  }
}

/** The number of syllables in a Spanish word. */
function vowelGroups(word: string): number {
  return word.match(/[aeo]|[áéíóú]|[iuü](?![aeoáéíóú])/giu)?.length ?? 1
}
