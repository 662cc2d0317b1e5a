/** Wording: every text of the line, put together once at start, so that a turn only looks it up. */
import type { RingOutcome } from '../../flow/effect.ts'
import { type Flow, sentenceWhen, type When } from '../../flow/flow.ts'
import type { Reply } from '../../flow/session.ts'
import { isServed, spoken } from '../../phones/number.ts'
import type { Phone } from '../../phones/phone.ts'
import { MOST_SEPTETS, septets, toGsm7 } from '../gsm7.ts'
import type { Files } from '../read/files.ts'
import type { LanguageText, Topic, Variable } from '../schema.ts'

export type Medium = 'text' | 'voice'

/** How the line is called, in writing and aloud. */
export type LineName = { written: string; spoken: string }

/** The words of one medium in one language, by what asks for them. */
export type Wording = {
  says: ReadonlyMap<string, string>
  menus: ReadonlyMap<string, string>
  /** Key: node/page. */
  pages: ReadonlyMap<string, string>
  /** The same, led by a person's number. */
  led: ReadonlyMap<string, string>
  keys: ReadonlyMap<string, string>
  /** How ringing the person's phone went. */
  outcomes: ReadonlyMap<RingOutcome, string>
  /** The question which of some topics was meant. */
  choices: (topics: readonly string[]) => string
}

/** What is said when something broke: the parts of the last guard's documents. */
export type SafeWords = { text: string; voice: { before: string; waiting: string; after: string } }

/** What whoever answers for a caller hears, in the line's first language. */
export type AdvocateWords = {
  /** By the caller's language: who calls, and in which language. */
  intro: Readonly<Record<string, string>>
  quiet: string
  interpreter: string
  accept: string
  gone: string
}

/** The words of a reply; none for what has no words, such as the end of a call. */
export function wordsOf(wording: Wording, reply: Reply): string | undefined {
  switch (reply.type) {
    case 'say':
      return wording.says.get(reply.text)
    case 'menu':
      return wording.menus.get(reply.node)
    case 'page':
      return wording.pages.get(`${reply.node}/${reply.page}`)
    case 'led':
      return wording.led.get(`${reply.node}/${reply.page}`)
    case 'choices':
      return wording.choices(reply.topics)
    case 'keys':
      return wording.keys.get(`${reply.node}/${reply.page}`)
    case 'transfer':
      return wording.says.get(reply.node)
    case 'outcome':
      return wording.outcomes.get(reply.went)
    case 'end':
      return undefined
  }
}

const outcomes = ['started', 'limited', 'unavailable'] as const satisfies RingOutcome[]

/** Puts the words of one language and medium together. */
export function compileWording(
  files: Files,
  language: string,
  medium: Medium,
  name: LineName,
  flow: Pick<Flow, 'nodes' | 'says'>,
): Wording {
  const text = textOf(files, language)
  const own = text.line[medium]
  const fill = filler(files, medium, name)
  const said = (when: When) => own.says[sentenceWhen(flow, when)] ?? ''
  const pages = new Map<string, string>()
  const led = new Map<string, string>()
  const keys = new Map<string, string>()
  for (const topic of files.topics) {
    const all = topicPages(files, topic, language, medium)
    all.forEach((page, at) => {
      const footer = fill(at + 1 < all.length ? own.footer.more : own.footer.last)
      pages.set(`${topic.id}/${at}`, join(medium, [fill(page), footer]))
      keys.set(`${topic.id}/${at}`, footer)
      const lead = fill(said('led'))
      led.set(`${topic.id}/${at}`, ledPage(lead, fill(page), [footer, fill(said('led_keys'))]))
    })
  }
  return {
    says: new Map([
      ...Object.entries(own.says).map(([key, words]) => [key, fill(words)] as const),
      ...smallTalk(text, medium).map(([key, words]) => [key, fill(words)] as const),
    ]),
    menus: new Map(
      Object.entries(own.menus).map(([node, words]) => [
        node,
        fill(words.replace('{options}', options(text, medium, flow, node))),
      ]),
    ),
    pages,
    led,
    keys,
    outcomes: new Map(outcomes.map((went) => [went, fill(said(`ring.${went}`))] as const)),
    choices: choicesIn(text, medium, said('choices'), fill),
  }
}

/** The answers to what people always ask; by call there is nobody to ask. */
function smallTalk({ smallTalk: { talk } }: LanguageText, medium: Medium): [string, string][] {
  if (medium === 'voice') return []
  return Object.entries(talk).map(([about, { answer }]) => [`small_talk.${about}`, answer])
}

