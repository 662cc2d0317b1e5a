/**
 * Compiles wording: every text of the line, assembled once at start, so that a turn only looks it
 * up.
 */
import type { RingOutcome } from '../../flow/effect.ts'
import { type Flow, sentenceWhen } from '../../flow/flow.ts'
import type { When } from '../../flow/sentence.ts'
import { type Files, type LanguageText, textOf } from '../read/files.ts'
import type { Topic } from '../schema/topics.ts'
import { join, type LineName, type Medium, type Wording } from '../words.ts'
import { besideIn, fewerAtEnd, fewerBetween, type SplitText, whole } from './beside.ts'
import { alphabetIn, filler, served } from './fill.ts'
import { offeringIn } from './languages.ts'

const outcomes = ['started', 'limited', 'unavailable'] as const satisfies RingOutcome[]

/** Assembles the words of one language and medium. */
export function compileWording(
  files: Files,
  language: string,
  medium: Medium,
  name: LineName,
  flow: Pick<Flow, 'nodes' | 'says' | 'languages'>,
): Wording {
  const text = textOf(files, language)
  const own = text.line[medium]
  const fill = filler(files, language, medium, name)
  const offered = offeringIn(files, flow, language, medium)
  const alphabet = alphabetIn(files, language)
  const said = (when: When) => own.says[sentenceWhen(flow, when)] ?? ''
  const pages = new Map<string, string>()
  const led = new Map<string, string>()
  const keys = new Map<string, string>()
  const answers = new Map<string, SplitText>()
  for (const topic of files.topics) {
    const sources = sourcesOf(topic, own, medium)
    const all = [...ownPages(files, topic, language, medium), sources]
    all.forEach((page, at) => {
      const footer = fill(own.footer[whatFollows(at, all.length)])
      pages.set(`${topic.id}/${at}`, join(medium, [fill(page), footer]))
      keys.set(`${topic.id}/${at}`, footer)
      if (at > 0) return
      // a topic is always entered at its first page
      const ledPage: SplitText = {
        words: join('text', [fill(said('led')), fill(page)]),
        keys: [footer, ...fewerAtEnd(fill(said('led_keys'))), ''],
      }
      led.set(`${topic.id}/${at}`, whole(alphabet, ledPage))
      answers.set(`led ${topic.id}/${at}`, ledPage)
      answers.set(`page ${topic.id}/${at}`, { words: fill(page), keys: fewerBetween(footer) })
    })
  }
  const says = new Map([
    ...Object.entries(own.says).map(([key, words]) => [key, fill(words)] as const),
    ...smallTalk(text, medium).map(([key, words]) => [key, fill(words)] as const),
  ])
  for (const [key, words] of says) answers.set(`say ${key}`, { words, keys: [''] })
  return {
    says,
    menus: new Map(
      Object.entries(own.menus).map(([node, words]) => [
        node,
        fill(offered(node, words).replace('{options}', options(text, medium, flow, node))),
      ]),
    ),
    pages,
    led,
    keys,
    outcomes: new Map(outcomes.map((went) => [went, fill(said(`ring.${went}`))] as const)),
    choices: choicesIn(text, medium, said('choices'), fill),
    beside: besideIn(text, alphabet, answers, fill),
  }
}

/** Where key 7 leads from a page; the sources come last. */
function whatFollows(page: number, pages: number): 'more' | 'sources' | 'last' {
  if (page + 1 === pages) return 'last'
  return page + 2 === pages ? 'sources' : 'more'
}

/** The small-talk answers; in a call there is no way to ask. */
function smallTalk({ smallTalk: { talk } }: LanguageText, medium: Medium): [string, string][] {
  if (medium === 'voice') return []
  return Object.entries(talk).map(([about, { answer }]) => [`small_talk.${about}`, answer])
}

function choicesIn(
  { line, topics }: LanguageText,
  medium: Medium,
  question: string,
  fill: (text: string) => string,
) {
  const option = (topic: string, at: number) =>
    line[medium].option
      .replace('{key}', String(at + 1))
      .replace('{title}', topics[topic]?.title ?? '')
      .replace('{spoken}', topics[topic]?.spoken ?? '')
  return (asked: readonly string[]) =>
    fill(question.replace('{options}', join(medium, asked.map(option))))
}

/** The number of pages of each topic: its own, plus one with its sources. */
export function pageCounts(files: Files, medium: Medium): Record<string, number> {
  const [language = ''] = Object.keys(files.languages)
  return Object.fromEntries(
    files.topics.map((topic) => [topic.id, ownPages(files, topic, language, medium).length + 1]),
  )
}

function ownPages(files: Files, topic: Topic, language: string, medium: Medium): string[] {
  const pages = textOf(files, language).topics[topic.id]?.[medium] ?? []
  return pages.map((page) => served(files.phones, page))
}

function sourcesOf(
  topic: Topic,
  { sources, date, months }: LanguageText['line'][Medium],
  medium: Medium,
): string {
  const between = medium === 'text' ? ' ' : ', '
  const names = topic.sources.map(({ name, year }) => `${name}${between}${year}`).join('; ')
  const [year = '', month = ''] = topic.checkedOn.split('-')
  const checked = date.replace('{month}', months[Number(month) - 1] ?? '').replace('{year}', year)
  return sources.replace('{sources}', names).replace('{checked}', checked)
}

function options(
  { line, topics }: LanguageText,
  medium: Medium,
  flow: Pick<Flow, 'nodes'>,
  menu: string,
): string {
  const node = flow.nodes[menu]
  if (node?.type !== 'menu') return ''
  const rows = Object.entries(node.options).map(([key, { to }]) => {
    const { title = '', spoken = '' } = line.themes[to] ?? topics[to] ?? {}
    return line[medium].option
      .replace('{key}', key)
      .replace('{title}', title)
      .replace('{spoken}', spoken)
  })
  return join(medium, rows)
}
