/** Searches a text for many phrases at once, however often words repeat. */
import { ANY, type Choice, type Item, type OneOf, type Phrase, type Sequence } from './phrase.ts'

/** The most words that `...` may stand for. */
const GAP = 4
/** The longest word beginning in any phrase. */
const LONGEST_BEGINNING = 24

/** A text as phrases see it. */
export type Places = {
  /** For each position, the words that may stand there and their beginnings. */
  at: readonly ReadonlySet<string>[]
  /** The union of these. */
  said: ReadonlySet<string>
  /** Where each choice of words ends, by start position; shared by all phrases. */
  reached: Map<OneOf, (ReadonlySet<number> | undefined)[]>
}

/**
 * Prepares a text for the search. `meant` gives the words that each may stand for, `beginnings` the
 * word beginnings used in phrases.
 */
export function placesOf(
  words: readonly string[],
  meant: (word: string) => readonly string[],
  beginnings: ReadonlySet<string>,
): Places {
  // a long text repeats most of its words
  const known = new Map<string, ReadonlySet<string>>()
  const at = words.map((word) => {
    const forms = known.get(word) ?? formsOf(word, meant, beginnings)
    known.set(word, forms)
    return forms
  })
  const said = new Set<string>()
  for (const forms of known.values()) for (const form of forms) said.add(form)
  return { at, said, reached: new Map() }
}

function formsOf(
  word: string,
  meant: (word: string) => readonly string[],
  beginnings: ReadonlySet<string>,
): ReadonlySet<string> {
  const forms = new Set<string>()
  for (const each of [word, ...meant(word)]) {
    forms.add(each)
    const longest = Math.min(each.length, LONGEST_BEGINNING)
    for (let end = 2; end <= longest; end++) {
      const beginning = `${each.slice(0, end)}*`
      if (beginnings.has(beginning)) forms.add(beginning)
    }
  }
  return forms
}

export type Span = { phrase: Phrase; from: number; to: number }

/** Phrases, indexed by the words that they can begin with. */
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
  const possible = new Map<Phrase, boolean>()
  const known = new Map<ReadonlySet<string>, readonly Phrase[]>()
  for (const [from, place] of places.at.entries()) {
    const beginning = known.get(place) ?? beginningWith(index, place, places.said, possible)
    known.set(place, beginning)
    for (const phrase of beginning) {
      const ends = endsOf(phrase.sequence, places, from)
      if (ends.size > 0) yield { phrase, from, to: Math.max(...ends) }
    }
  }
}

/** Phrases that may begin at a position and whose remaining words occur in the text. */
function beginningWith(
  index: Phrases,
  place: ReadonlySet<string>,
  said: ReadonlySet<string>,
  possible: Map<Phrase, boolean>,
): readonly Phrase[] {
  const phrases = new Set<Phrase>()
  for (const word of [ANY, ...place])
    for (const phrase of index.get(word) ?? []) {
      const known = possible.get(phrase)
      const may = known ?? phrase.needs.every((words) => words.some((each) => said.has(each)))
      if (known === undefined) possible.set(phrase, may)
      if (may) phrases.add(phrase)
    }
  return Array.from(phrases)
}

const NOWHERE: ReadonlySet<number> = new Set()

/** The positions at which a sequence can end, given where it begins. */
function endsOf(sequence: Sequence, places: Places, from: number): ReadonlySet<number> {
  let ends: ReadonlySet<number> | undefined
  // while there is only one way, no set is needed
  let only = from
  for (const item of sequence) {
    if (!ends) {
      const next = wayThrough(item, places, only)
      if (next === 'none') return NOWHERE
      if (next === 'several') ends = stepThrough(item, places, [only])
      else only = next
    } else ends = stepThrough(item, places, ends)
    if (ends?.size === 0) return NOWHERE
  }
  return ends ?? new Set([only])
}

/** The position after an item, if there is only one. */
function wayThrough(item: Item, places: Places, at: number): number | 'none' | 'several' {
  switch (item.type) {
    case 'word':
      return places.at[at]?.has(item.word) ? at + 1 : 'none'
    case 'start-of':
      return places.at[at]?.has(item.beginning) ? at + 1 : 'none'
    case 'first':
      return at === 0 ? at : 'none'
    case 'last':
      return at === places.at.length ? at : 'none'
    case 'gap':
      return 'several'
    case 'one-of': {
      const ends = choiceEnds(item, places, at)
      if (ends.size === 0) return item.optional ? at : 'none'
      if (ends.size > 1 || item.optional) return 'several'
      for (const end of ends) return end
      return 'none'
    }
  }
}

function stepThrough(item: Item, places: Places, from: Iterable<number>): ReadonlySet<number> {
  const next = new Set<number>()
  for (const at of from) {
    if (item.type === 'gap')
      for (let skip = 0; skip <= GAP && at + skip <= places.at.length; skip++) next.add(at + skip)
    else if (item.type === 'one-of') {
      if (item.optional) next.add(at)
      for (const end of choiceEnds(item, places, at)) next.add(end)
    } else {
      const way = wayThrough(item, places, at)
      if (typeof way === 'number') next.add(way)
    }
  }
  return next
}

function choiceEnds(item: OneOf, places: Places, at: number): ReadonlySet<number> {
  const known = places.reached.get(item) ?? []
  places.reached.set(item, known)
  const ends = known[at] ?? allEnds(choicesAt(item, places.at[at]), places, at)
  known[at] = ends
  return ends
}

function allEnds(choices: Iterable<Choice>, places: Places, at: number): ReadonlySet<number> {
  let ends: Set<number> | undefined
  for (const { sequence } of choices)
    for (const end of endsOf(sequence, places, at)) {
      ends ??= new Set()
      ends.add(end)
    }
  return ends ?? NOWHERE
}

/** The choices that can begin at a position. */
function choicesAt({ byBegin }: OneOf, place: ReadonlySet<string> | undefined): Iterable<Choice> {
  const choices = new Set(byBegin.get(ANY))
  if (!place) return choices
  if (byBegin.size < place.size) {
    for (const [word, own] of byBegin)
      if (place.has(word)) for (const each of own) choices.add(each)
  } else for (const word of place) for (const each of byBegin.get(word) ?? []) choices.add(each)
  return choices
}
