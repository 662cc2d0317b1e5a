/** The flow: the conversation as a graph of named nodes, read from flows/*.yaml. No wording in it. */
import { z } from 'zod'
import { Effect } from './effect.ts'
import { Event } from './event.ts'
import { manner, Sentence, type When } from './sentence.ts'

/**
 * Node names are lower-case words joined by dashes. Text keys may contain dots and underscores too.
 */
const Name = z.string().regex(/^[a-z][a-z-]*$/, 'a name is made of small letters and dashes')
const TextKey = z.string().regex(/^[a-z][a-z._-]*$/, 'a key is made of small letters, . _ and -')

const done = z
  .array(Effect)
  .min(1, 'name an effect, or leave `do` out')
  .readonly()
  .optional()
  .describe('What is done besides, outside the conversation')

/**
 * A move to another node, in another language if it names one, after a sentence if it names one. If
 * the move has an effect whose outcome is told, that outcome is the whole answer, and the node
 * waits for the next text.
 */
export const Move = z.strictObject({
  to: Name.describe('The node that it leads to'),
  language: z.string().optional().describe('The language in which it goes on'),
  say: TextKey.optional().describe('A sentence that is said first'),
  do: done,
})
export type Move = z.infer<typeof Move>

/** A node's name alone is shorthand for a move. */
const Target = z.union([Name.transform((to): Move => ({ to })), Move])

/** Says a sentence without leaving the node, presses one of the node's own keys, or moves. */
const Action = z.union([
  z.strictObject({ say: TextKey.describe('A sentence; the node stays the one it was'), do: done }),
  z.strictObject({
    key: z
      .string()
      .regex(/^[1-5]$/, 'name a key of this node, such as 1')
      .describe("One of the node's own keys, which is pressed instead"),
  }),
  Move,
])
export type Action = z.infer<typeof Action>

const on = z
  .partialRecord(Event, Action)
  .optional()
  .describe('What each event leads to; what is said here goes before what the flow says')

/** The hint that editors show for a node's type. */
const kind =
  'menu waits for a key; message says the pages of the topic of its name; transfer connects with a person; away says one neutral sentence to whatever comes; end forgets the conversation'
const back = Name.describe('Where 8 leads; absent: the main menu').optional()
const everyLanguage = z.boolean().optional().describe('Spoken in every language that is offered')

export const Node = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('menu').describe(kind),
    options: z
      .record(z.string().regex(/^[1-5]$/, 'options are the keys 1 to 5'), Target)
      .describe('What the keys 1 to 5 lead to: the name of a node, or a move'),
    back,
    gate: z
      .boolean()
      .optional()
      .describe('Lets nothing else through until it is answered; what was asked for waits'),
    lost: Name.optional().describe(
      'Where the third miss in a row leads here; absent: as elsewhere',
    ),
    everyLanguage,
    languages: z
      .strictObject({
        to: Name.describe('Where each of the languages leads'),
        others: Name.optional().describe('Where the key behind theirs leads'),
      })
      .optional()
      .describe('The keys behind the options choose a language'),
    interpreters: z
      .boolean()
      .optional()
      .describe('Goes on in each language of content/interpreters.yaml'),
    ...manner,
    on,
  }),
  z.strictObject({ type: z.literal('message').describe(kind), back: back.unwrap(), on }),
  z.strictObject({
    type: z.literal('transfer').describe(kind),
    destination: z.string().describe('An entry of content/phones.yaml with a handoff'),
    everyLanguage,
    quiet: z.boolean().optional().describe('For a caller who can not speak: an advocate is told'),
    interpreter: z
      .boolean()
      .optional()
      .describe('For a caller who needs an interpreter: an advocate is told'),
    ended: z
      .strictObject({
        answered: Name.describe('After a talk'),
        unreached: Name.describe('When nobody could be reached'),
        returned: Name.describe('When the caller did not want to wait any longer'),
      })
      .describe('Where it goes on when the transfer has ended'),
    on,
  }),
  // arriving here, or at an end, stops a call that was asked for by text
  z.strictObject({ type: z.literal('away').describe(kind), ...manner, on }),
  z.strictObject({
    type: z.literal('end').describe(kind),
    silent: z.boolean().optional().describe('Says nothing'),
    everyLanguage,
    ...manner,
    on,
  }),
])
export type Node = z.infer<typeof Node>

/** One file of flows/: a channel's own nodes, or the nodes that all channels share. */
export const FlowFile = z.strictObject({
  start: Name.optional().describe('Where a first turn lands'),
  home: Name.optional().describe('The main menu, where 9 leads'),
  lost: Name.optional().describe('Where the third miss in a row leads'),
  callback: Name.optional().describe('Where a call begins that was asked for by text'),
  on,
  sentences: z
    .record(TextKey, Sentence)
    .optional()
    .describe('What is said beside the nodes: its words are in content/<language>/line.yaml'),
  nodes: z.record(Name, Node).describe('The conversation, by the names of its nodes'),
})
export type FlowFile = z.infer<typeof FlowFile>

/** The whole conversation of one medium, checked and ready to run. */
export type Flow = {
  name: string
  /** Where a first turn lands. */
  start: string
  /** Where 9 leads. */
  home: string
  /** Where the third miss in a row leads. */
  lost: string
  /** Where a call starts that the person asked for by text. */
  callback: string
  on: Partial<Record<Event, Action>>
  nodes: Readonly<Record<string, Node>>
  sentences: Readonly<Record<string, Sentence>>
  /** The key of the sentence for each moment. */
  says: Readonly<Partial<Record<When, string>>>
  /** How many pages each message node has in this medium. */
  pages: Readonly<Record<string, number>>
  /** The languages offered, the default one first. */
  languages: readonly [string, ...string[]]
}

/** Keys that mean the same at every node; 1 to 5 are the node's own options. */
export const keys = { more: '7', back: '8', menu: '9', repeat: '*', person: '0' } as const

/** The key of the sentence for a moment; the moment's own name if the flow names no sentence. */
export function sentenceWhen({ says }: Pick<Flow, 'says'>, when: When): string {
  return says[when] ?? when
}
