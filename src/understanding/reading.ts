/** Reading: splits a text into words, corrects their spelling, and detects the language. */
import { spellOut, undisguised, unstretched } from './disguised.ts'
import type { LanguageModel } from './language-model.ts'
import { plain } from './plain.ts'

export type Reading = {
  /** The whole text in plain form. */
  said: string
  /** Its words, with chat spelling replaced. */
  words: readonly string[]
  /** The language, if that is clear. */
  language: string | undefined
  /** Whether it clearly mixes two languages: HIDE IT, YA LLEGÓ. */
  mixed: boolean
  /** Whether only one word could tell the language, and people say it in others too: PIMP, TIP. */
  borrowed: boolean
}

/** Log-likelihood lead (a factor of nine) at which a language is clear. */
const PLAINLY = 2.2
/** The most that a single word counts, so that no word decides alone... */
const MOST = 3
/** ...and what a mark specific to one language counts, such as ñ. */
const MARK = 4
/** Log-likelihood lead (a factor of 55) at which a single word belongs to one language alone. */
const OWN = 4
/** Times that a language has to have a word, so that it is no slip into another one. */
const SHARED = 4

/** Number of words considered for language detection. */
const MOST_TELLING = 60
/** Words beyond this are ignored: no text message can have more. */
const MOST_WORDS = 400
/** A California ZIP code is treated as one particular word. */
const ZIP = /^9[0-6]\d{3}$/

export function read(models: readonly LanguageModel[], text: string): Reading {
  const often = (word: string) => {
    let times = 0
    for (const { words, spelling } of models)
      times = Math.max(times, words.get(word) ?? (spelling.has(word) ? 1 : 0))
    return times
  }
  const spelt = plain(spellOut(text, often))
  const tokensOf = (said: string) =>
    said === ''
      ? []
      : said
          .split(' ')
          .slice(0, MOST_WORDS)
          .map((word) => unstretched(word, often))
  const tokens = tokensOf(spelt)
  // an emoji alone says something too
  const said = tokensOf(plain(text)).join(' ') || tokens.join(' ')
  const raw = undisguised(tokens, often).map((word) => (ZIP.test(word) ? 'ZIP' : word))
  const likely = languageIn(models, raw, text)
  const words = expand(models, raw, likely.language)
  const { language, mixed } = likely.language ? likely : languageIn(models, words, text)
  return { said, words, language, mixed, borrowed: isBorrowed(models, raw, text) }
}

/**
 * Whether, apart from words common to all languages, there is at most one word, and no language has
 * it exclusively.
 */
function isBorrowed(
  models: readonly LanguageModel[],
  words: readonly string[],
  text: string,
): boolean {
  if (models.some(({ marks }) => hasAny(text, marks))) return false
  const [word, ...others] = withoutLoans(models, words).filter((each) => /\p{L}/u.test(each))
  if (word === undefined) return true
  if (others.length > 0) return false
  const having = models.filter(({ words: known }) => (known.get(word) ?? 0) >= SHARED)
  const isOwn = models.some((model) => likelier(model, models, word) >= OWN)
  return having.length > 1 && !isOwn
}

/** The most words of one loan: EAST LOS ANGELES. */
const LONGEST_LOAN = 3

/** The words that are left beside those that every language shares: OK, LOS ANGELES. */
export function withoutLoans(
  models: readonly Pick<LanguageModel, 'loans'>[],
  words: readonly string[],
): string[] {
  const left: string[] = []
  for (let at = 0; at < words.length; ) {
    let length = Math.min(LONGEST_LOAN, words.length - at)
    while (length > 0 && !isLoan(models, words.slice(at, at + length).join(' '))) length--
    if (length === 0) left.push(words[at] ?? '')
    at += Math.max(1, length)
  }
  return left
}

function isLoan(models: readonly Pick<LanguageModel, 'loans'>[], said: string): boolean {
  return models.some(({ loans }) => loans.has(said))
}

/**
 * Replaces chat spelling: that of the text's language, and of others if the word does not exist in
 * it.
 */
function expand(
  models: readonly LanguageModel[],
  words: readonly string[],
  language: string | undefined,
): string[] {
  const spoken = models.find((model) => model.language === language)
  const others = models.filter((model) => model !== spoken)
  return words.flatMap((word) => {
    const own = spoken?.spelling.get(word)
    if (own) return own
    if (spoken?.words.has(word)) return [word]
    for (const other of others) {
      const meant = other.spelling.get(word)
      if (meant) return meant
    }
    return [word]
  })
}

/** The language that a text's words, letters and marks indicate, if that is clear. */
function languageIn(
  models: readonly LanguageModel[],
  words: readonly string[],
  text: string,
): Pick<Reading, 'language' | 'mixed'> {
  const marked = /[^ -~\s]/.test(text)
  // the beginning of a long text is enough
  const first = withoutLoans(models, words.slice(0, MOST_TELLING))
  const rated = models
    .map((model) => {
      let score = marked && hasAny(text, model.marks) ? MARK : 0
      for (const word of first) score += speaksFor(model, models, word)
      return { language: model.language, score }
    })
    .sort((one, other) => other.score - one.score)
  const [likeliest, second] = rated
  const next = second?.score ?? 0
  if (likeliest && likeliest.score - next >= PLAINLY)
    return { language: likeliest.language, mixed: false }
  return { language: undefined, mixed: next >= PLAINLY }
}

function hasAny(text: string, marks: ReadonlySet<string>): boolean {
  for (const letter of text.normalize('NFC').toLowerCase()) if (marks.has(letter)) return true
  return false
}

function speaksFor(model: LanguageModel, models: readonly LanguageModel[], word: string): number {
  const spelt = models.filter(({ spelling }) => spelling.has(word))
  // K is OK in one language and QUE in another, and OK exists in all
  if (spelt.length > 1 || isLoan(models, word)) return 0
  return Math.max(0, Math.min(MOST, likelier(model, models, word)))
}

/** The log-likelihood lead of a word in one language over all others; 0 if no language has it. */
function likelier(model: LanguageModel, models: readonly LanguageModel[], word: string): number {
  const own = share(model, word)
  const others = models.filter((other) => other !== model).map((other) => share(other, word))
  const next = Math.max(0, ...others)
  if (own === 0 && next === 0) return 0
  const floor = 0.2 / model.total
  return Math.log((own + floor) / (next + floor))
}

function share({ words, spelling, total }: LanguageModel, word: string): number {
  const count = words.get(word) ?? (spelling.has(word) ? 1 : 0)
  return count / total
}
