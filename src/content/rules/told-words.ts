/**
 * The rule of words that texts tell people to send: each is one that the line understands, and a translation
 * names what its original names. Held by `harborline check` and before anything is published, not at a start.
 */
import { type Command, commandNames } from '../../understanding/commands.ts'
import { hasUnparted, plain } from '../../understanding/plain.ts'
import { providerWords } from '../../understanding/provider-words.ts'
import { type Fault, noteIn } from '../fault.ts'
import type { LineText } from '../schema/line.ts'
import type { WordsText } from '../schema/words.ts'

type Texts = { line: LineText; words: WordsText }

/** A text has to name one of their words: nobody finds them by themselves. */
const NAMED = ['exit', 'menu', 'call', 'ring', 'tip'] as const satisfies Command[]

/** `texts`: of each language, the first one first. */
export function toldWordFaults(texts: Readonly<Record<string, Texts>>): Fault[] {
  const [original] = Object.entries(texts)
  return Object.entries(texts).flatMap(([language, own]) => [
    ...unknown(language, own),
    ...unnamed(language, own),
    ...(original && original[0] !== language ? unlike(language, own, original) : []),
  ])
}

/** X=leave where X is no word of the line. */
function unknown(language: string, { line, words }: Texts): Fault[] {
  const known = new Set([
    ...commandNames.flatMap((command) => words[command].map(plain)),
    ...Object.values(providerWords).flat(),
  ])
  const faults: Fault[] = []
  const note = noteIn(faults, `content/${language}/line.yaml`)
  for (const [key, text] of written(line))
    for (const [, word = ''] of text.matchAll(/(?<![\p{Lu}\p{Ll}\p{N}])(\p{Lu}[\p{Lu}\p{N}]*)=/gu))
      if (!known.has(plain(word)))
        note(
          key,
          `it tells people to send ${word}, which is no word of the line`,
          `Correct it, or add ${word} to its list in content/${language}/words.yaml`,
        )
  return faults
}

function unnamed(language: string, { line, words }: Texts): Fault[] {
  const namedIn = namesIn(words)
  const named = new Set(written(line).flatMap(([, text]) => namedIn(text)))
  const faults: Fault[] = []
  const note = noteIn(faults, `content/${language}/words.yaml`)
  for (const command of NAMED)
    if (words[command].length > 0 && !named.has(command))
      note(
        command,
        'no text names a word of this list, so that nobody knows one',
        `Put the word back that content/${language}/line.yaml names, or name one there`,
      )
  return faults
}

/** A translation that names less than its original. */
function unlike(
  language: string,
  { line, words }: Texts,
  [first, original]: readonly [string, Texts],
): Fault[] {
  const faults: Fault[] = []
  const note = noteIn(faults, `content/${language}/line.yaml`)
  const own = new Map(written(line))
  const [namedHere, namedThere] = [namesIn(words), namesIn(original.words)]
  for (const [key, text] of written(original.line)) {
    const here = namedHere(own.get(key) ?? '')
    const there = namedThere(text).filter((command) => NAMED.some((each) => each === command))
    const missing = there.filter((command) => !here.includes(command))
    // a text that is not there is told by the rule of texts
    if (own.has(key) && missing.length > 0)
      note(
        key,
        `it names no word for ${missing.join(' and ')}, as content/${first} does`,
        `Name one that content/${language}/words.yaml has`,
      )
  }
  return faults
}

/** Words in capitals, several in a row too. */
const CAPITALS =
  /(?<![\p{Lu}\p{Ll}\p{N}])\p{Lu}[\p{Lu}\p{M}\p{N}]*(?: \p{Lu}[\p{Lu}\p{M}\p{N}]*)*(?![\p{Lu}\p{Ll}\p{N}])/gu

/** Gives the commands of which a text has a word in capitals; a script without them has the word as it is. */
function namesIn(words: WordsText): (text: string) => Command[] {
  const known = commandNames.map((command) => ({
    command,
    unparted: words[command].filter(hasUnparted),
    plain: words[command].filter((word) => !hasUnparted(word)).map(plain),
  }))
  return (text) => {
    const rows = Array.from(text.matchAll(CAPITALS), ([row]) => ` ${plain(row)} `)
    const has = (word: string) => rows.some((row) => row.includes(` ${word} `))
    return known.flatMap(({ command, unparted, plain: own }) =>
      unparted.some((word) => text.includes(word)) || own.some(has) ? [command] : [],
    )
  }
}

/** What is written beside the topics, each with its key. */
function written({ text: { menus, says, footer } }: LineText): [key: string, text: string][] {
  return Object.entries({ menus, says, footer }).flatMap(([group, texts]) =>
    Object.entries(texts).map(([name, text]): [string, string] => [`text.${group}.${name}`, text]),
  )
}
