/** What a transfer says: to the caller who waits, and to whoever answers for them. */
import VoiceResponse from 'twilio/lib/twiml/VoiceResponse.js'
import type { Content } from '../content/load.ts'
import { gatherKey, type VoiceLine, voiceOf } from './voice.ts'

/** Seconds of silence after the words of a wait document, in which a key may be pressed. */
const HOLD_S = 5
/** Seconds that a desk has to press a key. */
const ACCEPT_S = 10
/** Seconds that a leg stands before a queue in which nobody waits any more. */
const EMPTY_S = 5

/** `interpreter`: speaks none of our languages. */
export type Caller = { language: string; quiet: boolean; interpreter?: boolean }

/** Into the queue: the caller's own, made by this and named at random. */
export function enqueue(
  response: VoiceResponse,
  { queue, wait, left }: { queue: string; wait: string; left: string },
): void {
  response.enqueue({ waitUrl: wait, waitUrlMethod: 'POST', action: left, method: 'POST' }, queue)
}

/** Holds the caller for some seconds: a sentence, and the keys 1 and * at any moment. */
export function holdDocument(
  content: Content,
  language: string,
  text: 'hold-first' | 'hold-more',
  keyUrl: string,
): string {
  const response = new VoiceResponse()
  const words = content.wording.voice[language]?.says.get(text)
  // asked for again by itself when its words and the silence after them have run out
  gatherKey(response, keyUrl, HOLD_S).say(voiceOf(content, language), words ?? '')
  return response.toString()
}

/** Takes the caller out of the queue; the Enqueue's action is asked for at once. */
export function leaveDocument(): string {
  const response = new VoiceResponse()
  response.leave()
  return response.toString()
}

/** A desk hears who calls and presses a key; without one the line goes on to the next. */
export function introduceDocument(content: Content, caller: Caller, keyUrl: string): string {
  const response = new VoiceResponse()
  const gather = gatherKey(response, keyUrl, ACCEPT_S)
  introduce(gather, content, caller)
  tell(gather, content, content.advocate.accept)
  response.redirect({ method: 'POST' }, keyUrl)
  return response.toString()
}

/**
 * Takes the caller out of the queue and bridges the two; with an introduction first for whoever has
 * not heard it. Nobody waits there any more: goodbye.
 */
export function joinDocument(content: Content, queue: string, caller?: Caller): string {
  const response = new VoiceResponse()
  if (caller) introduce(response, content, caller)
  response.dial({ timeout: EMPTY_S }).queue(queue)
  tell(response, content, content.advocate.gone)
  response.hangup()
  return response.toString()
}

/** Hello, and a key: nothing else is said before somebody has pressed it. */
export function callbackDocument(content: Content, language: string, line: VoiceLine): string {
  const response = new VoiceResponse()
  const hello = content.wording.voice[language]?.says.get('callback') ?? ''
  gatherKey(response, `${line.publicUrl}/callback/key?language=${language}`, line.keyWait).say(
    voiceOf(content, language),
    hello,
  )
  response.hangup()
  return response.toString()
}

type Speaker = { say(attributes: VoiceResponse.SayAttributes, text: string): unknown }

function introduce(speaker: Speaker, content: Content, caller: Caller): void {
  const { advocate } = content
  const { language, quiet, interpreter } = caller
  const intro = interpreter
    ? advocate.interpreter
    : (advocate.intro[language] ?? Object.values(advocate.intro)[0] ?? '')
  tell(speaker, content, quiet ? `${intro} ${advocate.quiet}` : intro)
}

/** Whoever answers is spoken to in the line's first language. */
function tell(speaker: Speaker, content: Content, text: string): void {
  const [first = ''] = Object.keys(content.languages)
  speaker.say(voiceOf(content, first), text)
}
