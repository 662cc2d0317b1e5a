/**
 * Every danger phrase must be the only one to find some text in danger.yaml, so that losing one is
 * noticed. Applied by `harborline check` and before publishing, not at start.
 */
import { dangersIn } from '../../understanding/crisis.ts'
import { beginningsIn, type Phrase, PhraseError } from '../../understanding/phrase.ts'
import { expandIn, phraseReader } from '../../understanding/phrase-reader.ts'
import { placesOf } from '../../understanding/places.ts'
import { wordsIn } from '../../understanding/plain.ts'
import { compileCrisis } from '../compile/crisis.ts'
import { type Fault, noteIn } from '../fault.ts'
import type { DangerText, WordsText } from '../schema/words.ts'

/** The phrases of words.yaml, and the texts of danger.yaml that they must find. */
export type Dangers = { words: WordsText; danger: DangerText }

/** Danger texts that no phrase finds, and phrases that no text depends on. */
export function dangerFaults(language: string, { words, danger }: Dangers): Fault[] {
  const faults: Fault[] = []
  const note = noteIn(faults, `content/${language}/words.yaml`)
  const search = searchIn(language, words)
  // unreadable phrases are reported as such
  if (!search) return []
  const alone = new Set<Phrase>()
  for (const [kind, texts] of listsOf(danger))
    for (const [at, text] of texts.entries()) {
      const found = search.find(text, kind)
      if (found.length === 0)
        note(
          kind,
          `no phrase finds '${text}', which danger.yaml has as ${kind}.${at}`,
          'Put back the phrase that found it, or take the text out of danger.yaml if it is no danger',
        )
      const [only, ...others] = found
      if (only && others.length === 0) alone.add(only)
    }
  for (const [kind, phrases] of search.phrases)
    for (const [at, phrase] of phrases.entries())
      if (!alone.has(phrase))
        note(
          `${kind}.${at}`,
          `the phrase '${shortened(phrase.written)}' has no text in danger.yaml that only it finds`,
          `Write one into content/${language}/danger.yaml, under ${kind}, as people would write it`,
        )
  return faults
}

/**
 * Searches a language's phrases as the lexicon does, but without correcting typos, which requires
 * learning.
 */
function searchIn(language: string, words: WordsText) {
  const crisis = readable(() => {
    const readers = new Map([[language, phraseReader(words)]])
    return compileCrisis({ [language]: { words } }, readers, (spelling) => spelling)
  })
  if (!crisis) return undefined
  const beginnings = beginningsIn([...crisis.meanings.keys(), ...crisis.takesBack.keys()])
  const expand = expandIn(words.spelling)
  const phrases = new Map<string, Phrase[]>(listsOf(words).map(([kind]) => [kind, []]))
  for (const [phrase, { event, plea }] of crisis.meanings)
    phrases.get(plea ? event.replace('crisis', 'pleas') : event)?.push(phrase)
  return {
    phrases,
    /**
     * The phrases that find a text. A plea is danger too, but not every danger phrase is a plea.
     */
    find(text: string, kind: string): Phrase[] {
      const isPlea = kind.startsWith('pleas')
      const event = kind.replace('pleas', 'crisis')
      const places = placesOf(expand(wordsIn(text)), () => [], beginnings)
      const found = dangersIn(crisis, places, (own) => own.event === event && (own.plea || !isPlea))
      return Array.from(new Set(Array.from(found, ({ phrase }) => phrase)))
    },
  }
}

/** The lists of either file by key: crisis.danger, pleas.danger. */
function listsOf({ crisis, pleas }: Pick<DangerText, 'crisis' | 'pleas'>) {
  return Object.entries({ crisis, pleas }).flatMap(([group, lists]) =>
    Object.entries(lists).map(([kind, list]) => [`${group}.${kind}`, list] as const),
  )
}

function readable<Value>(read: () => Value): Value | undefined {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof PhraseError)) throw error
    return undefined
  }
}

const SHOWN = 60

function shortened(phrase: string): string {
  return phrase.length > SHOWN ? `${phrase.slice(0, SHOWN)}…` : phrase
}
