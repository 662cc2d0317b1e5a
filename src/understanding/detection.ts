/** Detection: the language that a text's words, letters and marks indicate. */
import type { LanguageModel } from './language-model.ts'
import { withoutLoans } from './loans.ts'
import type { Runs } from './runs.ts'

/** What it takes to tell languages apart. */
export type Languages = {
  models: readonly LanguageModel[]
  /** Words shared by all languages. */
  loans: Runs
}

/** `mixed`: the text clearly mixes two languages: HIDE IT, YA LLEGÓ. */
export type Detected = { language: string | undefined; mixed: boolean }

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
/** Number of words considered: the beginning of a long text is enough. */
const MOST_TELLING = 60

/** The language that a text indicates, if that is clear. `letters` is the text as `lettersOf` has it. */
export function detect(languages: Languages, words: readonly string[], letters: string): Detected {
  const { models, loans } = languages
  const scores: number[] = models.map(({ marks }) => (hasAny(letters, marks) ? MARK : 0))
  for (const word of withoutLoans(loans, words.slice(0, MOST_TELLING))) {
    const { by, lead, spellings } = leadOf(models, word)
    // K is OK in one language and QUE in another
    if (spellings < 2) scores[by] = (scores[by] ?? 0) + Math.min(MOST, lead)
  }
  const best = scores.indexOf(Math.max(...scores))
  const next = Math.max(0, ...scores.filter((_, at) => at !== best))
  if ((scores[best] ?? 0) - next >= PLAINLY)
    return { language: models[best]?.language, mixed: false }
  return { language: undefined, mixed: next >= PLAINLY }
}

/**
 * Whether, apart from words common to all languages, there is at most one word, and no language has
 * it exclusively: PIMP, TIP.
 */
export function isBorrowed(
  { models, loans }: Languages,
  words: readonly string[],
  letters: string,
): boolean {
  // nearly every text has two words in its beginning that are no loans
  const [one, two] = withoutLoans(loans, words.slice(0, MOST_TELLING)).filter(isLettered)
  if (two !== undefined || models.some(({ marks }) => hasAny(letters, marks))) return false
  const [word, more] =
    words.length > MOST_TELLING ? withoutLoans(loans, words).filter(isLettered) : [one]
  if (word === undefined) return true
  if (more !== undefined) return false
  const having = models.filter(({ words: known }) => (known.get(word) ?? 0) >= SHARED)
  return having.length > 1 && leadOf(models, word).lead < OWN
}

function isLettered(word: string): boolean {
  return /\p{L}/u.test(word)
}

/** What a text has beyond ASCII, in which marks are looked for; empty for most texts. */
export function lettersOf(text: string): string {
  return /[^ -~\s]/.test(text) ? text.normalize('NFC').toLowerCase() : ''
}

function hasAny(letters: string, marks: ReadonlySet<string>): boolean {
  for (const letter of letters) if (marks.has(letter)) return true
  return false
}

/**
 * The language that has a word more often than all others, its log-likelihood lead over them, and
 * how many have it as chat spelling.
 */
function leadOf(models: readonly LanguageModel[], word: string) {
  let [by, most, next, spellings] = [0, 0, 0, 0]
  for (const [at, { words, spelling, total }] of models.entries()) {
    const spelt = spelling.has(word)
    if (spelt) spellings++
    const share = (words.get(word) ?? (spelt ? 1 : 0)) / total
    if (share > most) [by, most, next] = [at, share, most]
    else if (share > next) next = share
  }
  const floor = 0.2 / (models[by]?.total ?? 1)
  return { by, lead: most === 0 ? 0 : Math.log((most + floor) / (next + floor)), spellings }
}
