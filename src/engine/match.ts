/** Finds the one topic that a text names by keyword. Two topics named alike well are no match. */

/** Keyword in plain form -> the topics it names; no language when it is a keyword in several. */
export type Keywords = ReadonlyMap<string, { topic: string; language?: string }>

/** No keyword is longer than this many words. */
export const LONGEST_KEYWORD = 4

/** The topic whose longest keyword occurs in the text (`said`, in plain form), if only one does. */
export function matchTopic(
  keywords: Keywords,
  said: string,
): { topic: string; language?: string } | undefined {
  const words = said.split(' ')
  for (let length = Math.min(LONGEST_KEYWORD, words.length); length > 0; length--) {
    const found = named(keywords, words, length)
    const [first] = found
    if (first) return found.every((match) => match.topic === first.topic) ? first : undefined
  }
  return undefined
}

function named(keywords: Keywords, words: string[], length: number) {
  const found: { topic: string; language?: string }[] = []
  for (let at = 0; at + length <= words.length; at++) {
    const match = keywords.get(words.slice(at, at + length).join(' '))
    if (match) found.push(match)
  }
  return found
}
