/** Keywords: words that ask for a topic wherever they stand alone. */

/** The most words that a keyword can have. */
export const LONGEST_KEYWORD = 4
/** Keyword in plain form -> its topic; no language if it is a keyword in several. */
export type Keywords = ReadonlyMap<string, { topic: string; language?: string }>

/**
 * The topics of a text that consists of keywords and words between them; empty for any other text.
 */
export function keywordsIn(
  keywords: Keywords,
  words: readonly string[],
  between: ReadonlySet<string>,
): string[] {
  const topics = new Set<string>()
  for (let at = 0; at < words.length; ) {
    const length = lengthOfKeyword(keywords, words, at)
    const match = keywords.get(words.slice(at, at + length).join(' '))
    if (!match && !between.has(words[at] ?? '')) return []
    if (match) topics.add(match.topic)
    at += Math.max(1, length)
  }
  return Array.from(topics)
}

function lengthOfKeyword(keywords: Keywords, words: readonly string[], at: number): number {
  let length = Math.min(LONGEST_KEYWORD, words.length - at)
  while (length > 0 && !keywords.has(words.slice(at, at + length).join(' '))) length--
  return length
}
