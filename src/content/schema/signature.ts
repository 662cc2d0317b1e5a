/** The shape of a review: who has read a text, when, and which. */

import { z } from 'zod'
import { Day, Text } from '../../phones/phone.ts'

/** In letters alone: neither YAML nor a spreadsheet can take it for a number or a day. */
const Hash = z.string().regex(/^[a-p]{10}$/, 'a hash is ten letters from a to p')

/** Who has read a text, when, and which: `hash` is that of what they read (review.ts). */
const Signature = z.strictObject(
  {
    name: Text.max(80).describe('Who has read it'),
    date: Day.describe('When, as 2026-11-23'),
    hash: Hash.describe('Of what they have read: `harborline sign` writes it'),
  },
  {
    error: ({ input }) =>
      typeof input === 'string'
        ? "a name alone says neither when it was read nor which text. Write null, and sign it as docs/content.md says under 'Reviewing'"
        : undefined,
  },
)
export type Signature = z.infer<typeof Signature>

/** Null until a person who may sign for the words has read them. */
export const Review = Signature.nullable().describe(
  'null until a person who may stand for these words has signed them: docs/content.md, Reviewing',
)

/** The hash of the original from which a text was translated; absent in the first language. */
export const TranslatedFrom = Hash.optional().describe(
  'The hash of the original from which this was translated; absent in the first language',
)
