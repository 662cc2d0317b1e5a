/** A written channel: what is particular to one way of texting. One more is one file, and its line in channels.ts. */
import { join, type Wording, wordsOf } from '../content/words.ts'
import type { Answer } from '../flow/session.ts'
import type { IncomingText } from '../line/text-turn.ts'
import type { Form } from './form.ts'

export type Channel = {
  /** Names it in the log, and keeps its conversations apart from those of others. */
  name: string
  /** What of the content it says: what is written. */
  medium: 'text'
  /** Where Twilio posts its messages. */
  path: string
  /** What came in. */
  read(form: Form): Omit<IncomingText, 'channel'>
  /** How long a message may be, in the parts that it is sent and paid in. */
  limits: { parts: number; partsOf(text: string): number }
}

/** Throws when the content says something that is too long for the channel. */
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
