/** The actions and events of a script, by how they are written. */
import { momentOf, TIME_ZONE } from '../../phones/wall-clock.ts'
import type { Behaviour } from '../../virtual-twilio/types.ts'
import type { Conditions } from '../conditions.ts'

/** Decides what `>` means: a text, or keys in a call. */
export type Channel = 'sms' | 'voice'

type Shared = { type: 'press'; keys: string } | { type: 'say'; text: string } | { type: 'hang_up' }

/** What the person can do. */
export type PersonAction =
  | Shared
  | { type: 'text'; text: string }
  | { type: 'call' }
  | { type: 'silence' }
  | { type: 'wait'; ms: number }

/** What someone at another phone can do. */
export type PhoneAction =
  | Shared
  | { type: 'behave'; behaviour: Behaviour }
  | { type: 'answer' }
  | { type: 'decline' }
  | { type: 'hear_out' }

export type ScriptEvent =
  | { type: 'change'; changes: Partial<Conditions> }
  /** Milliseconds since 1970. */
  | { type: 'time'; at: number }

/** A line that cannot be parsed, or not be played now. The message is for the script's author. */
export class ScriptError extends Error {}

const events: Readonly<Record<string, Partial<Conditions>>> = {
  'Redis hangs': { redis: 'hangs' },
  'Redis works': { redis: 'works' },
  'REST is down': { rest: 'down' },
  'REST hangs': { rest: 'hangs' },
  'REST is late': { rest: 'late' },
  'REST works': { rest: 'works' },
  'the network is slow': { network: 'slow' },
  'the network works': { network: 'works' },
  'cookies are lost': { cookies: 'lost' },
  'cookies are kept': { cookies: 'kept' },
  'there is a desk': { desks: 'one' },
  'there are desks': { desks: 'two' },
  'there are no desks': { desks: 'none' },
}

const personActions: Readonly<Record<string, PersonAction>> = {
  '(calls)': { type: 'call' },
  '(hangs up)': { type: 'hang_up' },
  '(silence)': { type: 'silence' },
}

const phoneActions: Readonly<Record<string, PhoneAction>> = {
  '(will answer)': { type: 'behave', behaviour: 'answer' },
  '(is busy)': { type: 'behave', behaviour: 'busy' },
  '(will not answer)': { type: 'behave', behaviour: 'no-answer' },
  '(can not be reached)': { type: 'behave', behaviour: 'failed' },
  '(has a menu)': { type: 'behave', behaviour: 'silent' },
  '(has a voicemail)': { type: 'behave', behaviour: 'voicemail' },
  '(waits to be told)': { type: 'behave', behaviour: 'ask' },
  '(answers)': { type: 'answer' },
  '(declines)': { type: 'decline' },
  '(hears it out)': { type: 'hear_out' },
  '(hangs up)': { type: 'hang_up' },
}

const UNITS_MS = { second: 1_000, minute: 60_000 } as const

export function eventOf(event: string): ScriptEvent {
  const changes = events[event]
  if (changes) return { type: 'change', changes }
  const [, day, time] = /^it is (\d{4}-\d\d-\d\d) (\d\d:\d\d)$/.exec(event) ?? []
  const local = `${day}T${time}`
  const at = Number.isNaN(Date.parse(local)) ? undefined : momentOf(local, TIME_ZONE)
  if (!at) throw new ScriptError(`nothing is called ${event}`)
  return { type: 'time', at: at.getTime() }
}

export function personAction(action: string, channel: Channel): PersonAction {
  const known = personActions[action] ?? waiting(action)
  if (known) return known
  if (isStaged(action)) throw new ScriptError(`the person can not do ${action}`)
  return channel === 'sms' ? { type: 'text', text: action } : spokenOrPressed(action)
}

export function phoneAction(action: string): PhoneAction {
  const known = phoneActions[action]
  if (known) return known
  if (isStaged(action)) throw new ScriptError(`another phone can not do ${action}`)
  return spokenOrPressed(action)
}

function waiting(action: string): PersonAction | undefined {
  const [, count, unit] = /^\(waits (\d+) (second|minute)s?\)$/.exec(action) ?? []
  if (!unit) return undefined
  return { type: 'wait', ms: Number(count) * UNITS_MS[unit as keyof typeof UNITS_MS] }
}

function spokenOrPressed(action: string): Shared {
  const [, text] = /^"(.*)"$/.exec(action) ?? []
  if (text !== undefined) return { type: 'say', text }
  if (!/^[0-9*#]+$/.test(action)) throw new ScriptError(`there is no key ${action}`)
  return { type: 'press', keys: action }
}

function isStaged(action: string): boolean {
  return /^\(.*\)$/.test(action)
}
