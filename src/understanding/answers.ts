/**
 * Answers: whole texts that answer the line's own question: a key in any spelling, an option's own
 * words, yes and no. Checked before anything is ranked, and only if the text says nothing else.
 */
import type { Input } from '../flow/input.ts'
import { isRun, type Runs } from './runs.ts'
import { inSituation, type YesOrNo, yesOrNo } from './yes-or-no.ts'

/** The vocabulary of answers, in all languages at once; words are in the form of `plain`. */
export type Answers = YesOrNo & {
  /** TWO, SEGUNDA -> 2 */
  keys: ReadonlyMap<string, string>
  /** Words that may surround a key: OPTION, PLEASE. */
  around: ReadonlySet<string>
  /**
   * What the line prints next to a key or word, and what it stands for: 0 PERSON, 1 GET HELP, GET
   * HELP.
   */
  printed: ReadonlyMap<string, Input>
  /** For each key, the words of every option that it has in some menu. */
  options: ReadonlyMap<string, readonly ReadonlySet<string>[]>
  /** Corrects a misspelt answer word: KUATRO, OPSION. */
  spelling: (word: string) => string
}

/** The most words that an answer can have. */
const LONGEST = 14
const LONGEST_KEY_ANSWER = 10

/**
 * `beside`: the rest of the text if it begins or ends with a yes or no, or everything around a key.
 */
export type Answer = { input: Input | 'yes' | 'no'; because: string; beside?: string }

/**
 * The answer that a text consists of, if it says nothing else. `commands` are the line's words.
 * Several keys at once cannot be followed and are no question either: `unknown`.
 */
export function answerIn(
  answers: Answers,
  commands: ReadonlyMap<string, Input>,
  written: readonly string[],
): Answer | undefined {
  if (written.length === 0 || written.length > LONGEST) return undefined
  const said = written.join(' ')
  const words = written.map(answers.spelling)
  const whole = words.join(' ')
  const key = keyIn(answers, words)
  if (key) return { input: key, because: `a key: ${said}`, beside: whole }
  const bare = withoutManners(answers.polite, words)
  const command = commands.get(bare)
  // "I want to leave, please" does not ask to leave this conversation
  const meant = bare !== whole && command && isExit(command) ? undefined : command
  const printed = printedIn(answers, words) ?? meant
  if (printed) return { input: printed, because: `the words ${bare}` }
  const reply = yesOrNo(answers, words)
  if (reply) return { input: reply, because: `${reply}: ${said}` }
  const situated = inSituation(answers, words)
  if (situated) {
    const { says, beside } = situated
    return { input: says, because: `${says}: ${said}`, beside: beside.join(' ') }
  }
  return keyAndWords(answers, commands, words)
}

function isExit(input: Input): boolean {
  return input.type === 'event' && input.event === 'exit'
}

/** The input of a key. */
export function pressed(key: string): Input {
  return key === '0' ? { type: 'event', event: 'person' } : { type: 'key', key }
}

/** One key, among words that only surround it: OPTION 2 PLEASE, THE SECOND ONE. */
function keyIn({ keys, around, polite }: Answers, words: readonly string[]): Input | undefined {
  if (words.length > LONGEST_KEY_ANSWER || saysNobody(words)) return undefined
  if (words.length === 1 && (words[0] === 'O' || words[0] === 'OO')) return pressed('0')
  const found = new Set<string>()
  const all: string[] = []
  // ONE may be a pronoun: THE SECOND ONE
  const perhaps = new Set<string>()
  for (const [at, word] of words.entries()) {
    // THE 4TH 1 is the fourth one
    const counts = word === '1' && keys.has(words[at - 1] ?? '')
    const digit = counts ? undefined : digitOf(word)
    const key = digit ?? keys.get(counts ? 'ONE' : word)
    if (key !== undefined) all.push(key)
    if (key !== undefined && (digit !== undefined || !(counts || around.has(word)))) found.add(key)
    else if (key !== undefined) perhaps.add(key)
    else if (!around.has(word) && !polite.all.has(word)) return undefined
  }
  // nine one one is not a key
  if (HELP_NUMBERS.includes(all.join(''))) return undefined
  if (found.size > 1) return { type: 'unknown' }
  const [key] = found.size === 1 ? found : perhaps
  return key === undefined ? undefined : pressed(key)
}

/** NO ONE WILL LET ME GO means nobody; NO 1 on its own still means a number. */
function saysNobody(words: readonly string[]): boolean {
  return words.some((word, at) => {
    if (words[at - 1] !== 'NO') return false
    return word === 'ONE' || (word === '1' && words.length > LONGEST_NUMBER)
  })
}

/** NO 1 PLEASE */
const LONGEST_NUMBER = 3

const HELP_NUMBERS = ['911', '988']

/** 2, 02, #2, 2# */
function digitOf(word: string): string | undefined {
  return /^[#*]?0*(\d)[#*]?$/.exec(word)?.[1]
}

/** The words without surrounding courtesies: MENU PLEASE, CAN I GO BACK. */
export function withoutManners(polite: Runs, words: readonly string[]): string {
  let [from, to] = [0, words.length]
  const is = (start: number, end: number) => isRun(polite, words, start, end)
  for (let length = LONGEST_MANNER; length > 0; )
    if (to - from > length && is(from, from + length)) from += length
    else if (to - from > length && is(to - length, to)) to -= length
    else length--
  return words.slice(from, to).join(' ')
}

/**
 * Printed words, with or without courtesies around them: NOW is one of the latter, and also the end
 * of I NEED SOMETHING NOW.
 */
function printedIn({ printed, polite }: Answers, words: readonly string[]): Input | undefined {
  const last = words.length
  const isPolite = (from: number, to: number) => isRun(polite, words, from, to)
  const begins = reached(last, (at, length) => isPolite(at, at + length))
  const ends = reached(last, (at, length) => isPolite(last - at - length, last - at))
  for (const from of begins)
    for (const end of ends) {
      const input = printed.get(words.slice(from, last - end).join(' '))
      if (input) return input
    }
  return undefined
}

/** How many words can be stripped from one side as courtesies, starting with none. */
function reached(most: number, isManner: (at: number, length: number) => boolean): number[] {
  const places = [0]
  for (const at of places)
    for (let length = 1; length <= LONGEST_MANNER && at + length < most; length++)
      if (!places.includes(at + length) && isManner(at, length)) places.push(at + length)
  return places
}

const LONGEST_MANNER = 3

/**
 * A key followed by words that say the same: 2 SIGNS, 9 THE MENU, 1 YES, THE EIGHT, TAKE ME BACK.
 */
function keyAndWords(
  answers: Answers,
  commands: ReadonlyMap<string, Input>,
  words: readonly string[],
): Answer | undefined {
  const begun = words.findIndex((word) => !answers.around.has(word) || answers.keys.has(word))
  const [first = '', ...rest] = words.slice(Math.max(0, begun))
  const key = digitOf(first) ?? answers.keys.get(first)
  if (key === undefined || rest.length === 0) return undefined
  const because = `a key and its words: ${words.join(' ')}`
  const bare = withoutManners(answers.polite, rest)
  const said =
    printedIn(answers, rest) ??
    commands.get(bare) ??
    yesOrNo(answers, rest) ??
    inSituation(answers, rest)?.says
  if (said) return { input: said, because }
  const options = answers.options.get(key) ?? []
  const meant = rest.filter((word) => !answers.around.has(word))
  const fits = options.some((option) => meant.every((word) => option.has(word)))
  return meant.length > 0 && fits ? { input: pressed(key), because } : undefined
}
