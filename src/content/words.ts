/**
 * Words: the line's interface to content, in the language of a turn. Produced by compile/; turns
 * only look things up.
 */
import type { RingOutcome } from '../flow/effect.ts'
import type { Answer, Reply } from '../flow/session.ts'

export type Medium = 'text' | 'voice'

/** The line's name, written and spoken. */
export type LineName = { written: string; spoken: string }

/** The words of one medium in one language, by what refers to them. */
export type Wording = {
  says: ReadonlyMap<string, string>
  menus: ReadonlyMap<string, string>
  /** Key: node/page. */
  pages: ReadonlyMap<string, string>
  /** The same, preceded by a person's number. */
  led: ReadonlyMap<string, string>
  keys: ReadonlyMap<string, string>
  /** By outcome of ringing the person's phone. */
  outcomes: ReadonlyMap<RingOutcome, string>
  /** Asks which of several topics was meant. */
  choices: (topics: readonly string[]) => string
  /** An answer that mentions another topic below it. */
  beside: (answer: NamesAnother, topic: string) => string | undefined
}

/** A reply that may mention another topic. */
export type NamesAnother = Extract<Reply, { also?: string }>

/** What is said if something breaks: the parts of the last guard's documents. */
export type SafeWords = { text: string; voice: { before: string; waiting: string; after: string } }

/** What somebody who answers for a caller hears, in the line's first language. */
export type AdvocateWords = {
  /** Introduction by the caller's language. */
  intro: Readonly<Record<string, string>>
  /** Introduction of a caller who has chosen no language. */
  unknown: string
  quiet: string
  interpreter: string
  accept: string
  gone: string
}

/** What the line says about a language that only interpreters speak. */
export type InterpreterWords = {
  id: string
  text: string
  /** Undefined if Twilio has no voice for it. */
  spoken: { locale: string; voice: string; text: string } | undefined
}

/** The words of a reply; undefined if it has none, such as the end of a call. */
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

/** Whether an answer still has words; it may have been given with other content. */
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

/** Joins texts as the medium requires. */
export function join(medium: Medium, texts: readonly string[]): string {
  return texts.join(medium === 'text' ? '\n' : ' ')
}
