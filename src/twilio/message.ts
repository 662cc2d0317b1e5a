/** Messages as TwiML. */
import MessagingResponse from 'twilio/lib/twiml/MessagingResponse.js'
import type { Wording } from '../content/words.ts'
import type { Answer } from '../flow/session.ts'
import { type Channel, textOf } from './channel.ts'

/** An answer that sends nothing. */
export const SILENCE = '<Response/>'

/** TwiML, and the number of parts that its message is sent and billed in. */
export type WrittenMessage = { document: string; parts: number }

/** Writes a channel's answers as TwiML: one message, or none if nothing is said. */
export type WriteMessage = (answer: Answer | undefined) => WrittenMessage

/** Cached, since every text comes from the content and there are few. */
export function createMessages(
  wording: Readonly<Record<string, Wording>>,
  { partsOf }: Pick<Channel['limits'], 'partsOf'>,
): WriteMessage {
  const messages = new Map<string, WrittenMessage>()
  return (answer) => {
    if (!answer) return { document: SILENCE, parts: 0 }
    const text = textOf(answer, wording)
    const known = messages.get(text) ?? {
      document: messageDocument(text),
      parts: text ? partsOf(text) : 0,
    }
    messages.set(text, known)
    return known
  }
}

export function messageDocument(text: string): string {
  const response = new MessagingResponse()
  if (text) response.message(text)
  return response.toString()
}
