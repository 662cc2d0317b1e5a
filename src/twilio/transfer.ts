/** Transfers: what Twilio tells of them as the line's words, and the line's words as TwiML. */
import VoiceResponse from 'twilio/lib/twiml/VoiceResponse.js'
import type { Content } from '../content/load.ts'
import { sentenceWhen } from '../flow/flow.ts'
import type { Bridge, ForAdvocate, WhileWaiting } from '../line/answer.ts'
import type { Caller } from '../line/transfer-record.ts'
import type { LeftResult } from '../transfer/state.ts'
import { addressesOf } from './addresses.ts'
import { type Form, field } from './form.ts'
import { voiceOf } from './speak.ts'
import { connect, gatherKey, type VoiceLine } from './voice.ts'

/** Seconds of silence after the words of a wait document, in which a key may be pressed. */
const HOLD_S = 5
/**
 * How often a desk is told who calls, and the seconds after each time in which it may press a key: some
 * phones answer by themselves and let a person hear only what comes later.
 */
const INTRODUCTIONS = 3
const ACCEPT_S = 5
/** Seconds that a leg stands before a queue in which nobody waits any more. */
const EMPTY_S = 5

/** QueueResult -> how the caller came out; anything else is an error, and none is not known. */
const results: Readonly<Record<string, LeftResult>> = {
  bridged: 'bridged',
  'bridging-in-process': 'bridged',
  'redirected-from-bridged': 'bridged',
  leave: 'leave',
  hangup: 'hangup',
}

/** Source: https://www.twilio.com/docs/voice/twiml/enqueue#attributes-action-parameters */
export function leftResult(form: Form): LeftResult {
  const result = field(form, 'QueueResult')
  return result === undefined ? 'unknown' : (results[result] ?? 'error')
}

/** Twilio's name of the queue that a caller came out of. */
export function queueOf(form: Form): string | undefined {
  return field(form, 'QueueSid')
}

/** Source: https://www.twilio.com/docs/voice/api/call-resource#call-status-values */
const ENDED = new Set(['completed', 'busy', 'no-answer', 'failed', 'canceled'])

/** Whether a call has come to its end, in whatever way. */
export function hasEnded(form: Form): boolean {
  return ENDED.has(field(form, 'CallStatus') ?? '')
}

/** What a caller who waits gets: a sentence and the keys 1 and * for some seconds, or the way out. */
export function waitDocument(
  content: Content,
  line: VoiceLine,
  transfer: string,
  next: WhileWaiting,
): string {
  const response = new VoiceResponse()
  if (next.type === 'leave') {
    // the Enqueue's action is asked for at once
    response.leave()
    return response.toString()
  }
  const key = sentenceWhen(content.flows.voice, next.first ? 'hold_first' : 'hold_more')
  const words = content.wording.voice[next.language]?.says.get(key) ?? ''
  // asked for again by itself when its words and the silence after them have run out
  const gather = gatherKey(response, addressesOf(line.publicUrl).waitKey(transfer), HOLD_S)
  gather.say(voiceOf(content, next.language), words)
  return response.toString()
}

/** A caller is put through without a word, after a queue that did not do it. */
export function bridgeDocument(
  line: VoiceLine,
  bridge: Bridge,
  where: { place: string; language: string },
): string {
  const response = new VoiceResponse()
  connect(response, bridge, { line, ...where })
  return response.toString()
}

/** What somebody gets who answered for a caller. */
export function advocateDocument(
  content: Content,
  line: VoiceLine,
  leg: { transfer: string; rung: number },
  word: Exclude<ForAdvocate, { type: 'end' }>,
): string {
  const response = new VoiceResponse()
  if (word.type === 'introduce') {
    // a desk presses a key; without one the line goes on to the next
    const keyUrl = addressesOf(line.publicUrl).legKey(leg.transfer, leg.rung)
    for (let told = 0; told < INTRODUCTIONS; told++) {
      const gather = gatherKey(response, keyUrl, ACCEPT_S)
      introduce(gather, content, word.caller)
      tell(gather, content, content.advocate.accept)
    }
    response.redirect({ method: 'POST' }, keyUrl)
    return response.toString()
  }
  if (word.caller) introduce(response, content, word.caller)
  // takes the caller out of the queue and bridges the two; goodbye when nobody waits there any more
  response.dial({ timeout: EMPTY_S }).queue(word.transfer)
  tell(response, content, content.advocate.gone)
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
