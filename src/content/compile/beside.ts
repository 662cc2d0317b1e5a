/**
 * Mentions another topic below an answer, with the key that leads there, fitting as much of its
 * name and as many of the answer's own keys as possible.
 */
import { type AlphabetName, alphabetOf, fits } from '../alphabet.ts'
import type { LanguageText } from '../read/files.ts'
import { join, type NamesAnother, type Wording } from '../words.ts'

/** The key that leads to the other topic: the first of those that choose one. */
const KEY = '1'

/** An answer's words, and variants of its keys: all of them first, then fewer. */
export type SplitText = { words: string; keys: readonly string[] }

/** The answers that may mention another topic, by type and name. */
export type Answers = ReadonlyMap<string, SplitText>

export function besideIn(
  { line, topics }: LanguageText,
  alphabet: AlphabetName,
  answers: Answers,
  fill: (text: string) => string,
): Wording['beside'] {
  const namesOf = (topic: string): string[] => {
    const { title, keywords = [] } = topics[topic] ?? {}
    const names = [title, ...keywords].filter((name) => name !== undefined)
    return names.map((name) => fill(line.text.also.replace('{key}', KEY).replace('{title}', name)))
  }
  return (answer, topic) => {
    const parted = answers.get(nameOf(answer))
    const names = namesOf(topic)
    if (!parted || names.length === 0) return undefined
    // the first keyword is a short name that can be texted too; the others are used if that does
    // not fit at all
    const texts = [names.slice(0, 2), names.slice(2)].flatMap((some) =>
      parted.keys.flatMap((keys) => some.map((name) => below(parted.words, [name, keys]))),
    )
    const fitting = texts.find((text) => fits(alphabet, text, alphabetOf(alphabet).page))
    return fitting ?? whole(alphabet, parted)
  }
}

/** An answer with as many of its keys as fit. */
export function whole(alphabet: AlphabetName, { words, keys }: SplitText): string {
  const texts = keys.map((each) => below(words, [each]))
  return (
    texts.find((text) => fits(alphabet, text, alphabetOf(alphabet).page)) ?? texts.at(-1) ?? words
  )
}

export function nameOf(answer: NamesAnother): string {
  return answer.type === 'say'
    ? `say ${answer.text}`
    : `${answer.type} ${answer.node}/${answer.page}`
}

/** A footer's keys: all of them; without the one that leads back; and only the first and last. */
export function fewerBetween(footer: string): string[] {
  const [first = '', ...rest] = keysOf(footer)
  return rest.length < 2 ? [footer] : rest.map((_, at) => [first, ...rest.slice(at)].join(' '))
}

/** A footer's keys, dropping one more from the end each time. */
export function fewerAtEnd(footer: string): string[] {
  const keys = keysOf(footer)
  return keys.map((_, at) => keys.slice(0, keys.length - at).join(' '))
}

/** Splits a footer into keys; `9=mục lục` is one of them. */
function keysOf(footer: string): string[] {
  return footer.split(/ (?=\d)/)
}

function below(words: string, keys: readonly string[]): string {
  const named = keys.filter((key) => key !== '')
  return named.length === 0 ? words : join('text', [words, named.join(' ')])
}
