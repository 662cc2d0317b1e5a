/** Messages as TwiML. */
import MessagingResponse from 'twilio/lib/twiml/MessagingResponse.js'
import type { Wording } from '../content/words.ts'
import type { Answer } from '../flow/session.ts'
import { textOf } from './channel.ts'

/** An answer that sends nothing. */
export const SILENCE = '<Response/>'

/** Writes answers of a channel as TwiML: one message, or none where nothing is said. */
export type WriteMessage = (answer: Answer | undefined) => string

/** Every text is one that the content knows, so there are few; each is put into TwiML once. */
export function createMessages(wording: Readonly<Record<string, Wording>>): WriteMessage {
  const documents = new Map<string, string>()
  return (answer) => {
    if (!answer) return SILENCE
    const text = textOf(answer, wording)
    const known = documents.get(text) ?? messageDocument(text)
    documents.set(text, known)
    return known
  }
}

export function messageDocument(text: string): string {
  const response = new MessagingResponse()
  if (text) response.message(text)
  return response.toString()
}
