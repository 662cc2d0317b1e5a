/** Schemas of topics: their sources, and what they say in one language. */

import { z } from 'zod'
import { Day, Text, Year } from '../../phones/phone.ts'
import { Review, TranslatedFrom } from './signature.ts'

const Source = z.strictObject({
  name: Text.max(24).describe('As it is read out and written under the pages'),
  year: Year.describe('Of what it says'),
  title: Text.describe('Of the page, report or law'),
  url: Text.optional().describe('Where it can be read again'),
})

export const Topic = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z-]+$/, 'name the topic with small letters and dashes')
    .describe('Its name, and that of its files in every language'),
  theme: z.string().describe('One of the themes in line.yaml'),
  checkedOn: Day.describe('The day on which its sources were last read'),
  sources: z
    .array(Source)
    .min(1, 'name at least one source')
    .describe('Who says what its pages say'),
})
export type Topic = z.infer<typeof Topic>
export const Topics = z.array(Topic)

/** A text naming a number that may not be served yet needs a variant `without` it. */
const Variable = z.union([
  Text,
  z.strictObject({
    text: Text.describe('What is said when every number in it may be named'),
    without: Text.describe('What is said until somebody has phoned the number'),
  }),
])
export type Variable = z.infer<typeof Variable>

const Pages = z.array(Variable, 'write a list of pages, each beginning with a dash').min(1)

export const TopicText = z.strictObject({
  reviewedBy: Review,
  translatedFrom: TranslatedFrom,
  title: Text.max(26).describe('As menus and choices write it'),
  spoken: Text.describe('As menus say it'),
  keywords: z
    .array(Text)
    .min(1)
    .describe('Whole texts that ask for it; the first names it where its title is too long'),
  examples: z.array(Text).describe('Questions that it answers'),
  text: Pages.describe('The pages of a text message; one with the sources follows them'),
  voice: Pages.describe('The pages of a call; one with the sources follows them'),
})
export type TopicText = z.infer<typeof TopicText>
