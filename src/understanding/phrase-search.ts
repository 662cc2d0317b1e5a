/** Searches a text for many phrases at once, however often words repeat. */
import { ANY, type Item, type OneOf, type Phrase, type Sequence } from './phrase.ts'
import type { Ends, Forms, Places } from './places.ts'

/** The most words that `...` may stand for. */
const GAP = 4

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
      if (ends.length > 0) yield { phrase, from, to: Math.max(...ends) }
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

const NOWHERE: Ends = []

/** The positions at which a sequence can end, given where it begins. */
function endsOf(sequence: Sequence, places: Places, from: number): Ends {
  let ends: Ends | undefined
  // while there is only one way, no list is needed
  let only = from
  for (const item of sequence) {
    if (ends) ends = stepThrough(item, places, ends)
    else {
      const next = wayThrough(item, places, only)
      if (next === 'none') return NOWHERE
      if (next === 'several') ends = stepThrough(item, places, [only])
      else only = next
    }
    if (ends?.length === 0) return NOWHERE
  }
  return ends ?? [only]
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
      const [end, more] = choiceEnds(item, places, at)
      if (end === undefined) return item.optional ? at : 'none'
      return more !== undefined || item.optional ? 'several' : end
    }
  }
}

function stepThrough(item: Item, places: Places, from: Ends): Ends {
  const next: number[] = []
  for (const at of from) {
    if (item.type === 'gap')
      for (let skip = 0; skip <= GAP && at + skip <= places.at.length; skip++) add(next, at + skip)
    else if (item.type === 'one-of') {
      if (item.optional) add(next, at)
      for (const end of choiceEnds(item, places, at)) add(next, end)
    } else {
      const way = wayThrough(item, places, at)
      if (typeof way === 'number') add(next, way)
    }
  }
  return next
}

function add(ends: number[], end: number): void {
  if (!ends.includes(end)) ends.push(end)
}

function choiceEnds(item: OneOf, places: Places, at: number): Ends {
  const tried = places.reached[at] ?? new Map<OneOf, Ends>()
  places.reached[at] = tried
  const ends = tried.get(item) ?? allEnds(item, places, at)
  tried.set(item, ends)
  return ends
}

/** Where the choices end that can begin at a position. */
function allEnds({ byBegin }: OneOf, places: Places, at: number): Ends {
  let ends: number[] | undefined
  const addThose = (begin: string) => {
    for (const { sequence } of byBegin.get(begin) ?? [])
      for (const end of endsOf(sequence, places, at)) {
        ends ??= []
        add(ends, end)
      }
  }
  addThose(ANY)
  for (const form of places.at[at] ?? []) addThose(form)
  return ends ?? NOWHERE
}
