/** The call requested by text: Twilio's reports about it, and its first document. */
import VoiceResponse from 'twilio/lib/twiml/VoiceResponse.js'
import type { Content } from '../content/load.ts'
import { sentenceWhen } from '../flow/flow.ts'
import { addressesOf, paths } from './addresses.ts'
import { type Form, field } from './form.ts'
import { voiceOf } from './speak.ts'
import { gatherKey, type VoiceLine } from './voice.ts'

/** The phone that was called. */
export function calledNumber(form: Form): string {
  return field(form, 'To') ?? ''
}

/** The progress of a call; undefined before it rings. */
export function progressOf(form: Form): 'ringing' | 'over' | undefined {
  const status = field(form, 'CallStatus')
  if (status === 'queued' || status === 'initiated') return undefined
  return status === 'ringing' || status === 'in-progress' ? 'ringing' : 'over'
}

/**
 * Whether the failed document comes after the key press.
 * Source of ErrorUrl: https://www.twilio.com/docs/voice/twiml#requesting-fallback-twiml
 */
export function isPastKey(form: Form): boolean {
  const { pathname } = failed(form)
  return pathname.startsWith('/voice/') || pathname.startsWith('/transfer/')
}

/**
 * Whether the failed document comes after a possible conversation with a person: nobody is then
 * dialled unasked.
 */
export function mayHaveTalked(form: Form): boolean {
  const { pathname, searchParams } = failed(form)
  return pathname === paths.left || pathname === paths.transferEnded || searchParams.has('talked')
}

function failed(form: Form): Pick<URL, 'pathname' | 'searchParams'> {
  const url = field(form, 'ErrorUrl') ?? ''
  return URL.canParse(url) ? new URL(url) : { pathname: '', searchParams: new URLSearchParams() }
}

/**
 * Says hello and waits for a key; nothing else is said before somebody presses it. `again`: for a
 * second time.
 */
export function callbackDocument(
  content: Content,
  { language, again }: { language: string; again: boolean },
  line: VoiceLine,
): string {
  const response = new VoiceResponse()
  const key = sentenceWhen(content.flows.voice, 'called_back')
  const hello = content.wording.voice[language]?.says.get(key) ?? ''
  const url = addressesOf(line.publicUrl).callbackKey(language, again)
  gatherKey(response, url, line.keyWait).say(voiceOf(content, language), hello)
  response.hangup()
  return response.toString()
}
