/** Reading: a text as its words, in the spelling that is meant, and the language it is plainly in. */
import { spellOut, undisguised, unstretched } from './disguised.ts'
import type { LanguageModel } from './language-model.ts'
import { plain } from './plain.ts'

export type Reading = {
  /** The whole text in plain form. */
  said: string
  /** Its words, with chat spelling replaced. */
  words: readonly string[]
  /** The language, where that is plain. */
  language: string | undefined
  /** Whether two languages are in it, each as plainly: HIDE IT, YA LLEGÓ. */
  mixed: boolean
}

/** A language this much likelier than the next one (as a logarithm: nine times) is plainly spoken. */
const PLAINLY = 2.2
/** One word speaks for a language with no more than this, so that no single word decides alone... */
const MOST = 3
/** ...and a mark that only one language has, such as ñ, with this. */
const MARK = 4

/** So many words tell which language it is. */
const MOST_TELLING = 60
/** More words than this are not read: nobody can send more by text. */
const MOST_WORDS = 400
/** A ZIP code of California is a word of its own. */
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
  // a thumb alone says something too
  const said = tokensOf(plain(text)).join(' ') || tokens.join(' ')
  const raw = undisguised(tokens, often).map((word) => (ZIP.test(word) ? 'ZIP' : word))
  const likely = languageIn(models, raw, text)
  const words = expand(models, raw, likely.language)
  const { language, mixed } = likely.language ? likely : languageIn(models, words, text)
  return { said, words, language, mixed }
}

/** Chat spelling replaced: in the language spoken, and in others where it is no word of that one. */
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

/** The language that the words, letters and marks of a text speak for, if that is plain. */
function languageIn(
  models: readonly LanguageModel[],
  words: readonly string[],
  text: string,
): Pick<Reading, 'language' | 'mixed'> {
  const marked = /[^ -~\s]/.test(text)
  // who writes much shows it at once
  const first = words.slice(0, MOST_TELLING)
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
  // K is OK to some and QUE to others, and OK is said by all
  if (spelt.length > 1 || models.some(({ loans }) => loans.has(word))) return 0
  const own = share(model, word)
  const others = models.filter((other) => other !== model).map((other) => share(other, word))
  const next = Math.max(0, ...others)
  if (own === 0 && next === 0) return 0
  const floor = 0.2 / model.total
  return Math.max(0, Math.min(MOST, Math.log((own + floor) / (next + floor))))
}

function share({ words, spelling, total }: LanguageModel, word: string): number {
  const count = words.get(word) ?? (spelling.has(word) ? 1 : 0)
  return count / total
}
