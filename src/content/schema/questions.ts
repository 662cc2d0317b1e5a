/** Schemas of questions/: how people ask, from which the line learns what a free question means. */

import { z } from 'zod'
import { type RankedCommand, rankedCommands } from '../../understanding/commands.ts'
import { Review } from './signature.ts'
import { Crises, Words } from './words.ts'

/** A list of words that people use, none of which the line ever says; only for its review. */
export const WordList = z.looseObject({ reviewedBy: Review })

/** How people ask for one topic, in addition to the topic's own file. */
export const TopicQuestions = z.strictObject({
  reviewedBy: Review,
  asked: Words.describe('Texts in which people ask for the topic'),
})

const meaning = z.string().regex(/^[a-z]+$/, 'a meaning is named with small letters')

/** The files of questions/line/: texts that belong to no topic, and synonyms. */
export const LineQuestions = {
  words: z.strictObject({
    reviewedBy: Review,
    words: z.record(meaning, Words).describe('A meaning, and the words that mean it'),
  }),
  talk: z.strictObject({
    reviewedBy: Review,
    talk: z
      .record(z.string(), Words)
      .describe('By the name that smalltalk.yaml has for the answer'),
  }),
  commands: z.strictObject({
    reviewedBy: Review,
    commands: z
      .partialRecord(z.enum(rankedCommands), Words)
      .describe('By the command that is asked for'),
  }),
  crisis: z.strictObject({
    reviewedBy: Review,
    crisis: Crises.describe('What people in danger write, by kind'),
  }),
  unrelated: z.strictObject({
    reviewedBy: Review,
    unrelated: Words.describe('Texts that no topic answers'),
  }),
}

/** Everything that a free question is ranked against, combined from one language's files. */
export type QuestionsText = {
  topics: Readonly<Record<string, readonly string[]>>
  words: Readonly<Record<string, readonly string[]>>
  talk: Readonly<Record<string, readonly string[]>>
  commands: Readonly<Partial<Record<RankedCommand, readonly string[]>>>
  crisis: Readonly<Record<'self_harm' | 'minor' | 'danger', readonly string[]>>
  unrelated: readonly string[]
}
