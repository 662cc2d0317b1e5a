/** Places: a text as phrases see it, word by word. */
import type { Beginnings, OneOf } from './phrase.ts'

/** Positions, each once. Few enough for a list to cost less than a set. */
export type Ends = readonly number[]

/** What may stand at one position of a text: a word, what it may be a typo of, their beginnings. */
export type Forms = readonly string[]

/** A text as phrases see it. */
export type Places = {
  at: readonly Forms[]
  /** The union of these. */
  said: ReadonlySet<string>
  /** Where each choice of words ends that was tried at a position; shared by all phrases. */
  reached: (Map<OneOf, Ends> | undefined)[]
}

/**
 * Prepares a text for the search. `meant` gives the words that each may stand for, `beginnings` the
 * word beginnings used in phrases.
 */
export function placesOf(
  words: readonly string[],
  meant: (word: string) => readonly string[],
  beginnings: Beginnings,
): Places {
  // a long text repeats most of its words
  const known = new Map<string, Forms>()
  const said = new Set<string>()
  const at = words.map((word) => {
    const before = known.get(word)
    if (before) return before
    const forms = formsOf(word, meant(word), beginnings)
    known.set(word, forms)
    for (const form of forms) said.add(form)
    return forms
  })
  return { at, said, reached: [] }
}

function formsOf(word: string, meant: readonly string[], beginnings: Beginnings): Forms {
  const forms: string[] = []
  const add = (form: string) => {
    if (!forms.includes(form)) forms.push(form)
  }
  const addWord = (each: string) => {
    add(each)
    for (const { letters, beginning } of beginnings.get(each.slice(0, 2)) ?? [])
      if (each.startsWith(letters)) add(beginning)
  }
  addWord(word)
  for (const each of meant) if (each !== word) addWord(each)
  return forms
}
