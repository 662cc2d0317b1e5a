/**
 * Rules for interpreters' languages: a line that can be sent, numbers that display correctly, words
 * that do not clash with the line's own.
 */
import { plain } from '../../understanding/plain.ts'
import { providerWords } from '../../understanding/provider-words.ts'
import { compileInterpreters } from '../compile/spoken-by-others.ts'
import { type Fault, noteIn } from '../fault.ts'
import { segmentsOf } from '../gsm7.ts'
import type { Files } from '../read/files.ts'
import type { Interpreter } from '../schema/languages.ts'

const FILE = 'content/interpreters.yaml'
const MOST_SEGMENTS = 2
/** Keeps a number readable inside right-to-left text. */
const LEFT_TO_RIGHT = '\u200e'
const RIGHT_TO_LEFT = /\p{Script=Arabic}|\p{Script=Hebrew}/u

/** Faults of the languages that only interpreters speak. */
export function interpreterFaults(files: Files): Fault[] {
  const words = wordsOfOurs(files)
  const texts = new Map(compileInterpreters(files).map(({ id, text }) => [id, text]))
  const names = new Map<string, string>()
  // once a language is offered, only its names matter here
  const waiting = files.interpreters.languages.filter(({ id }) => !files.languages[id])
  return waiting.flatMap((language) => [
    ...lineFaults(language, texts.get(language.id) ?? ''),
    ...wordFaults(language, words, names),
  ])
}

function lineFaults({ id, text: written, voice }: Interpreter, text: string): Fault[] {
  const faults: Fault[] = []
  const note = (key: string, problem: string, remedy: string) =>
    noteIn(faults, FILE)(`languages.${id}.${key}`, problem, remedy)
  for (const number of ['{hotline}', '{emergency}'])
    if (!written.includes(number))
      note('text', `${number} is not in it`, 'Say where a person answers')
  if (segmentsOf(text) > MOST_SEGMENTS)
    note('text', `it takes ${segmentsOf(text)} segments, where ${MOST_SEGMENTS} fit`, 'Shorten it')
  if (/[{}]/.test(text))
    note(
      'text',
      'a brace is left over, and would be sent as it is',
      'Write the name of a number of content/phones.yaml between two: {hotline}',
    )
  const bare = written.replaceAll(/\u200e\{\w+\}\u200e/g, '')
  if (RIGHT_TO_LEFT.test(written) && bare.includes('{'))
    note(
      'text',
      'a number in a text from right to left would be shown in pieces',
      `Write it as \\u${LEFT_TO_RIGHT.charCodeAt(0).toString(16)}{hotline}\\u200e`,
    )
  if (voice && /\{|\d{2}/.test(voice.text))
    note('voice.text', 'a number can not be read out here', 'Name only the key 1')
  return faults
}

function wordFaults(
  { id, names, words = [] }: Interpreter,
  ours: ReadonlySet<string>,
  taken: Map<string, string>,
): Fault[] {
  const faults: Fault[] = []
  const note = (key: string, problem: string, remedy: string) =>
    noteIn(faults, FILE)(`languages.${id}.${key}`, problem, remedy)
  for (const [key, list] of Object.entries({ names, words }))
    for (const word of list)
      if (ours.has(plain(word)))
        note(key, `'${word}' is a word of ours`, 'Remove it: its texts would get the wrong answer')
  for (const name of names) {
    const other = taken.get(plain(name))
    if (other && other !== id)
      note('names', `'${name}' is already a name of ${other}`, 'Choose one')
    taken.set(plain(name), id)
  }
  return faults
}

/** Every command word of the line and the provider, and every topic keyword. */
function wordsOfOurs({ texts }: Files): Set<string> {
  const ours = new Set<string>(Object.values(providerWords).flat())
  for (const { words, topics } of Object.values(texts)) {
    const lists = Object.values(words).flatMap((list) => (Array.isArray(list) ? list : []))
    for (const word of lists) ours.add(plain(word))
    for (const { keywords } of Object.values(topics))
      for (const word of keywords) ours.add(plain(word))
  }
  return ours
}
