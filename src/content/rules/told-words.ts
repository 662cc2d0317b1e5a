/**
 * Words that texts tell people to send must be understood by the line, and a translation must name
 * the same commands as its original. Applied by `harborline check` and before publishing, not at
 * start.
 */
import { type Command, commandNames } from '../../understanding/commands.ts'
import { hasUnparted, plain } from '../../understanding/plain.ts'
import { providerWords } from '../../understanding/provider-words.ts'
import { type Fault, noteIn } from '../fault.ts'
import type { LineText } from '../schema/line.ts'
import type { WordsText } from '../schema/words.ts'

type Texts = { line: LineText; words: WordsText }

/** Commands that some text must mention, because nobody would guess them. */
const NAMED = ['exit', 'menu', 'call', 'ring', 'tip'] as const satisfies Command[]

/** `texts` are keyed by language, the first language first. */
export function toldWordFaults(texts: Readonly<Record<string, Texts>>): Fault[] {
  const [original] = Object.entries(texts)
  return Object.entries(texts).flatMap(([language, own]) => [
    ...unknown(language, own),
    ...unnamed(language, own),
    ...(original && original[0] !== language ? unlike(language, own, original) : []),
  ])
}

/** Texts such as X=leave where X is not a command. */
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

/** Translations that mention fewer commands than the original. */
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
    // a missing text is reported by the completeness rules
    if (own.has(key) && missing.length > 0)
      note(
        key,
        `it names no word for ${missing.join(' and ')}, as content/${first} does`,
        `Name one that content/${language}/words.yaml has`,
      )
  }
  return faults
}

/** Words in capitals, possibly several in a row. */
const CAPITALS =
  /(?<![\p{Lu}\p{Ll}\p{N}])\p{Lu}[\p{Lu}\p{M}\p{N}]*(?: \p{Lu}[\p{Lu}\p{M}\p{N}]*)*(?![\p{Lu}\p{Ll}\p{N}])/gu

/**
 * Returns a function that finds the commands mentioned in capitals; in a script without capitals,
 * by the word itself.
 */
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

/** The written texts other than topics, by key. */
function written({ text: { menus, says, footer } }: LineText): [key: string, text: string][] {
  return Object.entries({ menus, says, footer }).flatMap(([group, texts]) =>
    Object.entries(texts).map(([name, text]): [string, string] => [`text.${group}.${name}`, text]),
  )
}
