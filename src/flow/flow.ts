/** The flow: the conversation as a graph of named nodes, read from flows/*.yaml. No wording in it. */
import { z } from 'zod'

/**
 * What a person can do in any node, besides pressing that node's own keys.
 * A node's `on` answers it, else the flow's `on`, else it counts as a miss.
 */
export const Event = z.enum([
  'person',
  'help',
  'tip',
  'call',
  'ring',
  'exit',
  'forget',
  'relay',
  'opt_in',
  'opt_out.provider',
  'opt_out.line',
  'crisis.danger',
  'crisis.self_harm',
  'crisis.minor',
])
export type Event = z.infer<typeof Event>

/** Names are words: lower case, with dashes. Keys of texts may have dots and underscores too. */
const Name = z.string().regex(/^[a-z][a-z-]*$/, 'a name is made of small letters and dashes')
const TextKey = z.string().regex(/^[a-z][a-z._-]*$/, 'a key is made of small letters, . _ and -')

/**
 * To another node; in another language, where the move chooses one (`next`: the next one offered);
 * with a sentence said first. With `call` the person's own phone is rung, and that is all they are
 * told: the node waits for what they text next.
 */
export const Move = z.strictObject({
  to: Name,
  language: z.string().optional(),
  say: TextKey.optional(),
  call: z.literal(true).optional(),
})
export type Move = z.infer<typeof Move>

/** A node's name alone is the common move. */
const Target = z.union([Name.transform((to): Move => ({ to })), Move])

/** Either a sentence said without leaving the node, or a move. */
const Action = z.union([z.strictObject({ say: TextKey }), Move])
export type Action = z.infer<typeof Action>

const on = z.partialRecord(Event, Action).optional()

export const Node = z.discriminatedUnion('type', [
  /**
   * Waits for one of its keys. A gate lets nothing else through until it is answered (what was
   * asked for waits behind it); a menu for every language is spoken in all of them; one of
   * interpreters goes on in each language of content/interpreters.yaml.
   */
  z.strictObject({
    type: z.literal('menu'),
    options: z.record(z.string().regex(/^[1-5]$/, 'options are the keys 1 to 5'), Target),
    back: Name.optional(),
    gate: z.boolean().optional(),
    everyLanguage: z.boolean().optional(),
    interpreters: z.boolean().optional(),
    on,
  }),
  /** Says the pages of the topic of the same name, one at a time. */
  z.strictObject({ type: z.literal('message'), back: Name, on }),
  /**
   * Connects the caller with a destination of content/phones.yaml, and goes on when that ends. A
   * quiet one is for a caller who can not speak, one with an interpreter for a caller who speaks
   * none of our languages: whoever answers is told so.
   */
  z.strictObject({
    type: z.literal('transfer'),
    destination: z.string(),
    quiet: z.boolean().optional(),
    interpreter: z.boolean().optional(),
    ended: z.strictObject({ answered: Name, unreached: Name, returned: Name }),
    on,
  }),
  /** Says one neutral sentence to whatever comes, until the session runs out. */
  z.strictObject({ type: z.literal('away'), on }),
  /** Says its sentence (a silent one says nothing) and forgets the session. */
  z.strictObject({ type: z.literal('end'), silent: z.boolean().optional(), on }),
])
export type Node = z.infer<typeof Node>

/** One file of flows/: a channel's own nodes, or the nodes that all channels share. */
export const FlowFile = z.strictObject({
  start: Name.optional(),
  home: Name.optional(),
  lost: Name.optional(),
  callback: Name.optional(),
  on,
  nodes: z.record(Name, Node),
})
export type FlowFile = z.infer<typeof FlowFile>

/** A channel's whole conversation, checked and ready to run. */
export type Flow = {
  name: string
  /** Where a first turn lands. */
  start: string
  /** Where 9 leads. */
  home: string
  /** Where the third miss in a row leads. */
  lost: string
  /** Where a call begins that the person asked for by text. */
  callback: string
  on: Partial<Record<Event, Action>>
  nodes: Readonly<Record<string, Node>>
  /** How many pages each message node has on this channel. */
  pages: Readonly<Record<string, number>>
  /** The languages offered, the default one first. */
  languages: readonly [string, ...string[]]
}

/** Keys that mean the same in every node; 1 to 5 are the node's own options. */
export const keys = { more: '7', back: '8', menu: '9', repeat: '*', person: '0' } as const
