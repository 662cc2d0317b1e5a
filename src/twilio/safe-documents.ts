/**
 * The safe documents: what people get if anything breaks. Built and checked once at start, served
 * verbatim, and written out by `harborline fallback` as the number's fallback documents.
 */
import { parseXml } from '@rgrove/parse-xml'
import VoiceResponse from 'twilio/lib/twiml/VoiceResponse.js'
import type { Content } from '../content/load.ts'
import { e164 } from '../phones/number.ts'
import { digitsAt } from '../phones/phone.ts'
import { RING_S } from '../transfer/state.ts'
import { addressesOf } from './addresses.ts'
import { messageDocument } from './message.ts'
import { voiceOf } from './speak.ts'
import { gatherKey, type VoiceLine } from './voice.ts'

/** One document per situation: the same words in the wrong ear do harm. */
export type SafeDocuments = {
  /** For a caller: the number read aloud, then a bridge, then the number again. */
  readonly voice: string
  /**
   * For a caller who has talked with a person: the number read aloud, and a key that leads back; no
   * call.
   */
  readonly talked: string
  /** For a texter: the numbers, in every language. */
  readonly sms: string
  /** For a caller waiting for an advocate: out of the queue, to where the line goes on. */
  readonly waiting: string
  /** For an advocate whom the line called: goodbye. */
  readonly leg: string
  /** For a phone called at a texter's request, before its key: not a word. */
  readonly callback: string
  /** For the same phone, if a document of its call failed: a key, and not a word before it. */
  readonly ringing: string
}

/**
 * Builds them all. `pressedUrl` is where the key of `ringing` leads, by default this server. Throws
 * if Twilio could not run one of them.
 */
export function safeDocuments(
  content: Content,
  { callerId, publicUrl }: Pick<VoiceLine, 'callerId' | 'publicUrl'>,
  pressedUrl?: string,
): SafeDocuments {
  const { hotline } = content.phones
  if (!hotline) throw new Error('content/phones.yaml: there is no hotline')
  const number = e164(hotline)

  const voice = new VoiceResponse()
  const say = (part: 'before' | 'after') => {
    for (const [language, words] of Object.entries(content.safe))
      voice.say(voiceOf(content, language), words.voice[part])
  }
  say('before')
  // without an action the following verbs run when the call ends: nobody is left in silence
  const digits = hotline.handoff && digitsAt(hotline.handoff)
  voice.dial({ callerId, timeout: RING_S }).number(digits ? { sendDigits: digits } : {}, number)
  say('after')

  const talked = new VoiceResponse()
  const gather = gatherKey(talked, addressesOf(publicUrl).again())
  for (const [language, words] of Object.entries(content.safe))
    gather.say(voiceOf(content, language), words.voice.after)
  talked.hangup()

  const written = Object.values(content.safe).map(({ text }) => text)

  const waiting = new VoiceResponse()
  for (const [language, words] of Object.entries(content.safe))
    waiting.say(voiceOf(content, language), words.voice.waiting)
  waiting.leave()

  const leg = new VoiceResponse()
  const [first = ''] = Object.keys(content.languages)
  leg.say(voiceOf(content, first), content.advocate.gone)
  leg.hangup()

  const callback = new VoiceResponse()
  callback.hangup()

  const ringing = new VoiceResponse()
  gatherKey(ringing, pressedUrl ?? addressesOf(publicUrl).callbackPressed())
  ringing.hangup()

  return {
    voice: checked(voice, number),
    talked: checked(talked, '<Hangup/>'),
    sms: checked(messageDocument(written.join('\n')), hotline.number),
    waiting: checked(waiting, '<Leave/>'),
    leg: checked(leg, '<Hangup/>'),
    callback: checked(callback, '<Hangup/>'),
    ringing: checked(ringing, '<Hangup/>'),
  }
}

/** Returns the document if it is valid and contains what it must. */
function checked(response: { toString(): string }, needed: string): string {
  const document = response.toString()
  if (parseXml(document).root?.name !== 'Response' || !document.includes(needed))
    throw new Error(`a safe document without ${needed}`)
  return document
}
