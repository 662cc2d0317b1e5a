/** The shapes of content/: what an operator or a translator may write, and what it is called. */

import { z } from 'zod'
import { Hours } from '../phones/hours.ts'
import { commandNames } from '../understanding/commands.ts'

const Day = z.iso.date('write the day as 2026-11-23')
const Year = z.int().min(1990).max(2100)
const Text = z.string().min(1).trim()
/** Null until a person who may sign for the words has read them. */
const Review = z.string().min(1).nullable()

/** A number as people write it: 1-888-373-7888, 800-843-5200, 233733, 911. */
const Number_ = z
  .string()
  .regex(/^(\d{3}|\d{5,6}|(1-)?\d{3}-\d{3}-\d{4})$/, 'write the number as 1-888-373-7888 or 233733')

/** When a destination is there, and for whom; what is absent limits nothing. */
const presence = {
  hours: Hours.optional(),
  closed: z.array(Day, 'write a list of days: [2026-12-25]').readonly().optional(),
  languages: z
    .array(z.string(), 'write a list of languages: [en, es]')
    .min(1, 'name a language, or leave it out for all of them')
    .readonly()
    .optional(),
}

/** How callers may be connected; see the head of content/phones.yaml. */
export const Handoff = z.discriminatedUnion(
  'how',
  [
    z.strictObject({
      how: z.literal('warm'),
      accept: z.enum(['key', 'any'], 'warm needs accept: key (only a pressed key joins) or any'),
      // biome-ignore lint/suspicious/noThenProperty: an operator's word; nobody awaits a handoff
      then: z.literal('bridge', 'only bridge can come then').optional(),
      ...presence,
    }),
    z.strictObject({
      how: z.literal('bridge'),
      accept: z.never('only with how: warm; what answers a bridged call is joined').optional(),
      // biome-ignore lint/suspicious/noThenProperty: as above
      then: z.never('only with how: warm; this is bridged already').optional(),
      ...presence,
    }),
  ],
  'write how: warm or bridge, such as { how: warm, accept: key }',
)
export type Handoff = z.infer<typeof Handoff>

export const Phone = z
  .strictObject({
    name: Text,
    number: Number_,
    type: z.enum(['emergency', 'survivor_help', 'youth', 'crisis', 'tip', 'government', 'legal']),
    source: Text,
    sourceYear: Year,
    checkedOn: Day,
    confidence: z.enum(['confirmed', 'unconfirmed', 'conflict']),
    verifiedByCall: Day.nullable(),
    handoff: Handoff.optional(),
  })
  .refine(({ handoff, type }) => !handoff || type === 'survivor_help' || type === 'youth', {
    path: ['handoff'],
    message: 'only help lines may be dialled for people; this type is read out',
  })
  .refine(({ handoff, number }) => !handoff || number.length >= 12, {
    path: ['handoff'],
    message: 'only a whole number such as 510-555-0100 can be dialled; this one is read out',
  })
export type Phone = z.infer<typeof Phone>
export const Phones = z.record(z.string().regex(/^[a-z_]+$/), Phone)

const Source = z.strictObject({ name: Text.max(24), year: Year, title: Text, url: Text.optional() })
export type Source = z.infer<typeof Source>

export const Topic = z.strictObject({
  id: z.string().regex(/^[a-z-]+$/),
  theme: z.string(),
  checkedOn: Day,
  sources: z.array(Source).min(1, 'name at least one source'),
})
export type Topic = z.infer<typeof Topic>
export const Topics = z.array(Topic)

/** A language offered; `voice` and `locale` are Twilio's names. */
export const Language = z.strictObject({ name: Text, told: Text, locale: Text, voice: Text })
export type Language = z.infer<typeof Language>
export const Languages = z
  .record(z.string().regex(/^[a-z]{2,3}$/), Language)
  .refine((languages) => Object.keys(languages).length > 0, 'offer at least one language')

/** A text that names a number which may not be served yet has a variant `without` it. */
const Variable = z.union([Text, z.strictObject({ text: Text, without: Text })])
export type Variable = z.infer<typeof Variable>

export const TopicText = z.strictObject({
  reviewedBy: Review,
  title: Text.max(26),
  spoken: Text,
  keywords: z.array(Text).min(1),
  examples: z.array(Text),
  text: z.array(Variable).min(1),
  voice: Variable,
})
export type TopicText = z.infer<typeof TopicText>

const Texts = z.record(z.string(), Text)
const MediumText = z.strictObject({
  option: Text,
  sources: Text,
  footer: z.strictObject({ more: Text, last: Text }),
  menus: Texts,
  says: Texts,
})

