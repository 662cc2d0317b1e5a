/**
 * `harborline paths`: how many texts or keys it takes to reach each answer, walked on the real
 * flow.
 */
import type { Content } from '../content/load.ts'
import { type Flow, keys } from '../flow/flow.ts'
import type { Input } from '../flow/input.ts'
import type { Session, Turn } from '../flow/session.ts'
import { transition } from '../flow/transition.ts'
import { understand } from '../understanding/understand.ts'

/** A live person, as a goal next to the topics. */
export const PERSON = 'person'

/** What people need most, how one of them might ask for it, and a sentence that also answers it. */
const needs: readonly { need: string; to: string; asked: string; said?: string }[] = [
  { need: 'a person', to: PERSON, asked: 'i need to talk to someone' },
  { need: 'a place tonight', to: 'shelter', asked: 'i need a place to stay tonight' },
  { need: 'my record', to: 'records', asked: 'can my record be cleared' },
  { need: 'to report a hotel', to: 'report', asked: 'i want to report a motel who do i tell' },
  {
    need: 'a friend in danger',
    to: 'worried',
    asked: 'my friend is in danger',
    said: 'crisis.other_danger',
  },
]

export type Path = {
  /** A topic, or a person. */
  to: string
  need?: string
  /** Number of texts, including the first. */
  text: number
  /** The same if the first text asks for it in words. */
  asked?: number
  /** The keys to text from the main menu. */
  textMenu: string
  /** Number of keys from the start of a call. */
  voice: number
  /** The keys to press from the main menu of a call. */
  voiceMenu: string
}

/** The shortest path to each need and topic. */
export function pathsOf({ flows, lexicon, topics }: Content): Path[] {
  const { text, voice } = flows
  const path = (to: string): Path => ({
    to,
    text: shortest(text, { type: 'unknown' }, to).length + 1,
    textMenu: shortest(text, atMenu(text), to).join(' '),
    voice: shortest(voice, { type: 'begin' }, to).length,
    voiceMenu: shortest(voice, atMenu(voice), to).join(' '),
  })
  const there = new Set([PERSON, ...topics.map(({ id }) => id)])
  return [
    ...needs
      .filter(({ to }) => there.has(to))
      .map(({ need, to, asked, said }) => ({
        ...path(to),
        need,
        asked: shortest(text, understand(lexicon, asked).input, to, said).length + 1,
      })),
    ...topics.map(({ id }) => path(id)),
  ]
}

/** The paths as a Markdown table, as in docs/content.md. */
export function describePaths(paths: readonly Path[]): string {
  const rows = paths.map(({ to, need, text, asked, textMenu, voice, voiceMenu }) =>
    [need ? `**${need}**: ${to}` : to, text, asked ?? '', textMenu, voice, voiceMenu].join(' | '),
  )
  return [
    'to | texts from "hi" | asked in words first | keys from the menu | keys of a call | of those, from the menu',
    '--- | --- | --- | --- | --- | ---',
    ...rows,
  ]
    .map((row) => `| ${row} |`)
    .join('\n')
}

/** The start of a walk: an input without a session, or an existing session. */
type Start = Input | Session

function atMenu(flow: Flow): Session {
  return { node: flow.home, language: flow.languages[0], misses: 0, page: 0 }
}

/** The shortest sequence of keys that reaches the answer, by breadth-first search. */
function shortest(flow: Flow, start: Start, to: string, said?: string): string[] {
  const first = 'node' in start ? start : transition(flow, undefined, start)
  if ('replies' in first && arrives(first, to, said)) return []
  const seen = new Set<string>()
  let front: { session: Session; pressed: string[] }[] = []
  const reach = (session: Session | undefined, pressed: string[]) => {
    const state = JSON.stringify(session)
    if (session && !seen.has(state)) front.push({ session, pressed })
    seen.add(state)
  }
  reach('replies' in first ? first.session : first, [])
  while (front.length > 0) {
    const here = front
    front = []
    for (const { session, pressed } of here)
      for (const key of '123450') {
        const turn = transition(flow, session, keyOf(key))
        if (arrives(turn, to, said)) return [...pressed, key]
        reach(turn.session, [...pressed, key])
      }
  }
  throw new Error(`no keys lead to ${to}`)
}

function keyOf(key: string): Input {
  return key === keys.person ? { type: 'event', event: 'person' } : { type: 'key', key }
}

function arrives({ replies }: Turn, to: string, said?: string): boolean {
  return replies.some((reply) => {
    if (reply.type === 'say' && reply.text === said) return true
    if (to !== PERSON) return (reply.type === 'page' || reply.type === 'led') && reply.node === to
    return reply.type === 'transfer' || (reply.type === 'say' && reply.text === PERSON)
  })
}
