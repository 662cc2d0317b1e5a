/** Keyword rules: each has one meaning, and none is reserved by the provider. */

import { commandNames } from '../../understanding/commands.ts'
import { LONGEST_KEYWORD } from '../../understanding/keywords.ts'
import { plain } from '../../understanding/plain.ts'
import { providerWords } from '../../understanding/provider-words.ts'
import { type Fault, noteIn } from '../fault.ts'
import type { Files } from '../read/files.ts'

/** Faults of the line's command words and the topics' keywords. */
export function keywordFaults({ texts }: Files): Fault[] {
  const faults: Fault[] = []
  const ours = new Map<string, string>()
  for (const [language, { words }] of Object.entries(texts)) {
    const note = noteIn(faults, `content/${language}/words.yaml`)
    for (const list of commandNames)
      for (const word of words[list]) {
        if (isReserved(word))
          note(
            list,
            `'${word}' is reserved by the provider`,
            'Use another word: people who text it are answered by the provider',
          )
        ours.set(plain(word), `${language}/words.yaml: ${list}`)
      }
  }
  const taken = new Map<string, string>()
  for (const [language, { topics }] of Object.entries(texts))
    for (const [id, { keywords }] of Object.entries(topics)) {
      const note = noteIn(faults, `content/${language}/topics/${id}.yaml`)
      for (const word of keywords) {
        const { problem, remedy } = faultOf(word, id, ours, taken) ?? {}
        if (problem && remedy) note('keywords', `'${word}' ${problem}`, remedy)
        if (plain(word).split(' ').length > LONGEST_KEYWORD)
          note('keywords', `'${word}' is too long`, `Use at most ${LONGEST_KEYWORD} words`)
        taken.set(plain(word), id)
      }
    }
  return faults
}

function faultOf(
  word: string,
  id: string,
  ours: ReadonlyMap<string, string>,
  taken: ReadonlyMap<string, string>,
): { problem: string; remedy: string } | undefined {
  const form = plain(word)
  const own = ours.get(form)
  const other = taken.get(form)
  if (isReserved(word))
    return { problem: 'is reserved by the provider', remedy: 'Use another keyword' }
  if (own)
    return { problem: `is already a word of the line (${own})`, remedy: 'Use another keyword' }
  if (other !== undefined && other !== id)
    return { problem: `is already a keyword of '${other}'`, remedy: 'Give it to one of the two' }
  return undefined
}

const reserved = new Set<string>(Object.values(providerWords).flat())

function isReserved(word: string): boolean {
  return reserved.has(plain(word))
}
