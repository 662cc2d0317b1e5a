/** The Twilio Studio widgets that a line needs, each as a state. */
import type { Medium } from '../../content/words.ts'
import { keys } from '../../flow/flow.ts'
import type { State } from './shape.ts'

/** A language, as one of Twilio's voices speaks it. */
export type Spoken = { voice: string; locale: string }

/** A choice at a question. */
export type Way = { key: string; words?: readonly string[]; next: string | undefined }

/** How long a text conversation is remembered, in seconds; nothing is sent when that is over. */
const PATIENCE = '900'
/** Seconds to press a key, each of the two times a question is read. */
const FOR_A_KEY = 8
const RING = 30

const here = { x: 0, y: 0 }
const sender = {
  service: '{{trigger.message.InstanceSid}}',
  channel: '{{trigger.message.ChannelSid}}',
  from: '{{flow.channel.address}}',
} as const

const leading = <Event extends string>(event: Event, next?: string | undefined) => ({
  event,
  ...(next === undefined ? {} : { next }),
})

export function trigger(medium: Medium, next: string): State {
  const [text, call] = medium === 'text' ? [next, undefined] : [undefined, next]
  return {
    name: 'Trigger',
    type: 'trigger',
    transitions: [
      leading('incomingMessage', text),
      leading('incomingCall', call),
      leading('incomingConversationMessage'),
      leading('incomingRequest'),
      leading('incomingParent'),
    ],
    properties: { offset: here },
  }
}

/** A question and a split by its answer: two states. `silent` is where silence leads. */
export function question(
  name: string,
  words: string,
  spoken: Spoken | undefined,
  ways: readonly Way[],
  { missed, silent }: { missed: string | undefined; silent: string | undefined },
): State[] {
  const split = `${name}_key`
  if (!spoken) {
    const written = `{{widgets.${name}.inbound.Body | downcase | strip}}`
    return [ask(name, words, split), splitBy(split, written, ways, missed)]
  }
  const again: Way = { key: keys.repeat, next: name }
  return [
    gather(name, words, spoken, split, silent),
    splitBy(split, `{{widgets.${name}.Digits}}`, [...ways, again], missed),
  ]
}

function ask(name: string, body: string, next: string): State {
  return {
    name,
    type: 'send-and-wait-for-reply',
    transitions: [leading('incomingMessage', next), leading('timeout'), leading('deliveryFailure')],
    properties: { offset: here, ...sender, body, timeout: PATIENCE },
  }
}

function gather(
  name: string,
  say: string,
  { voice, locale: language }: Spoken,
  next: string,
  silent: string | undefined,
): State {
  return {
    name,
    type: 'gather-input-on-call',
    transitions: [leading('keypress', next), leading('speech', next), leading('timeout', silent)],
    properties: {
      offset: here,
      say,
      voice,
      language,
      loop: 2,
      timeout: FOR_A_KEY,
      number_of_digits: 1,
      finish_on_key: '',
      stop_gather: true,
      speech_timeout: 'auto',
      gather_language: language,
    },
  }
}

function splitBy(
  name: string,
  input: string,
  ways: readonly Way[],
  otherwise: string | undefined,
): State {
  return {
    name,
    type: 'split-based-on',
    transitions: [
      leading('noMatch', otherwise),
      ...ways.map(({ key, words = [], next }) => {
        const several = words.length > 0
        const value = [key, ...words.map((word) => word.toLowerCase())].join(',')
        return {
          ...leading('match', next),
          conditions: [
            {
              friendly_name: key,
              arguments: [input],
              type: several ? ('matches_any_of' as const) : ('equal_to' as const),
              value,
            },
          ],
        }
      }),
    ],
    properties: { offset: here, input },
  }
}

/** A state that says its words and continues, or ends. */
export function say(
  name: string,
  words: string,
  spoken: Spoken | undefined,
  next?: string | undefined,
): State {
  if (!spoken)
    return {
      name,
      type: 'send-message',
      transitions: [leading('sent', next), leading('failed', next)],
      properties: { offset: here, ...sender, to: '{{contact.channel.address}}', body: words },
    }
  const { voice, locale: language } = spoken
  return {
    name,
    type: 'say-play',
    transitions: [leading('audioComplete', next)],
    properties: { offset: here, say: words, voice, language, loop: 1 },
  }
}

/** Connects the caller, and branches by the outcome: two states. */
export function connect(
  name: string,
  to: string,
  ended: { answered: string | undefined; unreached: string | undefined },
): State[] {
  const how = `${name}_how`
  return [
    {
      name,
      type: 'connect-call-to',
      transitions: [leading('callCompleted', how), leading('hangup')],
      properties: {
        offset: here,
        caller_id: '{{flow.channel.address}}',
        noun: 'number',
        to,
        timeout: RING,
      },
    },
    splitBy(
      how,
      `{{widgets.${name}.DialCallStatus}}`,
      [{ key: 'completed', next: ended.answered }],
      ended.unreached,
    ),
  ]
}

/** Lays out states in rows, so that the editor shows them all. */
export function laidOut(states: readonly State[]): State[] {
  const IN_A_ROW = 20
  return states.map((state, at) => {
    const offset = { x: (at % IN_A_ROW) * 400, y: Math.floor(at / IN_A_ROW) * 300 }
    // only the offset changes, so each state keeps its type
    return { ...state, properties: { ...state.properties, offset } } as State
  })
}
