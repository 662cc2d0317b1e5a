/**
 * Sentences: what is said apart from the nodes' own words, and the moments at which the engine says
 * one unprompted.
 */
import { z } from 'zod'

/** Constraints on the words of a node or sentence, in every language. */
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
 * Moments at which the engine, or the line around it, says a sentence unprompted: the one whose
 * `when` names the moment.
 */
export const When = z.enum([
  /** The input was not understood; the question follows. */
  'missed',
  /** No key was pressed and nothing said; the question follows. */
  'silence',
  /** More was asked for after the last page. */
  'last_page',
  /** A question could be about several topics. */
  'choices',
  /** Nothing but a picture or a contact came. */
  'picture',
  /**
   * Before a page, for somebody who writes about themselves; and the page's keys, if those must be
   * short.
   */
  'led',
  'led_keys',
  /** The single message that says a limit was reached. */
  'limited',
  /** The answer would rely on memory, and nothing can be remembered. */
  'alone',
  /** How ringing the person's phone went. */
  'ring.started',
  'ring.limited',
  'ring.unavailable',
  /** Somebody says no to a call that was requested: none will come. */
  'ring.withdrawn',
  /** Somebody answers the phone that was rung at a texter's request. */
  'called_back',
  /** For a caller waiting for an advocate: at first, and after that. */
  'hold_first',
  'hold_more',
  /** For one who chose no language, each time, in every language. */
  'hold_every',
])
export type When = z.infer<typeof When>

/** A sentence apart from the nodes' own words; its text is in content/<language>/line.yaml. */
export const Sentence = z.strictObject({
  when: When.optional().describe('The moment at which it is said by itself'),
  ...manner,
})
export type Sentence = z.infer<typeof Sentence>