/** A person's number, the page, and the most of its keys that fits beside them. */
function ledPage(lead: string, page: string, footers: readonly string[]): string {
  const bare = join('text', [lead, page])
  const fitting = footers
    .map((footer) => join('text', [bare, footer]))
    .find((text) => septets(text) <= MOST_SEPTETS)
  return fitting ?? bare
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

/** The words of the last guard in one language. */
export function compileSafeWords(files: Files, language: string, name: LineName): SafeWords {
  const { text, voice } = textOf(files, language).line.safe
  const aloud = filler(files, 'voice', name)
  return {
    text: filler(files, 'text', name)(text),
    voice: {
      before: aloud(voice.before),
      waiting: aloud(voice.waiting),
      after: aloud(voice.after),
    },
  }
}

/** The words for whoever answers. */
export function compileAdvocateWords(files: Files, name: LineName): AdvocateWords {
  const [[first = ''] = []] = Object.entries(files.languages)
  const { intro, quiet, interpreter, accept, gone } = textOf(files, first).line.advocate
  const fill = filler(files, 'voice', name)
  return {
    intro: Object.fromEntries(
      Object.entries(files.languages).map(([language, { told }]) => [
        language,
        fill(intro.replace('{language}', told)),
      ]),
    ),
    quiet: fill(quiet),
    interpreter: fill(interpreter),
    accept: fill(accept),
    gone: fill(gone),
  }
}

/** A language that only interpreters speak, as the line tells of it. */
export type InterpreterWords = {
  id: string
  text: string
  /** None where Twilio has no voice for it. */
  spoken: { locale: string; voice: string; text: string } | undefined
}

/** The words of other languages; their letters stay as they are. */
export function compileInterpreters(files: Files): InterpreterWords[] {
  const fill = (text: string) =>
    text
      .replace(/\{(\w+)\}/g, (braces, key) => files.phones[key]?.number ?? braces)
      .normalize('NFC')
  return files.interpreters.languages.map(({ id, text, voice }) => ({
    id,
    text: fill(text),
    spoken: voice,
  }))
}

/** The wording with the lines of other languages, each under `interpreter.<id>`. */
export function withInterpreters(wording: Wording, others: readonly InterpreterWords[]): Wording {
  const lines = others.map(({ id, text }) => [`interpreter.${id}`, text] as const)
  return { ...wording, says: new Map([...wording.says, ...lines]) }
}

/** How many pages each topic has: its own, and one with its sources. */
export function pageCounts(files: Files, medium: Medium): Record<string, number> {
  const [language = ''] = Object.keys(files.languages)
  return Object.fromEntries(
    files.topics.map((topic) => [topic.id, topicPages(files, topic, language, medium).length]),
  )
}

/** Texts said one after the other, in the way of the medium. */
export function join(medium: Medium, texts: readonly string[]): string {
  return texts.join(medium === 'text' ? '\n' : ' ')
}

/** The text that may be served: the variant where the text would name a number that is not. */
export function served(phones: Files['phones'], variable: Variable): string {
  if (typeof variable === 'string') return variable
  const named = placeholders(variable.text).flatMap((key) => entry(phones, key))
  return named.every(([key, phone]) => isServed(key, phone)) ? variable.text : variable.without
}

/** The names in braces in a text. */
export function placeholders(text: string): string[] {
  return Array.from(text.matchAll(/\{(\w+)\}/g), ([, key = '']) => key)
}

function topicPages(files: Files, topic: Topic, language: string, medium: Medium): string[] {
  const text = textOf(files, language)
  const own = text.topics[topic.id]
  const sources = sourcesOf(topic, text.line[medium].sources, localeOf(files, language), medium)
  const pages = own ? (medium === 'text' ? own.text : [own.voice]) : []
  return [...pages.map((page) => served(files.phones, page)), sources]
}

function sourcesOf(topic: Topic, pattern: string, locale: string, medium: Medium): string {
  const between = medium === 'text' ? ' ' : ', '
  const names = topic.sources.map(({ name, year }) => `${name}${between}${year}`).join('; ')
  const month = medium === 'text' ? 'short' : 'long'
  const checked = monthFormat(locale, month)
  return pattern
    .replace('{sources}', names)
    .replace('{checked}', checked.format(new Date(topic.checkedOn)))
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** A formatter takes longer to make than a hundred dates to format. */
function monthFormat(locale: string, month: 'short' | 'long'): Intl.DateTimeFormat {
  const name = `${locale} ${month}`
  const known = formats.get(name)
  if (known) return known
  const format = new Intl.DateTimeFormat(locale, { month, year: 'numeric', timeZone: 'UTC' })
  formats.set(name, format)
  return format
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

/** Fills the names in braces, and for SMS brings the text into the alphabet that costs least. */
function filler(files: Files, medium: Medium, name: LineName) {
  const numbers = new Map(
    Object.entries(files.phones).map(([key, phone]) => [
      key,
      medium === 'text' ? phone.number : spoken(phone),
    ]),
  )
  numbers.set('line', medium === 'text' ? name.written : name.spoken)
  return (text: string): string => {
    const filled = text.replace(/\{(\w+)\}/g, (braces, key) => numbers.get(key) ?? braces)
    return medium === 'text' ? toGsm7(filled) : filled.normalize('NFC')
  }
}

function entry(phones: Files['phones'], key: string): [string, Phone][] {
  const phone = phones[key]
  return phone ? [[key, phone]] : []
}

function localeOf(files: Files, language: string): string {
  return files.languages[language]?.locale ?? language
}

function textOf(files: Files, language: string): LanguageText {
  const text = files.texts[language]
  if (!text) throw new Error('a language without texts')
  return text
}
