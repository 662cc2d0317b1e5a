/**
 * The language of scripted people: what they do and what happens, line by line. Drills, golden
 * transcripts and the terminal are written in it; each thing has one form, and means the same in all.
 *
 *     # Someone in danger       a note; the first one of a file is its title
 *     > Hi                      the person texts this, in a file with sms in its name;
 *     > 10*                     in any other, presses these keys of a call
 *     > (calls)                 calls the line
 *     > (hangs up)
 *     > (silence)               does nothing until the line says more, or the call is over
 *     > (waits 90 seconds)      lets time pass; also (waits 15 minutes)
 *     > "Yes, I can talk."      in a call, says it to whoever is connected
 *
 * Before the > may stand another phone: `phone`, which is the person's own when the line rings it, or
 * a key of content/phones.yaml, or of a desk below.
 *
 *     hotline> (will answer)    how it behaves when it is rung from now on; also (is busy),
 *                               (will not answer), (can not be reached), (has a menu),
 *                               (has a voicemail), (waits to be told): it rings until it
 *     hotline> (answers)        or
 *     hotline> (declines)
 *     hotline> 1                presses keys
 *     hotline> "Good evening."  says it to whoever is connected
 *     hotline> (hears it out)   listens for 20 seconds
 *     hotline> (hangs up)
 *
 * What happens around them:
 *
 *     * Redis hangs             until * Redis works
 *     * REST is down            or * REST hangs, until * REST works
 *     * the network is slow     until * the network works
 *     * there is a desk         `desk`, which is always there
 *     * there are desks         `oakland` and `fresno`, which keep office hours; fresno has no Spanish
 *     * there are no desks
 *     * it is 2026-12-25 03:00  by the clock in California
 *
 * What everybody gets is written below what it comes of, and passed over when a script is played.
 *
 *     < To be connected, ...    the person reads or hears it
 *     < (hotline rings)         or notices it
 *     hotline< A caller ...     the same for another phone
 *     hotline< "Yes, I can."    what somebody else said to it
 *     ! 12200 ...               what Twilio would warn of
 */
import { momentOf, TIME_ZONE } from '../../phones/wall-clock.ts'
import type { Behaviour } from '../../virtual-twilio/types.ts'
import type { Conditions } from '../simulated-line.ts'

/** What `>` means: a text, or keys of a call. */
export type Channel = 'sms' | 'voice'

export type Script = {
  /** That of its file, without .txt. */
  name: string
  title: string
  channel: Channel
  lines: readonly ScriptLine[]
}

/** One line; `source` is how it is written. */
export type ScriptLine = { readonly source: string } & (
  | { type: 'note' }
  | { type: 'event'; event: ScriptEvent }
  | { type: 'person'; action: PersonAction }
  | { type: 'phone'; key: string; action: PhoneAction }
  /** What somebody got when it was last played. */
  | { type: 'got' }
)

type Shared = { type: 'press'; keys: string } | { type: 'say'; text: string } | { type: 'hang_up' }

/** What the person may do. */
export type PersonAction =
  | Shared
  | { type: 'text'; text: string }
  | { type: 'call' }
  | { type: 'silence' }
  | { type: 'wait'; ms: number }

/** What whoever holds another phone may do. */
export type PhoneAction =
  | Shared
  | { type: 'behave'; behaviour: Behaviour }
  | { type: 'answer' }
  | { type: 'decline' }
  | { type: 'hear_out' }

export type ScriptEvent =
  | { type: 'change'; changes: Partial<Conditions> }
  /** In milliseconds since 1970. */
  | { type: 'time'; at: number }

/** A line that can not be read, or not be played now. The message is for whoever wrote it. */
export class ScriptError extends Error {}

const events: Readonly<Record<string, Partial<Conditions>>> = {
  'Redis hangs': { redis: 'hangs' },
  'Redis works': { redis: 'works' },
  'REST is down': { rest: 'down' },
  'REST hangs': { rest: 'hangs' },
  'REST works': { rest: 'works' },
  'the network is slow': { network: 'slow' },
  'the network works': { network: 'works' },
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

/** Reads a whole file. Throws ScriptError with the place of what can not be read. */
export function parseScript(file: string, text: string): Script {
  const name = file.replace(/\.txt$/, '')
  const channel: Channel = /\bsms\b/.test(name) ? 'sms' : 'voice'
  const lines = text.split('\n').map((source, at) => {
    try {
      return parseLine(source, channel)
    } catch (error) {
      if (!(error instanceof ScriptError)) throw error
      throw new ScriptError(`${file}:${at + 1}: ${error.message}`)
    }
  })
  const title = lines.find(({ source }) => source.startsWith('#'))?.source.slice(2) ?? name
  return { name, title, channel, lines }
}

/** Reads one line. Throws ScriptError. */
export function parseLine(source: string, channel: Channel): ScriptLine {
  if (source === '' || source.startsWith('#')) return { type: 'note', source }
  if (/^(\w*<|!)( |$)/.test(source)) return { type: 'got', source }
  const [, event] = /^\* (.*)$/.exec(source) ?? []
  if (event !== undefined) return { type: 'event', source, event: eventOf(event) }
  const [, key, action = ''] = /^(\w*)> ?(.*)$/.exec(source) ?? []
  if (key === undefined)
    throw new ScriptError('a line begins with #, *, >, < or the key of a phone')
  return key
    ? { type: 'phone', source, key, action: phoneAction(action) }
    : { type: 'person', source, action: personAction(action, channel) }
}

function eventOf(event: string): ScriptEvent {
  const changes = events[event]
  if (changes) return { type: 'change', changes }
  const [, day, time] = /^it is (\d{4}-\d\d-\d\d) (\d\d:\d\d)$/.exec(event) ?? []
  const local = `${day}T${time}`
  const at = Number.isNaN(Date.parse(local)) ? undefined : momentOf(local, TIME_ZONE)
  if (!at) throw new ScriptError(`nothing is called ${event}`)
  return { type: 'time', at: at.getTime() }
}

function personAction(action: string, channel: Channel): PersonAction {
  const known = personActions[action] ?? waiting(action)
  if (known) return known
  if (isStaged(action)) throw new ScriptError(`the person can not do ${action}`)
  return channel === 'sms' ? { type: 'text', text: action } : spokenOrPressed(action)
}

function phoneAction(action: string): PhoneAction {
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
