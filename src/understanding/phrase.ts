/**
 * Phrases: how content says which texts mean something, and how a text is held against them.
 * `(a|b)` one of these, `(a)?` perhaps, `word*` how a word begins, `<set>` one of a named set,
 * `...` up to four words between, `^` and `$` the text's first and last word.
 */
import { plain } from './plain.ts'

/** Words that `...` may stand for. */
const GAP = 4
/** The first letters by which phrases are found. */
const ANY = '*'

type Item =
  | { type: 'word'; word: string }
  | { type: 'start-of'; letters: string }
  | { type: 'one-of'; choices: readonly Choice[]; optional: boolean }
  | { type: 'gap' | 'first' | 'last' }
type Sequence = readonly Item[]
/** One of several, with the words that it can begin with, so that most are never tried. */
type Choice = { sequence: Sequence; begins: ReadonlySet<string> }

export type Phrase = Choice & { written: string }
/** Named sets of words; each member is a phrase itself. */
export type Sets = ReadonlyMap<string, Sequence>
/** Replaces chat spelling, so that a phrase is compared in the form of a text. */
export type Expand = (words: readonly string[]) => readonly string[]

export class PhraseError extends Error {}

/** Reads named sets, in which later ones may name earlier ones. */
export function parseSets(
  lists: Readonly<Record<string, readonly string[]>>,
  expand: Expand,
): Sets {
  const sets = new Map<string, Sequence>()
  for (const [name, members] of Object.entries(lists)) {
    const choices = members.map((member) => choice(parseSequence(member, sets, expand)))
    sets.set(name, [{ type: 'one-of', choices, optional: false }])
  }
  return sets
}

/** Reads a phrase as content writes it. Throws PhraseError when it can not be read. */
export function parsePhrase(written: string, sets: Sets, expand: Expand): Phrase {
  const sequence = parseSequence(written, sets, expand)
  if (sequence.every(mayBeNothing)) throw new PhraseError('it is in every text')
  return { written, ...choice(sequence) }
}

function mayBeNothing(item: Item): boolean {
  if (item.type === 'word' || item.type === 'start-of') return false
  if (item.type !== 'one-of' || item.optional) return true
  return item.choices.some(({ sequence }) => sequence.every(mayBeNothing))
}

function parseSequence(written: string, sets: Sets, expand: Expand): Sequence {
  const tokens = written.match(/\.\.\.|<[^<>]*>|\)\?|[()|^$]|[^\s()|^$<>]+/g) ?? []
  let at = 0
  const sequence = (): Item[] => {
    const items: Item[] = []
    while (at < tokens.length && !['|', ')', ')?'].includes(tokens[at] ?? '')) {
      const token = tokens[at++] ?? ''
      if (token === '(') items.push(oneOf())
      else items.push(...single(token))
    }
    return items
  }
  const oneOf = (): Item => {
    const choices = [choice(sequence())]
    while (tokens[at] === '|') {
      at++
      choices.push(choice(sequence()))
    }
    const end = tokens[at++]
    if (end !== ')' && end !== ')?') throw new PhraseError('a bracket is not closed')
    return { type: 'one-of', choices, optional: end === ')?' }
  }
  const single = (token: string): Sequence => {
    if (token === '...') return [{ type: 'gap' }]
    if (token === '^') return [{ type: 'first' }]
    if (token === '$') return [{ type: 'last' }]
    if (token.startsWith('<')) {
      const set = sets.get(token.slice(1, -1))
      if (!set) throw new PhraseError(`there is no set ${token}`)
      return set
    }
    if (token.endsWith('*')) return [{ type: 'start-of', letters: plain(token.slice(0, -1)) }]
    return expand(plain(token).split(' ')).map((word) => ({ type: 'word', word }))
  }
  const whole = sequence()
  if (at < tokens.length) throw new PhraseError('a bracket was never opened')
  return whole
}

function choice(sequence: Sequence): Choice {
  return { sequence, begins: beginsOf(sequence) }
}

/** The words a sequence can begin with; ANY when that can not be told. */
function beginsOf(sequence: Sequence): ReadonlySet<string> {
  const begins = new Set<string>()
  for (const item of sequence) {
    if (item.type === 'word') return begins.add(item.word)
    if (item.type === 'start-of') return begins.add(`${item.letters}*`)
    if (item.type === 'gap' || item.type === 'last') return begins.add(ANY)
    if (item.type === 'one-of') {
      for (const { begins: own } of item.choices) for (const word of own) begins.add(word)
      if (!item.optional) return begins
    }
  }
  return begins.add(ANY)
}

/** A text as phrases see it: at each place the words that may stand there, and how these begin. */
export type Places = readonly ReadonlySet<string>[]

