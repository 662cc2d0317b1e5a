/** Words: what the line asks of content, in the language of a turn. Made by compile/, only looked up here. */
import type { RingOutcome } from '../flow/effect.ts'
import type { Answer, Reply } from '../flow/session.ts'

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
  /** An answer that names another topic below it. */
  beside: (answer: NamesAnother, topic: string) => string | undefined
}

/** A reply that may name another topic. */
export type NamesAnother = Extract<Reply, { also?: string }>

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

/** A language that only interpreters speak, as the line tells of it. */
export type InterpreterWords = {
  id: string
  text: string
  /** None where Twilio has no voice for it. */
  spoken: { locale: string; voice: string; text: string } | undefined
}

/** The words of a reply; none for what has no words, such as the end of a call. */
export function wordsOf(wording: Wording, reply: Reply): string | undefined {
  if ('also' in reply && reply.also) return wording.beside(reply, reply.also)
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

/** Whether there are words for an answer, which may have been given while content was another one. */
export function canSay(
  wording: Readonly<Record<string, Wording>>,
  { language, replies }: Answer,
): boolean {
  const words = wording[language]
  return words !== undefined && replies.every((reply) => isThere(words, reply))
}

function isThere(words: Wording, reply: Reply): boolean {
  if (reply.type === 'choices') return reply.topics.every((topic) => words.pages.has(`${topic}/0`))
  return reply.type === 'end' || wordsOf(words, reply) !== undefined
}

/** Texts said one after the other, in the way of the medium. */
export function join(medium: Medium, texts: readonly string[]): string {
  return texts.join(medium === 'text' ? '\n' : ' ')
}
