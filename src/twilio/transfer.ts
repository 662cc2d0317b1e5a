/**
 * Transfers: translates Twilio's reports into the line's vocabulary, and the line's answers into
 * TwiML.
 */
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

/** Seconds of silence after a wait document, during which a key may be pressed. */
const HOLD_S = 5
/**
 * How often a desk hears the introduction, and the seconds after each during which it may press a
 * key: some phones answer automatically, and the person hears only what comes later.
 */
const INTRODUCTIONS = 3
const ACCEPT_S = 5
/** Seconds that a leg waits at a queue that has become empty. */
const EMPTY_S = 5

/**
 * QueueResult -> how the caller left; anything else is an error, and a missing value is unknown.
 */
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

/** Twilio's name for the queue that a caller has left. */
export function queueOf(form: Form): string | undefined {
  return field(form, 'QueueSid')
}

/** Source: https://www.twilio.com/docs/voice/api/call-resource#call-status-values */
const ENDED = new Set(['completed', 'busy', 'no-answer', 'failed', 'canceled'])

/** Whether a call has ended, in whatever way. */
export function hasEnded(form: Form): boolean {
  return ENDED.has(field(form, 'CallStatus') ?? '')
}

/**
 * What a waiting caller gets: a sentence and a few seconds for the keys 1 and *, or the way out.
 */
export function waitDocument(
  content: Content,
  line: VoiceLine,
  transfer: string,
  next: WhileWaiting,
): string {
  const response = new VoiceResponse()
  if (next.type === 'leave') {
    // Twilio then requests the Enqueue's action at once
    response.leave()
    return response.toString()
  }
  const { language } = next
  const chosen = content.languages[language] !== undefined
  const inOne = next.first ? 'hold_first' : 'hold_more'
  const key = sentenceWhen(content.flows.voice, chosen ? inOne : 'hold_every')
  // Twilio requests it again once its words and the silence after them have passed
  const gather = gatherKey(response, addressesOf(line.publicUrl).waitKey(transfer), HOLD_S)
  for (const each of chosen ? [language] : Object.keys(content.languages))
    gather.say(voiceOf(content, each), content.wording.voice[each]?.says.get(key) ?? '')
  return response.toString()
}

/** Puts a caller through without further words, after a queue that did not. */
export function bridgeDocument(
  line: VoiceLine,
  bridge: Bridge,
  where: { place: string; language: string },
): string {
  const response = new VoiceResponse()
  connect(response, bridge, { line, ...where })
  return response.toString()
}

/** What somebody who answered for a caller gets. */
export function advocateDocument(
  content: Content,
  line: VoiceLine,
  leg: { transfer: string; rung: number },
  word: Exclude<ForAdvocate, { type: 'end' }>,
): string {
  const response = new VoiceResponse()
  if (word.type === 'introduce') {
    // a desk must press a key; without one the line tries the next
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
  // takes the caller out of the queue and bridges the two; says goodbye if nobody is waiting any
  // more
  response.dial({ timeout: EMPTY_S }).queue(word.transfer)
  tell(response, content, content.advocate.gone)
  response.hangup()
  return response.toString()
}

type Speaker = { say(attributes: VoiceResponse.SayAttributes, text: string): unknown }

function introduce(speaker: Speaker, content: Content, caller: Caller): void {
  const { advocate } = content
  const { language, quiet, interpreter } = caller
  const intro = interpreter ? advocate.interpreter : (advocate.intro[language] ?? advocate.unknown)
  tell(speaker, content, quiet ? `${intro} ${advocate.quiet}` : intro)
}

/** Speaks to whoever answers in the line's first language. */
function tell(speaker: Speaker, content: Content, text: string): void {
  const [first = ''] = Object.keys(content.languages)
  speaker.say(voiceOf(content, first), text)
}
