/**
 * A line in a form that any format can carry: its flows, and for every text the words that people
 * get.
 */

import { compileWording } from '../content/compile/wording.ts'
import { compileFlows } from '../content/dialogue.ts'
import { type Files, textOf } from '../content/read/files.ts'
import type { Language } from '../content/schema/languages.ts'
import type { Topic } from '../content/schema/topics.ts'
import type { LineName, Medium } from '../content/words.ts'
import type { Flow } from '../flow/flow.ts'

export const media = ['text', 'voice'] as const satisfies Medium[]

/** All words of one language in a medium, as sent or spoken. */
export type Words = {
  menus: Readonly<Record<string, string>>
  says: Readonly<Record<string, string>>
  /** The pages of each topic including their keys; the page with the sources is last. */
  pages: Readonly<Record<string, readonly string[]>>
  /** The name that menus use for a target. */
  titles: Readonly<Record<string, string>>
}

export type ExchangedFlow = Pick<
  Flow,
  'start' | 'home' | 'lost' | 'callback' | 'on' | 'sentences' | 'nodes'
> & {
  words: Readonly<Record<string, Words>>
}

/** A topic with its keywords by language. */
export type ExchangedTopic = Omit<Topic, 'id'> & {
  keywords: Readonly<Record<string, readonly string[]>>
}

export type Exchange = {
  name: string
  languages: Readonly<Record<string, Language>>
  topics: Readonly<Record<string, ExchangedTopic>>
  flows: Readonly<Record<Medium, ExchangedFlow>>
}

/** The exchange form of a project's files, which must satisfy every rule. */
export function exchangeOf(written: Files, name: LineName): Exchange {
  const files = { ...written, languages: fullySpelt(written.languages) }
  const flows = compileFlows(files)
  const languages = Object.keys(files.languages)
  const exchanged = (medium: Medium): ExchangedFlow => {
    const { start, home, lost, callback, on, sentences, nodes } = flows[medium]
    const words = Object.fromEntries(
      languages.map((language) => [language, wordsOf(files, language, flows[medium], name)]),
    )
    return { start, home, lost, callback, on, sentences, nodes, words }
  }
  return {
    name: name.written,
    languages: written.languages,
    topics: Object.fromEntries(
      files.topics.map(({ id, ...topic }) => {
        const keywords = languages.map(
          (language) => [language, textOf(files, language).topics[id]?.keywords ?? []] as const,
        )
        return [id, { ...topic, keywords: Object.fromEntries(keywords) }]
      }),
    ),
    flows: { text: exchanged('text'), voice: exchanged('voice') },
  }
}

/** With accents, which are otherwise removed only for sending. */
function fullySpelt(languages: Files['languages']): Files['languages'] {
  return Object.fromEntries(
    Object.entries(languages).map(([code, language]) => [code, { ...language, alphabet: 'ucs-2' }]),
  )
}

function wordsOf(files: Files, language: string, flow: Flow, name: LineName): Words {
  const medium = flow.name as Medium
  const { menus, says, pages } = compileWording(files, language, medium, name, flow)
  const { line, topics } = textOf(files, language)
  const called = { ...topics, ...line.themes }
  const only = <Value>(all: Iterable<[string, Value]>, isOurs: (key: string) => boolean) =>
    Object.fromEntries(Array.from(all).filter(([key]) => isOurs(key)))
  return {
    menus: only(menus, (key) => key in flow.nodes),
    says: only(says, (key) => key in flow.sentences || key in flow.nodes),
    pages: Object.fromEntries(
      Object.entries(flow.pages).map(([topic, count]) => [
        topic,
        Array.from({ length: count }, (_, at) => pages.get(`${topic}/${at}`) ?? ''),
      ]),
    ),
    titles: Object.fromEntries(
      Object.entries(called).map(([key, { title, spoken }]) => [
        key,
        medium === 'text' ? title : spoken,
      ]),
    ),
  }
}
