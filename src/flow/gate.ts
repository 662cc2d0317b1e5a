/** The gate: the first question, and what somebody asked for before they have answered it. */
import type { Flow, Node } from './flow.ts'
import type { Input } from './input.ts'
import type { Session } from './session.ts'

/** How an answer that waits is told from a node. */
const TALK = 'small_talk.'

export function isTalk(waiting: string): boolean {
  return waiting.startsWith(TALK)
}

export function isGate(node: Node | undefined): boolean {
  return node?.type === 'menu' && node.gate === true
}

/** What was asked for before the gate was answered waits behind it. */
export function asked(flow: Flow, session: Session, input: Input): Session {
  const { waiting: _, personal: __, choices: ___, ...gate } = session
  if (input.type === 'topic' && flow.nodes[input.topic]) {
    const { topic, personal, also } = input
    return {
      ...gate,
      waiting: topic,
      ...(personal && { personal: true }),
      // a release that knows only questions asks which of the two
      ...(also && flow.nodes[also] && { choices: [topic, also] }),
    }
  }
  if (input.type === 'choices') return { ...gate, choices: input.topics }
  if (input.type === 'small_talk' && input.waits) return { ...gate, waiting: TALK + input.about }
  return session
}

/** What waits stays when the gate is shown again. */
export function whatWaits({ waiting, personal, choices }: Session): Partial<Session> {
  return { ...(waiting && { waiting }), ...(personal && { personal }), ...(choices && { choices }) }
}

export function withoutChoices({ choices: _, ...session }: Session): Session {
  return session
}
