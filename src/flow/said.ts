/**
 * Questions about an input: what the flow does about it, and what it says about whoever sent it.
 */
import type { Event } from './event.ts'
import { type Action, type Flow, keys, type Node } from './flow.ts'
import type { Input } from './input.ts'
import type { Session } from './session.ts'

export function actionFor(flow: Flow, node: Node, input: Input): Action | undefined {
  const event = eventOf(input)
  return event && (node.on?.[event] ?? flow.on[event])
}

function eventOf(input: Input): Event | undefined {
  if (input.type === 'event') return input.event
  return input.type === 'key' && input.key === keys.person ? 'person' : undefined
}

/** What a text means if the line had not asked anything. */
export function unasked(input: Input): Input {
  return input.type === 'event' && input.otherwise ? input.otherwise : input
}

/** Inputs that get no reply: automated messages, and whatever the provider has answered itself. */
export function isQuiet(input: Input): boolean {
  if (input.type === 'automatic') return !input.picture
  return input.type === 'event' && input.event === 'opt_in.provider'
}

/** A first session, in whatever language the first text points to. */
export function begunIn(session: Session, input: Input): Session {
  const begins = 'begins' in input ? input.begins : undefined
  return begins ? { ...session, language: begins } : spokenIn(session, input)
}

/** The session in the language that the person just used, if that was clear. */
export function spokenIn(session: Session, input: Input): Session {
  return 'language' in input && input.language ? { ...session, language: input.language } : session
}
