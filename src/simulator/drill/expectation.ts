/**
 * The expectations of a drill: lines beginning with `?`, how they are parsed, and what a failed one
 * reports.
 */
import { nearest } from '../../content/nearest.ts'
import { namesSubject } from '../../content/neutral.ts'
import { plain } from '../../understanding/plain.ts'
import type { Tally } from './tally.ts'

/** Returns what is wrong, if anything. Throws ExpectationError if it names an unknown phone. */
export type Expectation = (tally: Tally) => string | undefined

/** The message is for the script's author. */
export class ExpectationError extends Error {}

type Judge = (words: string, most: number) => Expectation

const found: Judge = (words, most) => (tally) => {
  const answer = tally.answers.find(({ text }) => holds(text, words, tally))
  if (!answer) return 'it was never said'
  return answer.moves > most ? `it took ${answer.moves}` : undefined
}

/** Every form of expectation; N stands for a number, WORDS for anything. To add one, add a row. */
const forms: Readonly<Record<string, Judge>> = {
  'says WORDS': (words) => (tally) =>
    holds(tally.last, words, tally) ? undefined : `it said ${short(tally.last)}`,
  'does not say WORDS': (words) => (tally) =>
    holds(tally.last, words, tally) ? `it said ${short(tally.last)}` : undefined,
  'never says WORDS': (words) => (tally) => {
    const answer = tally.answers.find(({ text }) => holds(text, words, tally))
    return answer && `it said ${short(answer.text)}`
  },
  'never names the subject': () => (tally) => {
    const answer = tally.answers.find(({ text }) => namesSubject(text))
    return answer && `it said ${short(answer.text)}`
  },
  'finds within N texts: WORDS': found,
  'finds within N keys: WORDS': found,
  'offers a person': () => (tally) =>
    /(?<!\d)0(?!\d)/.test(tally.last) || holds(tally.last, '{hotline}', tally)
      ? undefined
      : `it said ${short(tally.last)}`,
  'stays silent': () => (tally) => (tally.last === '' ? undefined : `it said ${short(tally.last)}`),
  'reaches WORDS within N seconds': (key, most) => (tally) => {
    const seconds = tally.reached.get(known(key, tally))
    if (seconds === undefined) return `${key} was not reached`
    return seconds > most ? `it took ${seconds} seconds` : undefined
  },
  'rings nobody': () => (tally) =>
    tally.rung.size > 0 ? `it rang ${Array.from(tally.rung).join(', ')}` : undefined,
  'rings WORDS': (key) => (tally) =>
    tally.rung.has(known(key, tally)) ? undefined : `${key} did not ring`,
  'costs at most N segments': (_, most) => (tally) =>
    tally.segments > most ? `it cost ${tally.segments} segments` : undefined,
  'speaks at most N seconds': (_, most) => (tally) =>
    tally.spoken > most ? `it spoke for ${tally.spoken} seconds` : undefined,
  'is over': () => (tally) => (tally.over ? undefined : 'the call goes on'),
}

const readers = Object.entries(forms).map(([form, judge]) => ({ pattern: patternOf(form), judge }))

/** All forms, as they are written. */
export const expectations: readonly string[] = Object.keys(forms)

/** Parses the text after the `?`. Throws ExpectationError. */
export function readExpectation(text: string): Expectation {
  for (const { pattern, judge } of readers) {
    const read = pattern.exec(text)
    if (read) return judge(read.groups?.words ?? '', Number(read.groups?.most ?? 0))
  }
  const meant = expectations.findLast((form) => begins(text, form))
  const remedy = meant ? `did you mean "${meant}"?` : `there is: ${expectations.join('; ')}`
  throw new ExpectationError(`nothing is expected by "${text}"; ${remedy}`)
}

function patternOf(form: string): RegExp {
  const one = form.replace(/\b(segment|second|text|key)s\b/, '$1s?')
  return new RegExp(
    `^${one.replace('WORDS', '(?<words>\\S.*)').replace(/\bN\b/, '(?<most>\\d+)')}$`,
  )
}

/** Whether a text begins like a form, allowing for typos. */
function begins(text: string, form: string): boolean {
  const [beginning = ''] = form.split(/ (?:WORDS|N)\b/)
  const { length } = beginning.split(' ')
  return nearest(text.split(' ').slice(0, length).join(' '), [beginning]) !== undefined
}

function known(key: string, { numbers }: Tally): string {
  if (numbers.has(key)) return key
  const meant = nearest(key, Array.from(numbers.keys()))
  throw new ExpectationError(`nobody is called ${key}${meant ? `; did you mean ${meant}?` : ''}`)
}

/**
 * Whether a text contains the words (the last may be only the beginning of a word). Accents,
 * capitals, punctuation and the grouping of numbers make no difference. {hotline} stands for that
 * number in content/phones.yaml.
 */
function holds(text: string, words: string, tally: Tally): boolean {
  const [, key] = /^\{(\w+)\}$/.exec(words) ?? []
  const asked = key ? (tally.numbers.get(known(key, tally)) ?? '') : words
  if (/^\d{3,}$/.test(asked))
    return new RegExp(`(?<!\\d)(?:1[ ,-]*)?${Array.from(asked).join('[ ,-]*')}(?!\\d)`).test(text)
  return ` ${plain(text)}`.includes(` ${plain(asked)}`)
}

/** Enough of an answer to recognize it. */
function short(text: string): string {
  if (text === '') return 'nothing'
  return text.length > 120 ? `"${text.slice(0, 119)}…"` : `"${text}"`
}
