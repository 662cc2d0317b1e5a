/** Compiles the danger phrases. */

import {
  type CrisisEvent,
  type CrisisMeaning,
  type CrisisWords,
  crises,
} from '../../understanding/crisis.ts'
import type { Phrase } from '../../understanding/phrase.ts'
import { indexPhrases } from '../../understanding/phrase-search.ts'
import { CRISIS } from '../../understanding/ranking/labels.ts'
import type { WordsText } from '../schema/words.ts'
import { type Readers, readerOf } from './readers.ts'

/** `texts` holds each language's words; `spelling` adds to what corrects typos in texts. */
export function compileCrisis(
  texts: Readonly<Record<string, { words: WordsText }>>,
  readers: Readers,
  spelling: CrisisWords['spelling'],
): CrisisWords {
  const meanings = new Map<Phrase, CrisisMeaning>()
  const takesBack = new Map<Phrase, CrisisEvent>()
  for (const [language, { words }] of Object.entries(texts)) {
    const readPhrase = readerOf(readers, language)
    for (const event of crises) {
      const kind = event.slice(CRISIS.length) as keyof WordsText['crisis']
      for (const written of words.crisis[kind])
        meanings.set(readPhrase(written), { event, language, plea: false })
      for (const written of words.unless[kind]) takesBack.set(readPhrase(written), event)
    }
    for (const kind of ['danger', 'other_danger'] as const)
      for (const written of words.pleas[kind])
        meanings.set(readPhrase(written), { event: `crisis.${kind}`, language, plea: true })
  }
  return {
    phrases: indexPhrases(meanings.keys()),
    meanings,
    unless: indexPhrases(takesBack.keys()),
    takesBack,
    spelling,
  }
}
