/**
 * Compiles answers: how people repeat what the line prints, and how they express a key, yes and no.
 */
import type { Input } from '../../flow/input.ts'
import { type Answers, pressed } from '../../understanding/answers.ts'
import { phraseReader } from '../../understanding/phrase-reader.ts'
import { indexPhrases } from '../../understanding/phrase-search.ts'
import { plain, wordsIn } from '../../understanding/plain.ts'
import { runsOf } from '../../understanding/runs.ts'
import { createSpelling } from '../../understanding/spelling.ts'
import type { Files, LanguageText } from '../read/files.ts'
import { placeholders } from './fill.ts'

/**
 * `commands` are the line's words, such as MORE and X. `isWord` tells whether people write a word
 * as it is, so that it is no typo.
 */
export function compileAnswers(
  files: Files,
  commands: ReadonlyMap<string, Input>,
  isWord: (word: string) => boolean,
): Answers {
  const all = Object.values(files.texts).map(({ answers }) => answers)
  // with chat spelling, Y for yes would become WHY
  const read = phraseReader({ spelling: {}, sets: {} })
  const phrases = (list: 'yes' | 'no') =>
    indexPhrases(all.flatMap((answers) => answers[list].map((written) => read(`^ ${written} $`))))
  const words = (list: 'around' | 'polite' | 'situation') =>
    new Set(all.flatMap((answers) => answers[list].map(plain)))
  const polite = runsOf(words('polite'))
  const around = new Set([...words('around'), ...Array.from(polite.all).flatMap(wordsIn)])
  const says = all.flatMap(({ plainly }) => [
    ...plainly.yes.map((word) => [plain(word), 'yes'] as const),
    ...plainly.no.map((word) => [plain(word), 'no'] as const),
  ])
  const keys = all.flatMap((answers) =>
    Object.entries(answers.keys).flatMap(([key, names]) =>
      names.map((name) => [plain(name), key] as const),
    ),
  )
  const printed = printedIn(files, commands)
  const situation = words('situation')
  const known = [
    ...keys.map(([name]) => name),
    ...around,
    ...situation,
    ...commands.keys(),
    ...printed.printed.keys(),
    ...says.map(([word]) => word),
  ]
  return {
    keys: new Map(keys),
    around,
    polite,
    ...printed,
    yes: phrases('yes'),
    no: phrases('no'),
    says: new Map(says),
    situation,
    spelling: spellingOf(known.flatMap(wordsIn), isWord),
  }
}

/** KUATRO and OPSION sound like what they mean, or lack a letter. */
const SHORTEST_ANSWER = 4

function spellingOf(known: readonly string[], isWord: (word: string) => boolean) {
  const guess = createSpelling(known, SHORTEST_ANSWER)
  return (word: string) =>
    !isWord(word) && /^\p{L}{3,}$/u.test(word) ? (guess(word)[0] ?? word) : word
}

/** What the line's texts print next to a key or word: "1 Get help", "0=person", "X Leave". */
function printedIn(
  files: Files,
  commands: ReadonlyMap<string, Input>,
): Pick<Answers, 'printed' | 'options'> {
  const printed = new Map<string, Input>()
  const options = new Map<string, Set<string>[]>()
  const meaningOf = (sign: string): Input | undefined => {
    if (/^[0-9]$/.test(sign)) return pressed(sign)
    if (sign === 'STOP') return { type: 'event', event: 'opt_out.line' }
    return sign === 'HELP' ? { type: 'event', event: 'help' } : commands.get(sign)
  }
  for (const text of Object.values(files.texts)) {
    for (const written of textsWithKeys(text))
      for (const [sign, name] of pairsIn(written)) {
        const meaning = meaningOf(sign)
        if (meaning) printed.set(`${sign} ${name}`, meaning)
      }
    for (const { key, to, title } of menuOptions(files, text)) {
      const label = plain(title)
      const meaning: Input = { type: 'topic', topic: to }
      printed.set(label, meaning).set(`${key} ${label}`, meaning)
      options.set(key, [...(options.get(key) ?? []), new Set(wordsIn(title))])
    }
  }
  return { printed, options }
}

function textsWithKeys({ line: { text }, smallTalk }: LanguageText): string[] {
  const answers = Object.values(smallTalk.talk).map(({ answer }) => answer)
  return [
    ...Object.values(text.footer),
    ...Object.values(text.menus),
    ...Object.values(text.says),
    ...answers,
  ]
}

/** Each key or word with what is printed next to it, in plain form. */
function pairsIn(text: string): [sign: string, name: string][] {
  const equal = text.matchAll(/([\p{L}\d*]+)=([^=\n.,]+?)(?=\s+[\p{L}\d*]+=|[\n.,]|$)/gu)
  const listed = text.matchAll(/^([0-9X]) ([^\n.]+)/gmu)
  return [...equal, ...listed].map(([, sign = '', name = '']) => [plain(sign), plain(name)])
}

/** The options of all menus, with their printed titles. */
function menuOptions(files: Files, { line, topics }: LanguageText) {
  const nodes = Object.values({ ...files.flows.line.nodes, ...files.flows.text.nodes })
  return nodes.flatMap((node) => {
    if (node.type !== 'menu') return []
    return Object.entries(node.options).flatMap(([key, { to }]) => {
      const title = topics[to]?.title ?? line.themes[to]?.title
      return title === undefined ? [] : [{ key, to, title }]
    })
  })
}

/** Number of words by which a text is recognised as ours. */
const BEGINNING = 3

/** The beginnings of this line's texts, by which quotes of them are recognised in any language. */
export function beginnings(files: Files): ReadonlySet<string> {
  const texts = Object.values(files.texts).flatMap((text) => [
    ...textsWithKeys(text),
    ...Object.values(text.topics).flatMap(({ text: pages }) =>
      pages.map((page) => (typeof page === 'string' ? page : page.text)),
    ),
  ])
  const begun = texts.flatMap((text) => {
    const first = /^[^\n]*/.exec(text)?.[0] ?? ''
    const words = wordsIn(first.split('{')[0] ?? '')
    return placeholders(first).length === 0 || words.length >= BEGINNING
      ? [words.slice(0, BEGINNING).join(' ')]
      : []
  })
  return new Set(begun.filter((beginning) => beginning !== ''))
}
