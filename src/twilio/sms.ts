/** SMS: a signed form becomes an input, an answer becomes one message. */
import MessagingResponse from 'twilio/lib/twiml/MessagingResponse.js'
import { join, type Wording, wordsOf } from '../content/compile/wording.ts'
import type { Input } from '../flow/input.ts'
import type { Answer } from '../flow/session.ts'
import { type Lexicon, understand } from '../understanding/understand.ts'
import type { Form } from './signature.ts'

/**
 * Who answers STOP and its like: the provider, or the line where the provider does not (a short code,
 * or an account that redacts numbers).
 */
export type OptOut = 'provider' | 'line'

/**
 * What the sender wants, or undefined when Twilio has answered already: with Advanced Opt-Out it
 * says so in OptOutType. Source: https://www.twilio.com/docs/messaging/tutorials/advanced-opt-out
 */
export function smsInput(form: Form, lexicon: Lexicon, optOut: OptOut): Input | undefined {
  const answered = form.get('OptOutType')
  if (answered === 'STOP') return { type: 'event', event: 'opt_out.provider' }
  if (answered === 'HELP' || answered === 'START') return undefined
  const input = understand(lexicon, form.get('Body') ?? '')
  const theirs = input.type === 'event' && input.event === 'opt_out.provider'
  return theirs && optOut === 'line' ? { type: 'event', event: 'opt_out.line' } : input
}

/** Every text is one that the content knows, so there are few; each is put into TwiML once. */
const documents = new Map<string, string>()

/** The TwiML of an answer: one message, or none where the provider has spoken. */
export function smsTwiml(answer: Answer, wording: Readonly<Record<string, Wording>>): string {
  const text = smsText(answer, wording)
  const known = documents.get(text)
  if (known) return known
  const response = new MessagingResponse()
  if (text) response.message(text)
  const document = response.toString()
  documents.set(text, document)
  return document
}

/** The message of an answer. */
export function smsText(
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
