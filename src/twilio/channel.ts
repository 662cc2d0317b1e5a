/**
 * A written channel: everything specific to one way of texting. Adding one takes one file and a
 * line in channels.ts.
 */
import { join, type Wording, wordsOf } from '../content/words.ts'
import type { Answer } from '../flow/session.ts'
import type { IncomingText } from '../line/text-turn.ts'
import type { Form } from './form.ts'

export type Channel = {
  /** Its name in the log, which also separates its conversations from those of other channels. */
  name: string
  /** The part of the content that it uses. */
  medium: 'text'
  /** The path that Twilio posts its messages to. */
  path: string
  /** Parses an incoming message. */
  read(form: Form): Omit<IncomingText, 'channel'>
  /** The maximum length of a message, in the parts that it is sent and billed in. */
  limits: { parts: number; partsOf(text: string): number }
}

/** Throws if the content has a text that is too long for the channel. */
export function assertFits({ name, limits }: Channel, wording: Readonly<Record<string, Wording>>) {
  for (const [language, { says, menus, pages, led }] of Object.entries(wording))
    for (const texts of [says, menus, pages, led])
      for (const [key, text] of texts)
        if (limits.partsOf(text) > limits.parts)
          throw new Error(
            `content/${language}: '${key}' is longer than a message of the channel ${name} may be`,
          )
}

/** The text of an answer. */
export function textOf(
  { language, replies }: Answer,
  wording: Readonly<Record<string, Wording>>,
): string {
  const words = wording[language]
  if (!words) throw new Error('an answer in a language that is not offered')
  return join(
    'text',
    replies.flatMap((reply) => wordsOf(words, reply) ?? []),
  )
}