export const LineText = z.strictObject({
  reviewedBy: Review,
  themes: z.record(z.string(), z.strictObject({ title: Text, spoken: Text })),
  text: MediumText,
  voice: MediumText,
  advocate: z.strictObject({
    intro: Text,
    quiet: Text,
    interpreter: Text,
    accept: Text,
    gone: Text,
  }),
  safe: z.strictObject({
    text: Text,
    voice: z.strictObject({ before: Text, waiting: Text, after: Text }),
  }),
})
export type LineText = z.infer<typeof LineText>

/** Words and phrases; a number among them is a word too. */
const Words = z.array(z.union([Text, z.int().transform(String)]))
const Crises = z.strictObject({ self_harm: Words, minor: Words, danger: Words })

export const WordsText = z.strictObject({
  reviewedBy: Review,
  more: z.array(Text),
  back: z.array(Text),
  menu: z.array(Text),
  person: z.array(Text),
  exit: z.array(Text),
  help: z.array(Text),
  tip: z.array(Text),
  call: z.array(Text),
  ring: z.array(Text),
  forget: z.array(Text),
  relay: z.array(Text),
  language: z.array(Text),
  opt_out: z.array(Text),
  /** Chat spelling -> the words meant. */
  spelling: z.record(z.string(), Text),
  /** Named sets of words, for the phrases below. */
  sets: z.record(z.string().regex(/^[a-z]+$/, 'a set is named with small letters'), Words),
  /** Phrases anywhere in a text that mean what the list of the same name means. */
  phrases: z.strictObject({
    person: Words,
    opt_out: Words,
    language: Words,
    call: Words,
    tip: Words,
    exit: Words,
  }),
  crisis: Crises,
  /** What takes a phrase of crisis back where it stands with it. */
  unless: Crises,
  /** Words that may stand between keywords. */
  between: Words,
  /** Words of people who write about themselves. */
  self: Words,
})
export type WordsText = z.infer<typeof WordsText>

/** The scripts that a language can be known by. */
const scripts = [
  'Arabic',
  'Armenian',
  'Cyrillic',
  'Devanagari',
  'Gurmukhi',
  'Han',
  'Hangul',
  'Khmer',
] as const

/** A language that only interpreters speak; see the head of content/interpreters.yaml. */
export const Interpreter = z
  .strictObject({
    id: z.string().regex(/^[a-z]{2,3}$/, 'write the code of the language, such as vi'),
    name: Text,
    ownName: Text,
    reviewedBy: Review,
    text: Text,
    voice: z.strictObject({ locale: Text, voice: Text, text: Text }).optional(),
    names: z.array(Text).min(1, 'name the language as people ask for it'),
    script: z.enum(scripts, `write one of ${scripts.join(', ')}`).optional(),
    letters: Text.optional(),
    words: z.array(Text).optional(),
  })
  .refine(({ script, words }) => !script !== !words, {
    path: ['words'],
    message: 'a language is known by its script or, where that is Latin, by its words',
  })
export type Interpreter = z.infer<typeof Interpreter>
export const Interpreters = z.strictObject({
  around: z.array(Text),
  languages: z.array(Interpreter),
})

/** How people ask, beside what the topics' own files say: what a free question is ranked against. */
export const QuestionsText = z.strictObject({
  reviewedBy: Review,
  words: z.record(z.string().regex(/^[a-z]+$/, 'a meaning is named with small letters'), Words),
  topics: z.record(z.string(), Words),
  talk: z.record(z.string(), Words),
  commands: z.partialRecord(z.enum(commandNames), Words),
  crisis: Crises,
  unrelated: Words,
})
export type QuestionsText = z.infer<typeof QuestionsText>

const Name_ = z.string().regex(/^[a-z][a-z-]*$/, 'a name is made of small letters and dashes')

/** What people always ask of the line itself, and small talk: each with its one answer. */
const SmallTalk = z.strictObject({
  /** Given even before the gate is answered. */
  beforeGate: z.literal(true).optional(),
  answer: Text,
  asked: Words.min(1),
})
export const SmallTalkText = z.strictObject({
  reviewedBy: Review,
  talk: z.record(Name_, SmallTalk),
})
export type SmallTalkText = z.infer<typeof SmallTalkText>

/** Everything read from one language's folder. */
export type LanguageText = {
  line: LineText
  words: WordsText
  questions: QuestionsText
  smallTalk: SmallTalkText
  topics: Readonly<Record<string, TopicText>>
}
