/** Sentences: what is said beside the nodes' own words, and the moments at which the engine says one by itself. */
import { z } from 'zod'

/** What the words of a node or of a sentence must be, in every language. */
export const manner = {
  neutral: z
    .boolean()
    .optional()
    .describe('Its words name no subject, since somebody else may see or hear them first'),
  oneSegment: z
    .boolean()
    .optional()
    .describe('Its words fit one segment by text, since they come unasked or in a hurry'),
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
export const Sentence = z.strictObject({
  when: When.optional().describe('The moment at which it is said by itself'),
  ...manner,
})
export type Sentence = z.infer<typeof Sentence>
