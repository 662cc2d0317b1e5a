/** The shapes of content/: what an operator or a translator may write, and what it is called. */

import { z } from 'zod'
import { Day, Text, Year } from '../phones/phone.ts'
import {
  commandNames,
  phrasedCommands,
  type RankedCommand,
  rankedCommands,
} from '../understanding/commands.ts'
import { alphabetNames } from './alphabet.ts'

/** In letters alone: neither YAML nor a spreadsheet can take it for a number or a day. */
const Hash = z.string().regex(/^[a-p]{10}$/, 'a hash is ten letters from a to p')

/** Who has read a text, when, and which: `hash` is that of what they read (review.ts). */
const Signature = z.strictObject(
  { name: Text.max(80), date: Day, hash: Hash },
  {
    error: ({ input }) =>
      typeof input === 'string'
        ? "a name alone says neither when it was read nor which text. Write null, and sign it as docs/content.md says under 'Reviewing'"
        : undefined,
  },
)
export type Signature = z.infer<typeof Signature>

/** Null until a person who may sign for the words has read them. */
const Review = Signature.nullable()

/** The hash of the original from which a text was translated; absent in the first language. */
const TranslatedFrom = Hash.optional()

const Source = z.strictObject({ name: Text.max(24), year: Year, title: Text, url: Text.optional() })
export type Source = z.infer<typeof Source>

export const Topic = z.strictObject({
  id: z.string().regex(/^[a-z-]+$/, 'name the topic with small letters and dashes'),
  theme: z.string(),
  checkedOn: Day,
  sources: z.array(Source).min(1, 'name at least one source'),
})
export type Topic = z.infer<typeof Topic>
export const Topics = z.array(Topic)

/** A voice by Twilio's name. Source: https://www.twilio.com/docs/voice/twiml/say/text-speech */
const Voice = z
  .string()
  .regex(
    /^(Polly\.\p{Lu}\p{L}+(-Neural|-Generative)?|Google\.[a-z]{2,3}-[A-Z]{2}-[\w-]+|man|woman|alice)$/u,
    'this is no voice of Twilio. Write it as Polly.Joanna-Neural or Google.vi-VN-Standard-A',
  )

/** A language offered; `voice` and `locale` are Twilio's names. */
export const Language = z.strictObject({
  name: Text,
  told: Text,
  locale: Text,
  voice: Voice,
  /** The alphabet of its text messages. */
  alphabet: z.enum(alphabetNames, `write one of ${alphabetNames.join(', ')}`).default('gsm-7'),
  /** Its name in Latin letters, for the texts of languages whose alphabet has none of its own. */
  latin: Text.optional(),
})
export type Language = z.infer<typeof Language>
export const Languages = z
  .record(z.string().regex(/^[a-z]{2,3}$/, 'write the code of the language, such as vi'), Language)
  .refine((languages) => Object.keys(languages).length > 0, 'offer at least one language')
  .meta({ minProperties: 1 })

/** A text that names a number which may not be served yet has a variant `without` it. */
const Variable = z.union([Text, z.strictObject({ text: Text, without: Text })])
export type Variable = z.infer<typeof Variable>

const Pages = z.array(Variable, 'write a list of pages, each beginning with a dash').min(1)

export const TopicText = z.strictObject({
  reviewedBy: Review,
  translatedFrom: TranslatedFrom,
  title: Text.max(26),
  spoken: Text,
  keywords: z.array(Text).min(1),
  examples: z.array(Text),
  /** The pages of each medium; one with the sources follows them. */
  text: Pages,
  voice: Pages,
})
export type TopicText = z.infer<typeof TopicText>

const Texts = z.record(z.string(), Text)
const MediumText = z.strictObject({
  option: Text,
  sources: Text,
  /** How the month is said in which a topic was checked, and the names of the twelve. */
  date: Text,
  months: z.array(Text).length(12, 'name the twelve months'),
  /** `more` before another page of the topic, `sources` before that with its sources, `last` on it. */
  footer: z.strictObject({ more: Text, sources: Text, last: Text }),
  menus: Texts,
  says: Texts,
})

