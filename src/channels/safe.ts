/**
 * The safe documents: what a person gets when anything breaks. Made and checked once at start, sent
 * as they are, and written out by `harborline fallback` to be the number's fallback URLs.
 */
import { parseXml } from '@rgrove/parse-xml'
import MessagingResponse from 'twilio/lib/twiml/MessagingResponse.js'
import VoiceResponse from 'twilio/lib/twiml/VoiceResponse.js'
import type { Content } from '../content/load.ts'
import { e164 } from '../content/phones.ts'
import { RING_S, voiceOf } from './voice.ts'

/** One document a role: the same words in the wrong ear do harm. */
export type SafeDocuments = {
  /** For a caller: the number aloud, then a bridge, then the number again. */
  readonly voice: string
  /** For a texter: the numbers, in every language. */
  readonly sms: string
}

/** Builds both. Throws when one of them would not be a document that Twilio can run. */
export function safeDocuments(content: Content, callerId: string): SafeDocuments {
  const { hotline } = content.phones
  if (!hotline) throw new Error('content/phones.yaml: there is no hotline')
  const number = e164(hotline)

  const voice = new VoiceResponse()
  const say = (part: 'before' | 'after') => {
    for (const [language, words] of Object.entries(content.safe))
      voice.say(voiceOf(content, language), words.voice[part])
  }
  say('before')
  // without an action the verbs after it run when the call ends: nobody is left in silence
  voice.dial({ callerId, timeout: RING_S }).number(number)
  say('after')

  const sms = new MessagingResponse()
  sms.message(
    Object.values(content.safe)
      .map((words) => words.sms)
      .join('\n'),
  )
  return { voice: checked(voice.toString(), number), sms: checked(sms.toString(), hotline.number) }
}

function checked(document: string, number: string): string {
  const { root } = parseXml(document)
  if (root?.name !== 'Response' || !document.includes(number))
    throw new Error('a safe document without the hotline')
  return document
}
