/** Searches a text for many phrases at once, however often words repeat. */
import {
  ANY,
  type Beginnings,
  type Choice,
  type Item,
  type OneOf,
  type Phrase,
  type Sequence,
} from './phrase.ts'

/** The most words that `...` may stand for. */
const GAP = 4

/** What may stand at one position of a text: a word, what it may be a typo of, their beginnings. */
type Forms = readonly string[]

/** A text as phrases see it. */
export type Places = {
  at: readonly Forms[]
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
  beginnings: Beginnings,
): Places {
  // a long text repeats most of its words
  const known = new Map<string, Forms>()
  const said = new Set<string>()
  const at = words.map((word) => {
    const before = known.get(word)
    if (before) return before
    const forms = formsOf(word, meant(word), beginnings)
    known.set(word, forms)
    for (const form of forms) said.add(form)
    return forms
  })
  return { at, said, reached: new Map() }
}

function formsOf(word: string, meant: readonly string[], beginnings: Beginnings): Forms {
  const forms: string[] = []
  const add = (form: string) => {
    if (!forms.includes(form)) forms.push(form)
  }
  const addWord = (each: string) => {
    add(each)
    for (const { letters, beginning } of beginnings.get(each.slice(0, 2)) ?? [])
      if (each.startsWith(letters)) add(beginning)
  }
  addWord(word)
  for (const each of meant) if (each !== word) addWord(each)
  return forms
}

export type Span = { phrase: Phrase; from: number; to: number }

/** Phrases, by the words that they can begin with: anywhere, and all that begin a text. */
export type Phrases = Record<'anywhere' | 'first', ReadonlyMap<string, readonly Phrase[]>>

export function indexPhrases(phrases: Iterable<Phrase>): Phrases {
  const all = Array.from(phrases)
  return {
    first: byBegin(all),
    anywhere: byBegin(all.filter(({ sequence: [item] }) => item?.type !== 'first')),
  }
}

function byBegin(phrases: Iterable<Phrase>): Map<string, Phrase[]> {
  const index = new Map<string, Phrase[]>()
  for (const phrase of phrases)
    for (const word of phrase.begins) {
      const list = index.get(word)
      if (list) list.push(phrase)
      else index.set(word, [phrase])
    }
  return index
}

/** Whether a text that begins with this word may begin with a phrase. */
export function mayBegin({ first }: Phrases, word: string): boolean {
  return first.has(word) || first.has(ANY)
}

/** Every place where a phrase occurs in a text; now and then twice, if it can begin in two ways. */
export function* findPhrases({ anywhere, first }: Phrases, places: Places): Generator<Span> {
  const possible = new Map<Phrase, boolean>()
  // a long text repeats most of its words
  const known = new Map<Forms, readonly Phrase[]>()
  for (let from = 0; from < places.at.length; from++) {
    const forms = places.at[from] ?? []
    let phrases = from === 0 ? beginningWith(first, forms, places, possible) : known.get(forms)
    if (!phrases) {
      phrases = beginningWith(anywhere, forms, places, possible)
      known.set(forms, phrases)
    }
    for (const phrase of phrases) {
      const ends = endsOf(phrase.sequence, places, from)
      if (ends.size > 0) yield { phrase, from, to: Math.max(...ends) }
    }
  }
}

/** Phrases that may begin at a position and whose other words occur in the text. */
function beginningWith(
  index: ReadonlyMap<string, readonly Phrase[]>,
  forms: Forms,
  { said }: Places,
  possible: Map<Phrase, boolean>,
): readonly Phrase[] {
  const phrases: Phrase[] = []
  const addThose = (begin: string) => {
    for (const phrase of index.get(begin) ?? []) {
      const known = possible.get(phrase)
      const may = known ?? phrase.needs.every((words) => words.some((each) => said.has(each)))
      if (known === undefined) possible.set(phrase, may)
      if (may) phrases.push(phrase)
    }
  }
  addThose(ANY)
  for (const form of forms) addThose(form)
  return phrases
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
      return places.at[at]?.includes(item.word) ? at + 1 : 'none'
    case 'start-of':
      return places.at[at]?.includes(item.beginning) ? at + 1 : 'none'
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
function choicesAt({ byBegin }: OneOf, place: Forms | undefined): Iterable<Choice> {
  const choices = new Set(byBegin.get(ANY))
  for (const form of place ?? []) for (const each of byBegin.get(form) ?? []) choices.add(each)
  return choices
}
