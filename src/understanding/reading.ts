/** Reading: splits a text into words, once for all who look at it, and corrects their spelling. */

import { detect, isBorrowed, type Languages, lettersOf } from './detection.ts'
import { type Frequency, spellOut, unstretched } from './disguised.ts'
import { undisguised } from './joined.ts'
import type { LanguageModel } from './language-model.ts'
import { plain } from './plain.ts'

export type Reading = {
  /** The whole text in plain form, and its words. */
  said: string
  tokens: readonly string[]
  /** The words that are meant, with chat spelling replaced, and all of them as one. */
  words: readonly string[]
  meant: string
  /** The language, if that is clear. */
  language: string | undefined
  /** Whether it clearly mixes two languages: HIDE IT, YA LLEGÓ. */
  mixed: boolean
  /** Whether only one word could tell the language, and people say it in others too: PIMP, TIP. */
  borrowed: boolean
}

/** Words beyond this are ignored: no text message can have more. */
const MOST_WORDS = 400
/** A California ZIP code is treated as one particular word. */
const ZIP = /^9[0-6]\d{3}$/

export function read(languages: Languages, text: string): Reading {
  const { models } = languages
  const often = frequencyIn(models)
  const shown = spellOut(text, often)
  const seen = tokensOf(shown, often)
  // an emoji alone says something too
  const written = shown === text ? seen : tokensOf(text, often)
  const tokens = written.length > 0 ? written : seen
  const raw = withZip(undisguised(seen, often))
  const letters = lettersOf(text)
  const likely = detect(languages, raw, letters)
  const words = expand(models, raw, likely.language)
  const isClear = likely.language !== undefined || words === raw
  const { language, mixed } = isClear ? likely : detect(languages, words, letters)
  const said = tokens.join(' ')
  return {
    said,
    tokens,
    words,
    meant: words === tokens ? said : words.join(' '),
    language,
    mixed,
    borrowed: isBorrowed(languages, raw, letters),
  }
}

function withZip(words: readonly string[]): readonly string[] {
  return words.some((word) => ZIP.test(word))
    ? words.map((word) => (ZIP.test(word) ? 'ZIP' : word))
    : words
}

/** How often a word occurs in the language that has it most. */
function frequencyIn(models: readonly LanguageModel[]): Frequency {
  return (word) => {
    let times = 0
    for (const { words, spelling } of models)
      times = Math.max(times, words.get(word) ?? (spelling.has(word) ? 1 : 0))
    return times
  }
}

function tokensOf(text: string, often: Frequency): readonly string[] {
  const said = plain(text)
  return said === '' ? [] : unstretched(said.split(' ').slice(0, MOST_WORDS), said, often)
}

/**
 * Replaces chat spelling: that of the text's language, and of others if the word does not exist in
 * it. The same list if there is none.
 */
function expand(
  models: readonly LanguageModel[],
  words: readonly string[],
  language: string | undefined,
): readonly string[] {
  const spoken = models.find((model) => model.language === language)
  const others = models.filter((model) => model !== spoken)
  const meantBy = (word: string): readonly string[] | undefined => {
    const own = spoken?.spelling.get(word)
    if (own || spoken?.words.has(word)) return own
    for (const { spelling } of others) {
      const meant = spelling.get(word)
      if (meant) return meant
    }
    return undefined
  }
  const meant = words.map(meantBy)
  return meant.some((each) => each) ? words.flatMap((word, at) => meant[at] ?? [word]) : words
}
