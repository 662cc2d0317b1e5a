/** Reading: a text as its words, in the spelling that is meant, and the language it is plainly in. */
import { plain } from './plain.ts'

/** What is known of a language: how often each word stands in the line's own texts, and chat spelling. */
export type Tongue = {
  language: string
  words: ReadonlyMap<string, number>
  total: number
  /** How people write in a hurry -> the words meant. */
  spelling: ReadonlyMap<string, readonly string[]>
  /** Letters and marks that only this language has. */
  marks: ReadonlySet<string>
}

export type Reading = {
  /** The whole text in plain form. */
  said: string
  /** Its words, with chat spelling replaced. */
  words: readonly string[]
  /** The language, where that is plain. */
  language: string | undefined
}

/** How much likelier a language must be than the next one. */
const PLAINLY = 2.2
/** No one word decides more than this. */
const MOST = 3
const MARK = 4

export function read(tongues: readonly Tongue[], text: string): Reading {
  const said = plain(text)
  const raw = said === '' ? [] : said.split(' ')
  const likely = languageOf(tongues, raw, text)
  const words = expand(tongues, raw, likely)
  return { said, words, language: likely ?? languageOf(tongues, words, text) }
}

/** Chat spelling replaced: in the language spoken, and in others where it is no word of that one. */
function expand(
  tongues: readonly Tongue[],
  words: readonly string[],
  language: string | undefined,
): string[] {
  const spoken = tongues.find((tongue) => tongue.language === language)
  const others = tongues.filter((tongue) => tongue !== spoken)
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
export function languageOf(
  tongues: readonly Tongue[],
  words: readonly string[],
  text: string,
): string | undefined {
  const marked = /[^ -~\s]/.test(text)
  const rated = tongues
    .map((tongue) => {
      let score = marked && hasAny(text, tongue.marks) ? MARK : 0
      for (const word of words) score += speaksFor(tongue, tongues, word)
      return { language: tongue.language, score }
    })
    .sort((one, other) => other.score - one.score)
  const [first, second] = rated
  if (!first) return undefined
  return first.score - (second?.score ?? 0) >= PLAINLY ? first.language : undefined
}

function hasAny(text: string, marks: ReadonlySet<string>): boolean {
  for (const letter of text.normalize('NFC').toLowerCase()) if (marks.has(letter)) return true
  return false
}

function speaksFor(tongue: Tongue, tongues: readonly Tongue[], word: string): number {
  const spelt = tongues.filter(({ spelling }) => spelling.has(word))
  // K is OK to some and QUE to others
  if (spelt.length > 1) return 0
  const own = share(tongue, word)
  const others = tongues.filter((other) => other !== tongue).map((other) => share(other, word))
  const next = Math.max(0, ...others)
  if (own === 0 && next === 0) return 0
  const floor = 0.2 / tongue.total
  return Math.max(0, Math.min(MOST, Math.log((own + floor) / (next + floor))))
}

function share({ words, spelling, total }: Tongue, word: string): number {
  const count = words.get(word) ?? (spelling.has(word) ? 1 : 0)
  return count / total
}