export const LineText = z.strictObject({
  reviewedBy: Review,
  translatedFrom: TranslatedFrom,
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
const Crises = z.strictObject({
  self_harm: Words,
  minor: Words,
  danger: Words,
  /** Of somebody else. */
  other_self_harm: Words,
  other_danger: Words,
})

const Pleas = z.strictObject({ danger: Words, other_danger: Words })

/** The same shape under each of some names. */
function listEach<Name extends string, Shape>(names: readonly Name[], shape: Shape) {
  return Object.fromEntries(names.map((name) => [name, shape])) as Record<Name, Shape>
}

export const WordsText = z.strictObject({
  reviewedBy: Review,
  /** For each command the whole texts that mean it. */
  ...listEach(commandNames, z.array(Text)),
  /** Chat spelling -> the words meant. */
  spelling: z.record(z.string(), Text),
  /** Named sets of words, for the phrases below. */
  sets: z.record(z.string().regex(/^[a-z]+$/, 'a set is named with small letters'), Words),
  /** Phrases anywhere in a text that mean what the list of the same name means. */
  phrases: z.strictObject(listEach(phrasedCommands, Words)),
  crisis: Crises,
  /** What takes a phrase of crisis back where it stands with it. */
  unless: Crises,
  /** Phrases of danger that ask to be saved, or tell what is happening now: no story is made of them. */
  pleas: Pleas,
  /** Words of other languages that this one has taken in: they do not tell which is spoken. */
  loans: Words,
  /** Words that may stand between keywords. */
  between: Words,
  /** Words of people who write about themselves. */
  self: Words,
  /** Those of them that name the person and not what is theirs: I, ME. */
  writer: Words,
  /** Words of somebody else who is harmed. */
  others: Words,
  /** Words, or how they begin, that a text must not hold which somebody else may see or hear first. */
  subject: Words.min(1, 'name words that give the subject away'),
})
export type WordsText = z.infer<typeof WordsText>

/** Texts of danger, each found by one phrase of words.yaml alone; for its review and for `harborline check`. */
export const DangerText = z.strictObject({
  reviewedBy: Review,
  crisis: Crises,
  pleas: Pleas,
})
export type DangerText = z.infer<typeof DangerText>

/** The scripts that a language can be known by. */
const scripts = [
  'Arabic',
  'Armenian',
  'Cyrillic',
  'Devanagari',
  'Ethiopic',
  'Gurmukhi',
  'Han',
  'Hangul',
  'Hiragana',
  'Katakana',
  'Khmer',
  'Thai',
] as const

const Script = z.enum(scripts, `write one of ${scripts.join(', ')}`)

/** A language that only interpreters speak; see the head of content/interpreters.yaml. */
export const Interpreter = z
  .strictObject({
    id: z.string().regex(/^[a-z]{2,3}$/, 'write the code of the language, such as vi'),
    name: Text,
    ownName: Text,
    reviewedBy: Review,
    text: Text,
    voice: z.strictObject({ locale: Text, voice: Voice, text: Text }).optional(),
    names: z.array(Text).min(1, 'name the language as people ask for it'),
    script: z.union([Script, z.array(Script)]).optional(),
    letters: Text.optional(),
    words: z.array(Text).optional(),
  })
  .refine(({ script, words }) => script !== undefined || words !== undefined, {
    path: ['words'],
    message: 'a language is known by its script, by its words in Latin letters, or by both',
  })
export type Interpreter = z.infer<typeof Interpreter>
export const Interpreters = z.strictObject({
  around: z.array(Text),
  languages: z.array(Interpreter),
})

/** A list of words that people use, none of which is ever said; for its review alone. */
export const WordList = z.looseObject({ reviewedBy: Review })

/** content/<language>/audio/recordings.yaml: of each recording the hash of the text that was read aloud, and where it lies elsewhere. */
export const RecordingsFile = z.record(
  z.string(),
  z.strictObject({
    text: Text.optional(),
    url: z
      .url({ protocol: /^https$/, error: 'write an address that begins with https' })
      .meta({ pattern: '^https://' })
      .optional(),
  }),
)

/** How people ask for one topic, beside what the topic's own file says. */
export const TopicQuestions = z.strictObject({ reviewedBy: Review, asked: Words })

const meaning = z.string().regex(/^[a-z]+$/, 'a meaning is named with small letters')

/** The files of questions/line/: what people write that is for no topic, and words that mean the same. */
export const LineQuestions = {
  words: z.strictObject({ reviewedBy: Review, words: z.record(meaning, Words) }),
  talk: z.strictObject({ reviewedBy: Review, talk: z.record(z.string(), Words) }),
  commands: z.strictObject({
    reviewedBy: Review,
    commands: z.partialRecord(z.enum(rankedCommands), Words),
  }),
  crisis: z.strictObject({ reviewedBy: Review, crisis: Crises }),
  unrelated: z.strictObject({ reviewedBy: Review, unrelated: Words }),
}

/** How people ask: what a free question is ranked against. Put together from one language's files. */
export type QuestionsText = {
  topics: Readonly<Record<string, readonly string[]>>
  words: Readonly<Record<string, readonly string[]>>
  talk: Readonly<Record<string, readonly string[]>>
  commands: Readonly<Partial<Record<RankedCommand, readonly string[]>>>
  crisis: Readonly<Record<'self_harm' | 'minor' | 'danger', readonly string[]>>
  unrelated: readonly string[]
}

const Name_ = z.string().regex(/^[a-z][a-z-]*$/, 'a name is made of small letters and dashes')

/** What people always ask of the line itself, and small talk: each with its one answer. */
const SmallTalk = z.strictObject({
  /** Given even before the gate is answered. */
  beforeGate: z.literal(true).optional(),
  /** Asked for before the gate is answered, it is given after it. */
  waits: z.literal(true).optional(),
  answer: Text,
  asked: Words.min(1),
})
export const SmallTalkText = z.strictObject({
  reviewedBy: Review,
  translatedFrom: TranslatedFrom,
  talk: z.record(Name_, SmallTalk),
})
export type SmallTalkText = z.infer<typeof SmallTalkText>

/** How people answer the line's own questions: whole texts. */
export const AnswersText = z.strictObject({
  reviewedBy: Review,
  /** A key -> the words for it. */
  keys: z.record(z.string().regex(/^[0-9]$/, 'name one of the keys 0 to 9'), Words),
  /** Words that may stand around a key. */
  around: Words,
  /** Words, or several in a row, that may stand around a word of the line. */
  polite: Words,
  yes: Words,
  no: Words,
  /** A word of these first or last, and nothing beside it but words of `situation`. */
  plainly: z.strictObject({ yes: Words, no: Words }),
  situation: Words,
})
export type AnswersText = z.infer<typeof AnswersText>

/** Everything read from one language's folder, but for its questions. */
export type LanguageText = {
  line: LineText
  words: WordsText
  answers: AnswersText
  smallTalk: SmallTalkText
  topics: Readonly<Record<string, TopicText>>
}
