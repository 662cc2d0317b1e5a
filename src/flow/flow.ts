/** The flow: the conversation as a graph of named nodes, read from flows/*.yaml. No wording in it. */
import { z } from 'zod'
import { Effect } from './effect.ts'
import { Event } from './event.ts'

/** Names are words: lower case, with dashes. Keys of texts may have dots and underscores too. */
const Name = z.string().regex(/^[a-z][a-z-]*$/, 'a name is made of small letters and dashes')
const TextKey = z.string().regex(/^[a-z][a-z._-]*$/, 'a key is made of small letters, . _ and -')

/** What is done besides, outside the conversation. */
const done = z.array(Effect).min(1, 'name an effect, or leave `do` out').readonly().optional()

/**
 * To another node; in another language, where the move chooses one;
 * with a sentence said first. After an effect of which people are told how it went, that is all they
 * are told: the node waits for what they text next.
 */
export const Move = z.strictObject({
  to: Name,
  language: z.string().optional(),
  say: TextKey.optional(),
  do: done,
})
export type Move = z.infer<typeof Move>

/** A node's name alone is the common move. */
const Target = z.union([Name.transform((to): Move => ({ to })), Move])

/** A sentence said without leaving the node, what one of the node's own keys does, or a move. */
const Action = z.union([
  z.strictObject({ say: TextKey, do: done }),
  z.strictObject({ key: z.string().regex(/^[1-5]$/, 'name a key of this node, such as 1') }),
  Move,
])
export type Action = z.infer<typeof Action>

const on = z.partialRecord(Event, Action).optional()

/** What the words of a node or of a sentence must be, in every language. */
const manner = {
  /** Names no subject, since somebody else may see or hear it first. */
  neutral: z.boolean().optional(),
  /** Fits one segment by text, since it comes unasked or in a hurry. */
  oneSegment: z.boolean().optional(),
}

/**
 * When the engine, or the line around it, says a sentence by itself: each of these is said by the one
 * sentence whose `when` names it.
 */
export const When = z.enum([
  /** What came was not understood; the question follows. */
  'missed',
  /** Nothing was pressed or said; the question follows. */
  'silence',
  /** The last page was read, and more is asked for. */
  'last_page',
  /** A question may be about one of several topics. */
  'choices',
  /** Nothing but a picture or a contact came. */
  'picture',
  /** Before a page, to somebody who writes about themselves; and its keys, where they must be short. */
  'led',
  'led_keys',
  /** The one text of a limit. */
  'limited',
  /** Nothing can be remembered, and the answer would need it. */
  'alone',
  /** How ringing the person's phone went. */
  'ring.started',
  'ring.limited',
  'ring.unavailable',
  /** A phone that was rung for a person who texted is answered. */
  'called_back',
  /** To a caller who waits for an advocate: at first, and after that. */
  'hold_first',
  'hold_more',
])
export type When = z.infer<typeof When>

/** A sentence that is said beside the nodes' own words; its text is in content/<language>/line.yaml. */
export const Sentence = z.strictObject({ when: When.optional(), ...manner })
export type Sentence = z.infer<typeof Sentence>

export const Node = z.discriminatedUnion('type', [
  /**
   * Waits for one of its keys. A gate lets nothing else through until it is answered (what was
   * asked for waits behind it); a menu for every language is spoken in all of them. The keys behind its
   * options choose one of the `languages` that are offered, and the next one leads to the `others`; a
   * menu of interpreters goes on in each language of content/interpreters.yaml.
   */
  z.strictObject({
    type: z.literal('menu'),
    options: z.record(z.string().regex(/^[1-5]$/, 'options are the keys 1 to 5'), Target),
    back: Name.optional(),
    gate: z.boolean().optional(),
    everyLanguage: z.boolean().optional(),
    languages: z.strictObject({ to: Name, others: Name.optional() }).optional(),
    interpreters: z.boolean().optional(),
    ...manner,
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
  /**
   * Says one neutral sentence to whatever comes, until the session runs out. A call that was asked for
   * by text is stopped, here and at an end.
   */
  z.strictObject({ type: z.literal('away'), ...manner, on }),
  /** Says its sentence (a silent one says nothing) and forgets the session. */
  z.strictObject({ type: z.literal('end'), silent: z.boolean().optional(), ...manner, on }),
])
export type Node = z.infer<typeof Node>

/** One file of flows/: a channel's own nodes, or the nodes that all channels share. */
export const FlowFile = z.strictObject({
  start: Name.optional(),
  home: Name.optional(),
  lost: Name.optional(),
  callback: Name.optional(),
  on,
  sentences: z.record(TextKey, Sentence).optional(),
  nodes: z.record(Name, Node),
})
export type FlowFile = z.infer<typeof FlowFile>

/** A medium's whole conversation, checked and ready to run. */
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
  sentences: Readonly<Record<string, Sentence>>
  /** The key of the sentence that is said at each of these moments. */
  says: Readonly<Partial<Record<When, string>>>
  /** How many pages each message node has in this medium. */
  pages: Readonly<Record<string, number>>
  /** The languages offered, the default one first. */
  languages: readonly [string, ...string[]]
}

/** Keys that mean the same in every node; 1 to 5 are the node's own options. */
export const keys = { more: '7', back: '8', menu: '9', repeat: '*', person: '0' } as const

/** The key of a sentence that is said by itself; its moment's own name where a flow names none. */
export function sentenceWhen({ says }: Pick<Flow, 'says'>, when: When): string {
  return says[when] ?? when
}
