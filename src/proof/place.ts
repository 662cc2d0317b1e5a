/** The place in a flow's file that a step comes from: the key that an editor highlights. */
import type { Flow } from '../flow/flow.ts'
import type { Input } from '../flow/input.ts'
import { optionsOf } from '../flow/languages.ts'
import type { Session } from '../flow/session.ts'

export function placeOf(session: Session | undefined, flow: Flow): string {
  return session && flow.nodes[session.node] ? `nodes.${session.node}` : 'start'
}

/** The option, or the `on` entry, that an input matches; otherwise the node. */
export function placeOfArc(session: Session | undefined, input: Input, flow: Flow): string {
  const at = placeOf(session, flow)
  const node = flow.nodes[session?.node ?? '']
  if (input.type === 'event') {
    if (node?.on?.[input.event]) return `${at}.on.${input.event}`
    return flow.on[input.event] ? `on.${input.event}` : at
  }
  if (input.type === 'transfer_ended' && node?.type === 'transfer') return `${at}.ended`
  if (input.type !== 'key' || node?.type !== 'menu') return at
  const options = optionsOf(flow, node, session?.language ?? flow.languages[0])
  return options[input.key] ? `${at}.options.${input.key}` : at
}
