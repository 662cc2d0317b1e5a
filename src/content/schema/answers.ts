/**
 * Schemas of answers.yaml and smalltalk.yaml: how people answer the line, and what they ask about
 * it.
 */

import { z } from 'zod'
import { Text } from '../../phones/phone.ts'
import { Review, TranslatedFrom } from './signature.ts'
import { Words } from './words.ts'

const Name = z.string().regex(/^[a-z][a-z-]*$/, 'a name is made of small letters and dashes')

/** Questions about the line itself, and small talk, each with one answer. */
const SmallTalk = z.strictObject({
  beforeGate: z
    .literal(true)
    .optional()
    .describe('Given even before the gate is answered, so that it names no subject'),
  waits: z
    .literal(true)
    .optional()
    .describe('Asked for before the gate is answered, it is given after it'),
  answer: Text.describe('What is said to it'),
  asked: Words.min(1).describe('How people ask it: whole texts'),
})
export const SmallTalkText = z.strictObject({
  reviewedBy: Review,
  translatedFrom: TranslatedFrom,
  talk: z.record(Name, SmallTalk).describe('Each with its one answer'),
})
export type SmallTalkText = z.infer<typeof SmallTalkText>

/** How people answer the line's own questions: whole texts. */
export const AnswersText = z.strictObject({
  reviewedBy: Review,
  keys: z
    .record(z.string().regex(/^[0-9]$/, 'name one of the keys 0 to 9'), Words)
    .describe('A key, and the words for it'),
  around: Words.describe('Words that may stand around a key'),
  polite: Words.describe('Words, or several in a row, that may stand around a word of the line'),
  yes: Words.describe('That it is safe to text'),
  no: Words.describe('That it is not'),
  plainly: z
    .strictObject({
      yes: Words.describe('Words for yes'),
      no: Words.describe('Words for no'),
    })
    .describe('A word of these first or last, and nothing beside it but words of `situation`'),
  situation: Words.describe('How things are where they are: HE IS AT WORK'),
})
export type AnswersText = z.infer<typeof AnswersText>
