/**
 * Phrases: the pattern language in which content says which texts mean something. `(a|b)` either,
 * `(a)?` optional, `word*` a word beginning, `<set>` any of a named set, `...` up to four words
 * between, `^` and `$` the start and end of the text.
 */
import { plain } from './plain.ts'

/** Marks a sequence that can begin with any word. */
export const ANY = '*'

/** `begins`, of every item that has one: the words that it can begin with, each once. */
export type OneOf = {
  type: 'one-of'
  begins: readonly string[]
  choices: readonly Choice[]
  /** The choices, indexed by their possible first words, so that most are never tried. */
  byBegin: ReadonlyMap<string, readonly Choice[]>
  optional: boolean
}
export type Word = { type: 'word'; begins: readonly string[]; word: string }
/** `beginning` is the form that prepared texts contain. */
export type StartOf = {
  type: 'start-of'
  begins: readonly string[]
  letters: string
  beginning: string
}
export type Item = Word | StartOf | OneOf | { type: 'gap' } | { type: 'first' } | { type: 'last' }
export type Sequence = readonly Item[]
/** One alternative, with its possible first words. */
export type Choice = { sequence: Sequence; begins: readonly string[] }

export type Phrase = Choice & {
  written: string
  /** A text must contain one of each of these to match; first those of which there are few. */
  needs: readonly (readonly string[])[]
}
/** Named sets; each member is a phrase itself. */
export type Sets = ReadonlyMap<string, Sequence>
/**
 * The words that one word of a phrase stands for, with chat spelling replaced as in texts. Should
 * return the same choice for the same word, since thousands of phrases share few.
 */
export type Spell = (written: string) => Choice

export function wordItem(word: string): Word {
  return { type: 'word', begins: [word], word }
}

export class PhraseError extends Error {}

/** Parses named sets; later ones may refer to earlier ones. */
export function parseSets(lists: Readonly<Record<string, readonly string[]>>, spell: Spell): Sets {
  const sets = new Map<string, Sequence>()
  for (const [name, members] of Object.entries(lists)) {
    const choices = members.map((member) => parseWhole(member, sets, spell))
    sets.set(name, [oneOf(choices, false)])
  }
  return sets
}

/** Parses a phrase as written in content. Throws PhraseError if that is impossible. */
export function parsePhrase(written: string, sets: Sets, spell: Spell): Phrase {
  const { sequence, begins } = parseWhole(written, sets, spell)
  if (sequence.every(mayBeNothing)) throw new PhraseError('it is in every text')
  return { written, needs: needsOf(sequence), sequence, begins }
}

function mayBeNothing(item: Item): boolean {
  if (item.type === 'word' || item.type === 'start-of') return false
  if (item.type !== 'one-of' || item.optional) return true
  return item.choices.some(({ sequence }) => sequence.every(mayBeNothing))
}

function parseWhole(written: string, sets: Sets, spell: Spell): Choice {
  const tokens = written.match(/\.\.\.|<[^<>]*>|\)\?|[()|^$]|[^\s()|^$<>]+/g) ?? []
  let at = 0
  const sequence = (): Choice => {
    const items: Item[] = []
    let word: Choice | undefined
    while (at < tokens.length && !['|', ')', ')?'].includes(tokens[at] ?? '')) {
      const token = tokens[at++] ?? ''
      word = isSpecial(token) ? undefined : spell(token)
      if (token === '(') items.push(alternatives())
      else items.push(...(word?.sequence ?? special(token)))
    }
    // most alternatives are one word, which all phrases share; others keep no room for more
    return word?.sequence.length === items.length ? word : choice(items.slice())
  }
  const alternatives = (): Item => {
    const choices = [sequence()]
    while (tokens[at] === '|') {
      at++
      choices.push(sequence())
    }
    const end = tokens[at++]
    if (end !== ')' && end !== ')?') throw new PhraseError('a bracket is not closed')
    return oneOf(choices.slice(), end === ')?')
  }
  const special = (token: string): Sequence => {
    if (token === '...') return [{ type: 'gap' }]
    if (token === '^') return [{ type: 'first' }]
    if (token === '$') return [{ type: 'last' }]
    if (token.startsWith('<')) {
      const set = sets.get(token.slice(1, -1))
      if (!set) throw new PhraseError(`there is no set ${token}`)
      return set
    }
    return beginning(plain(token.slice(0, -1)).split(' '))
  }
  const whole = sequence()
  if (at < tokens.length) throw new PhraseError('a bracket was never opened')
  return whole
}

/** Whether a part of a phrase is anything but a word as people write it. */
function isSpecial(token: string): boolean {
  return /^(?:\.\.\.|[\^$(]|<)|\*$/.test(token)
}

/** A word beginning; a single letter stands for the whole word. */
function beginning(words: readonly string[]): Sequence {
  return words.map((word, at) =>
    at === words.length - 1 && word.length > 1 ? startOf(word) : wordItem(word),
  )
}

function startOf(letters: string): Item {
  const beginning = `${letters}*`
  return { type: 'start-of', begins: [beginning], letters, beginning }
}

/** A sequence, with the words that it can begin with. */
export function choice(sequence: Sequence): Choice {
  return { sequence, begins: beginsOf(sequence) }
}

function oneOf(choices: readonly Choice[], optional: boolean): OneOf {
  const byBegin = new Map<string, Choice[]>()
  for (const each of choices)
    for (const word of each.begins) {
      const others = byBegin.get(word)
      if (others) others.push(each)
      else byBegin.set(word, [each])
    }
  return { type: 'one-of', begins: Array.from(byBegin.keys()), choices, byBegin, optional }
}

/** The word beginnings used in phrases, by their first two letters, shorter ones first. */
export type Beginnings = ReadonlyMap<string, readonly StartOf[]>

export function beginningsIn(phrases: Iterable<Choice>): Beginnings {
  const beginnings = new Map<string, StartOf[]>()
  const add = (item: StartOf) => {
    const first = item.letters.slice(0, 2)
    const alike = beginnings.get(first) ?? []
    if (alike.some(({ letters }) => letters === item.letters)) return
    alike.push(item)
    alike.sort((one, other) => one.letters.length - other.letters.length)
    beginnings.set(first, alike)
  }
  const visit = (sequence: Sequence): void => {
    for (const item of sequence)
      if (item.type === 'start-of') add(item)
      else if (item.type === 'one-of') for (const each of item.choices) visit(each.sequence)
  }
  for (const { sequence } of phrases) visit(sequence)
  return beginnings
}

/** With more words than this to look for, trying the phrase is cheaper. */
const MOST_NEEDED = 40

function needsOf(sequence: Sequence): (readonly string[])[] {
  const needs = sequence.flatMap((item) => {
    if (item.type === 'word' || item.type === 'start-of') return [item.begins]
    if (item.type !== 'one-of' || item.optional) return []
    return item.begins.includes(ANY) || item.begins.length > MOST_NEEDED ? [] : [item.begins]
  })
  return needs.sort((one, other) => one.length - other.length)
}

/** The words that a sequence can begin with, each once; ANY if that is unknown. */
function beginsOf([first, ...rest]: Sequence): readonly string[] {
  if (!first || first.type === 'gap' || first.type === 'last') return [ANY]
  if (first.type === 'first') return beginsOf(rest)
  if (first.type !== 'one-of' || !first.optional) return first.begins
  return Array.from(new Set([...first.begins, ...beginsOf(rest)]))
}
