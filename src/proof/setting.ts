/**
 * What properties are checked against: one medium's flow, its words, and the numbers as people get
 * them.
 */

import type { Dialogue } from '../content/dialogue.ts'
import type { Content } from '../content/load.ts'
import { subjectIn } from '../content/neutral.ts'
import { type Medium, wordsOf } from '../content/words.ts'
import type { Flow } from '../flow/flow.ts'
import type { Reply, Turn } from '../flow/session.ts'
import { spoken } from '../phones/number.ts'

export type Setting = {
  medium: Medium
  flow: Flow
  /** Numbers as written or spoken in this medium. */
  hotline: string
  emergency: string
  suicide: string
  wording: Content['wording'][Medium]
  /** The words of a reply, in a language. */
  wordsOf(language: string, reply: Reply): string | undefined
  /** All words of a turn, as the person gets them. */
  said(turn: Pick<Turn, 'language' | 'replies'>): string
  /** Whether the flow or the content requires a reply to be neutral. */
  isMarked(reply: Reply): boolean
  /** Whether words do not name the subject, in their language. */
  isNeutral(language: string, words: string): boolean
}

export function settingOf(content: Dialogue, medium: Medium): Setting {
  const flow = content.flows[medium]
  const wording = content.wording[medium]
  const number = (key: string) => {
    const phone = content.phones[key]
    if (!phone) return `{${key}}`
    return medium === 'text' ? phone.number : spoken(phone)
  }
  const words = (language: string, reply: Reply) => {
    const own = wording[language]
    return own && wordsOf(own, reply)
  }
  return {
    medium,
    flow,
    hotline: number('hotline'),
    emergency: number('emergency'),
    suicide: number('suicide'),
    wording,
    wordsOf: words,
    said: ({ language, replies }) =>
      replies.map((reply) => words(language, reply) ?? '').join('\n'),
    isMarked: (reply) => isMarked(content, flow, reply),
    isNeutral: neutralBy(content),
  }
}

function isMarked({ smallTalk }: Dialogue, { nodes, sentences }: Flow, reply: Reply): boolean {
  if (reply.type === 'menu') return nodes[reply.node] !== undefined && marked(nodes[reply.node])
  if (reply.type !== 'say') return reply.type === 'end'
  const [, about] = /^small_talk\.(.+)$/.exec(reply.text) ?? []
  if (about !== undefined) return smallTalk[about]?.neutral ?? false
  return marked(sentences[reply.text] ?? nodes[reply.text])
}

function marked(there: object | undefined): boolean {
  return there !== undefined && 'neutral' in there && there.neutral === true
}

/** Caches its results: the same few texts are said in thousands of states. */
function neutralBy({ subject }: Dialogue): Setting['isNeutral'] {
  const tells = new Map(
    Object.entries(subject).map(([language, words]) => [language, subjectIn(words)] as const),
  )
  const known = new Map<string, boolean>()
  return (language, words) => {
    const key = `${language} ${words}`
    const found = known.get(key) ?? !tells.get(language)?.(words)
    known.set(key, found)
    return found
  }
}
