/** Schemas of the languages that the line speaks, and of those that only interpreters speak. */

import { z } from 'zod'
import { Text } from '../../phones/phone.ts'
import { alphabetNames } from '../alphabet.ts'
import { Review } from './signature.ts'

/** A voice by Twilio's name. Source: https://www.twilio.com/docs/voice/twiml/say/text-speech */
const Voice = z
  .string()
  .regex(
    /^(Polly\.\p{Lu}\p{L}+(-Neural|-Generative)?|Google\.[a-z]{2,3}-[A-Z]{2}-[\w-]+|man|woman|alice)$/u,
    'this is no voice of Twilio. Write it as Polly.Joanna-Neural or Google.vi-VN-Standard-A',
  )
  .describe("Twilio's name of one of its voices, such as Polly.Joanna-Neural")

const Locale = Text.describe("Twilio's name of the language, such as vi-VN")

const code = z
  .string()
  .regex(/^[a-z]{2,3}$/, 'write the code of the language, such as vi')
  .describe('The code of the language, such as vi')

/** An offered language; `voice` and `locale` are Twilio's names. */
export const Language = z.strictObject({
  name: Text.describe('As those who speak it write it'),
  told: Text.describe('How whoever answers a caller is told of it, such as Spanish'),
  locale: Locale,
  voice: Voice,
  alphabet: z
    .enum(alphabetNames, `write one of ${alphabetNames.join(', ')}`)
    .default('gsm-7')
    .describe('Of its text messages: ucs-2 for tones or letters of its own'),
  latin: Text.optional().describe(
    'Its name in Latin letters, for the texts of languages whose alphabet has none of its own',
  ),
})
export type Language = z.infer<typeof Language>
export type Languages = z.infer<typeof Languages>
export const Languages = z
  .record(code, Language)
  .refine((languages) => Object.keys(languages).length > 0, 'offer at least one language')
  .meta({ minProperties: 1 })

/** Scripts by which a language can be recognised. */
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
const Interpreter = z
  .strictObject({
    id: code,
    name: Text.describe('Its name in English'),
    ownName: Text.describe('As those who speak it write it'),
    reviewedBy: Review,
    text: Text.describe(
      'One line, at most two segments: that there are interpreters, and both numbers',
    ),
    voice: z
      .strictObject({
        locale: Locale,
        voice: Voice,
        text: Text.describe('What is said of it by call'),
      })
      .optional()
      .describe('What is said by call; absent where Twilio has no voice'),
    names: z
      .array(Text)
      .min(1, 'name the language as people ask for it')
      .describe('What people call it: a text of that name asks for it'),
    script: z
      .union([Script, z.array(Script)])
      .optional()
      .describe("Unicode's name of its letters, where they are not Latin, or several of them"),
    letters: Text.optional().describe('Letters that tell it from others of the same script'),
    words: z
      .array(Text)
      .optional()
      .describe('Its commonest words that no language of ours has, as people text them'),
  })
  .refine(({ script, words }) => script !== undefined || words !== undefined, {
    path: ['words'],
    message: 'a language is known by its script, by its words in Latin letters, or by both',
  })
export type Interpreter = z.infer<typeof Interpreter>
export type Interpreters = z.infer<typeof Interpreters>
export const Interpreters = z.strictObject({
  around: z.array(Text).describe('Words that may stand around the name of a language'),
  languages: z.array(Interpreter).describe('In the order in which they are read out by call'),
})
