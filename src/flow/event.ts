/** Events: what a person can do in any node besides pressing that node's own keys. One row an event. */
import { z } from 'zod'

type Row = {
  /** Asked for by words of its own: the list of the same name in content/<language>/words.yaml. */
  command?: true
  /** Answered over every limit. */
  urgent?: true
  /** Asks for less of us: obeyed over every limit, even where nothing is said any more. */
  protective?: true
}

/** A node's `on` answers an event, else the flow's `on`, else it counts as a miss. */
export const events = {
  person: { command: true },
  help: { command: true },
  tip: { command: true },
  call: { command: true },
  ring: { command: true },
  exit: { command: true, protective: true },
  forget: { command: true, protective: true },
  relay: { command: true },
  /** To the line's own question; what they mean where nobody asked stands in the input's `otherwise`. */
  yes: {},
  no: {},
  opt_in: {},
  /** The same, where the provider has answered: nothing is said. */
  'opt_in.provider': {},
  'opt_out.provider': { protective: true },
  'opt_out.line': { protective: true },
  'crisis.danger': { urgent: true },
  'crisis.self_harm': { urgent: true },
  'crisis.minor': { urgent: true },
  'crisis.other_danger': { urgent: true },
  'crisis.other_self_harm': { urgent: true },
} as const satisfies Record<string, Row>

export type Event = keyof typeof events
export const Event = z.enum(Object.keys(events) as [Event, ...Event[]])

type Commands = {
  [Name in Event]: (typeof events)[Name] extends { command: true } ? Name : never
}
export type CommandEvent = Commands[Event]

/** The events that are asked for by words of their own. */
export const commandEvents = Event.options.filter(
  (event): event is CommandEvent => 'command' in events[event],
)

export function isUrgent(event: Event): boolean {
  return 'urgent' in events[event]
}

export function isProtective(event: Event): boolean {
  return 'protective' in events[event]
}
