/**
 * The shape of a flow of Twilio Studio, for the widgets that we write:
 * https://www.twilio.com/docs/studio/rest-api/v2/schemas
 */
import { z } from 'zod'

/** Twilio refuses more. */
export const MOST_STATES = 1000

const Name = z.string().regex(/^\w[\w-]*$/)
const Offset = z.strictObject({ x: z.int(), y: z.int() })

const Condition = z.strictObject({
  friendly_name: z.string(),
  arguments: z.array(z.string()).length(1),
  type: z.enum(['equal_to', 'matches_any_of']),
  value: z.string().min(1),
})
export type Condition = z.infer<typeof Condition>

/** A widget's transitions, one per event; a split can match several times. */
function onEvents<Events extends [string, ...string[]]>(...events: Events) {
  return z
    .array(z.strictObject({ event: z.enum(events), next: Name.optional() }))
    .length(events.length)
}

const message = {
  offset: Offset,
  service: z.literal('{{trigger.message.InstanceSid}}'),
  channel: z.literal('{{trigger.message.ChannelSid}}'),
  from: z.literal('{{flow.channel.address}}'),
  body: z.string().min(1),
}
const speech = {
  offset: Offset,
  say: z.string().min(1),
  voice: z.string(),
  language: z.string(),
  loop: z.int(),
}

export const State = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('trigger'),
    name: Name,
    transitions: onEvents(
      'incomingMessage',
      'incomingCall',
      'incomingConversationMessage',
      'incomingRequest',
      'incomingParent',
    ),
    properties: z.strictObject({ offset: Offset }),
  }),
  z.strictObject({
    type: z.literal('split-based-on'),
    name: Name,
    transitions: z.array(
      z.union([
        z.strictObject({ event: z.literal('noMatch'), next: Name.optional() }),
        z.strictObject({
          event: z.literal('match'),
          next: Name.optional(),
          conditions: z.array(Condition).length(1),
        }),
      ]),
    ),
    properties: z.strictObject({ offset: Offset, input: z.string() }),
  }),
  z.strictObject({
    type: z.literal('send-message'),
    name: Name,
    transitions: onEvents('sent', 'failed'),
    properties: z.strictObject({ ...message, to: z.literal('{{contact.channel.address}}') }),
  }),
  z.strictObject({
    type: z.literal('send-and-wait-for-reply'),
    name: Name,
    transitions: onEvents('incomingMessage', 'timeout', 'deliveryFailure'),
    properties: z.strictObject({ ...message, timeout: z.string().regex(/^\d+$/) }),
  }),
  z.strictObject({
    type: z.literal('say-play'),
    name: Name,
    transitions: onEvents('audioComplete'),
    properties: z.strictObject(speech),
  }),
  z.strictObject({
    type: z.literal('gather-input-on-call'),
    name: Name,
    transitions: onEvents('keypress', 'speech', 'timeout'),
    properties: z.strictObject({
      ...speech,
      timeout: z.int(),
      number_of_digits: z.literal(1),
      finish_on_key: z.literal(''),
      stop_gather: z.literal(true),
      speech_timeout: z.literal('auto'),
      gather_language: z.string(),
    }),
  }),
  z.strictObject({
    type: z.literal('connect-call-to'),
    name: Name,
    transitions: onEvents('callCompleted', 'hangup'),
    properties: z.strictObject({
      offset: Offset,
      // our own number: the caller's is never passed on
      caller_id: z.literal('{{flow.channel.address}}'),
      noun: z.literal('number'),
      to: z.string().regex(/^\+\d{8,15}$/),
      timeout: z.int(),
    }),
  }),
])
export type State = z.infer<typeof State>

export const StudioFlow = z
  .strictObject({
    description: z.string(),
    states: z.array(State).min(1).max(MOST_STATES, 'Twilio takes at most 1000 states'),
    initial_state: z.string(),
    flags: z.strictObject({ allow_concurrent_calls: z.boolean() }),
  })
  .superRefine(({ states, initial_state }, { addIssue }) => {
    const names = states.map(({ name }) => name)
    const wrong = (message: string) => addIssue({ code: 'custom', path: ['states'], message })
    if (new Set(names).size < names.length) wrong('two states have one name')
    if (!names.includes(initial_state)) wrong('the first state is not there')
    for (const { name, transitions } of states)
      for (const { next } of transitions)
        if (next !== undefined && !names.includes(next)) wrong(`${name} leads to no state: ${next}`)
  })
export type StudioFlow = z.infer<typeof StudioFlow>
