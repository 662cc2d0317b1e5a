/** The gate: the first question, and what somebody asked for before answering it. */
import type { Flow, Node } from './flow.ts'
import type { Input } from './input.ts'
import type { Session } from './session.ts'

/** Prefix that distinguishes a waiting small-talk answer from a waiting node. */
const TALK = 'small_talk.'

export function isTalk(waiting: string): boolean {
  return waiting.startsWith(TALK)
}

export function isGate(node: Node | undefined): boolean {
  return node?.type === 'menu' && node.gate === true
}

/** Remembers a request made before the gate was answered, to be met once it is. */
export function asked(flow: Flow, session: Session, input: Input): Session {
  const { waiting: _, personal: __, choices: ___, ...gate } = session
  if (input.type === 'topic' && flow.nodes[input.topic]) {
    const { topic, personal, also } = input
    return {
      ...gate,
      waiting: topic,
      ...(personal && { personal: true }),
      // a release that knows only `choices` asks which of the two was meant
      ...(also && flow.nodes[also] && { choices: [topic, also] }),
    }
  }
  if (input.type === 'choices') return { ...gate, choices: input.topics }
  if (input.type === 'small_talk' && input.waits) return { ...gate, waiting: TALK + input.about }
  return session
}

/** The part of the session that survives showing the gate again. */
export function pendingIn({ waiting, personal, choices }: Session): Partial<Session> {
  return { ...(waiting && { waiting }), ...(personal && { personal }), ...(choices && { choices }) }
}

export function withoutChoices({ choices: _, ...session }: Session): Session {
  return session
}
