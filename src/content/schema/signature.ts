/** Schema of a review: who has read which text, and when. */

import { z } from 'zod'
import { Day, Text } from '../../phones/phone.ts'

/** Letters only, so that neither YAML nor a spreadsheet takes it for a number or date. */
const Hash = z.string().regex(/^[a-p]{10}$/, 'a hash is ten letters from a to p')

/** Who has read which text, and when; `hash` identifies the text (review.ts). */
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

/** Null until somebody authorised to sign has read the words. */
export const Review = Signature.nullable().describe(
  'null until a person who may stand for these words has signed them: docs/content.md, Reviewing',
)

/** The hash of the original that a text was translated from; absent in the first language. */
export const TranslatedFrom = Hash.optional().describe(
  'The hash of the original from which this was translated; absent in the first language',
)