/** What a text looks like to phrases: `meant` gives the words that each may be. */
export function placesOf(
  words: readonly string[],
  meant: (word: string) => readonly string[],
): Places {
  // a long text says most of its words more than once
  const known = new Map<string, ReadonlySet<string>>()
  return words.map((word) => {
    const forms = known.get(word) ?? formsOf(word, meant)
    known.set(word, forms)
    return forms
  })
}

function formsOf(word: string, meant: (word: string) => readonly string[]): ReadonlySet<string> {
  const forms = new Set<string>()
  for (const each of [word, ...meant(word)]) {
    forms.add(each)
    for (let end = 2; end <= each.length; end++) forms.add(`${each.slice(0, end)}*`)
  }
  return forms
}

export type Span = { phrase: Phrase; from: number; to: number }

/** Phrases, found by the words they can begin with. */
export type Phrases = ReadonlyMap<string, readonly Phrase[]>

export function indexPhrases(phrases: Iterable<Phrase>): Phrases {
  const index = new Map<string, Phrase[]>()
  for (const phrase of phrases)
    for (const word of phrase.begins) {
      const list = index.get(word)
      if (list) list.push(phrase)
      else index.set(word, [phrase])
    }
  return index
}

/** Every place where a phrase occurs in a text. */
export function* findPhrases(index: Phrases, places: Places): Generator<Span> {
  const known = new Map<ReadonlySet<string>, ReadonlySet<Phrase>>()
  for (const [from, place] of places.entries()) {
    const beginning = known.get(place) ?? beginningWith(index, place)
    known.set(place, beginning)
    for (const phrase of beginning) {
      const ends = endsOf(phrase.sequence, 0, places, from)
      if (ends.length > 0) yield { phrase, from, to: Math.max(...ends) }
    }
  }
}

/** Phrases that may begin at a place. */
function beginningWith(index: Phrases, place: ReadonlySet<string>): ReadonlySet<Phrase> {
  const phrases = new Set(index.get(ANY))
  for (const word of place) for (const phrase of index.get(word) ?? []) phrases.add(phrase)
  return phrases
}

/** Where a sequence that begins at a place can end. */
function endsOf(sequence: Sequence, item: number, places: Places, at: number): number[] {
  const next = sequence[item]
  if (!next) return [at]
  const rest = (place: number) => endsOf(sequence, item + 1, places, place)
  switch (next.type) {
    case 'word':
      return places[at]?.has(next.word) ? rest(at + 1) : []
    case 'start-of':
      return places[at]?.has(`${next.letters}*`) ? rest(at + 1) : []
    case 'first':
      return at === 0 ? rest(at) : []
    case 'last':
      return at === places.length ? rest(at) : []
    case 'gap': {
      const ends: number[] = []
      for (let skip = 0; skip <= GAP && at + skip <= places.length; skip++)
        ends.push(...rest(at + skip))
      return ends
    }
    case 'one-of': {
      const ends = next.optional ? rest(at) : []
      const reached = new Set<number>()
      for (const { sequence: own, begins } of next.choices)
        if (canBegin(begins, places[at]))
          for (const end of endsOf(own, 0, places, at)) reached.add(end)
      for (const end of reached) ends.push(...rest(end))
      return ends
    }
  }
}

function canBegin(begins: ReadonlySet<string>, place: ReadonlySet<string> | undefined): boolean {
  if (begins.has(ANY)) return true
  if (!place) return false
  for (const word of begins.size < place.size ? begins : place)
    if (begins.has(word) && place.has(word)) return true
  return false
}

/**
 * Some of the texts that a phrase means: enough that each of its words stands in one of them. From
 * these the ranker learns, and tests take their examples.
 */
export function* samples(phrase: Phrase): Generator<string[]> {
  const rounds = widest(phrase.sequence)
  for (let round = 0; round < rounds; round++) yield sample(phrase.sequence, round)
}

function widest(sequence: Sequence): number {
  let most = 1
  for (const item of sequence)
    if (item.type === 'one-of') {
      const inner = item.choices.map(({ sequence: own }) => widest(own))
      most = Math.max(most, item.choices.length + (item.optional ? 1 : 0), ...inner)
    }
  return most
}

function sample(sequence: Sequence, round: number): string[] {
  return sequence.flatMap((item, place) => {
    if (item.type === 'word') return [item.word]
    if (item.type === 'start-of') return [item.letters]
    if (item.type !== 'one-of') return []
    const many = item.choices.length + (item.optional ? 1 : 0)
    // neighbours go at different paces, so that not always the same words meet
    const chosen = item.choices[(round * (place % 2 === 0 ? 1 : 3) + (many % 3 ? 0 : place)) % many]
    const all = item.choices[round % many]
    const pick = many % 3 === 0 ? all : chosen
    return pick ? sample(pick.sequence, round) : []
  })
}
