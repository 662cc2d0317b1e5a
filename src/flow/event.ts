/** Events: what a person can do at any node besides pressing one of its keys. One row per event. */
import { z } from 'zod'

type Row = {
  /** Triggered by command words: the list of the same name in content/<language>/words.yaml. */
  command?: true
  /** Answered even when over a limit. */
  urgent?: true
  /** Asks the line to do less: obeyed even when over a limit, and even if no answer is sent. */
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
  /**
   * Answers to a question of the line's. What they mean if nothing was asked is in the input's
   * `otherwise`.
   */
  yes: {},
  no: {},
  opt_in: {},
  /** The same, but the provider has answered already: the line says nothing. */
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

/** The events that command words trigger. */
export const commandEvents = Event.options.filter(
  (event): event is CommandEvent => 'command' in events[event],
)

export function isUrgent(event: Event): boolean {
  return 'urgent' in events[event]
}

export function isProtective(event: Event): boolean {
  return 'protective' in events[event]
}
