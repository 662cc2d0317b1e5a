/** Voice: a signed form becomes an input, an answer becomes TwiML that speaks and listens for keys. */
import VoiceResponse from 'twilio/lib/twiml/VoiceResponse.js'
import { wordsOf } from '../content/compile/wording.ts'
import type { Content } from '../content/load.ts'
import type { Input, TransferOutcome } from '../flow/input.ts'
import type { Answer, Reply } from '../flow/session.ts'
import { RING_S } from '../transfer/machine.ts'
import type { Form } from './signature.ts'

/** Seconds that a slow caller has to find a key, unless KEY_WAIT_S says more. */
const WAIT_S = 10
/** A bridged call shorter than this was no talk: somebody may have hung up on the caller. */
const SHORT_CALL_S = 10

/**
 * Where a call's requests go, the number that the other side sees, and the seconds that a caller has
 * to find a key.
 */
export type VoiceLine = { publicUrl: string; callerId: string; keyWait?: number | undefined }

/** The key that was pressed; a `<Gather>` that ends without one goes on to `<Redirect>`: silence. */
export function keyInput(form: Form): Input {
  const key = form.get('Digits')?.[0]
  return key ? { type: 'key', key } : { type: 'silence' }
}

/** DialCallStatus -> how it ended. Source: https://www.twilio.com/docs/voice/twiml/dial#dialcallstatus-values */
const dialStatuses: Readonly<Record<string, TransferOutcome>> = {
  completed: 'answered',
  answered: 'answered',
  busy: 'busy',
  'no-answer': 'no_answer',
  failed: 'failed',
  canceled: 'canceled',
}

/** How a transfer ended; anything that Twilio may invent counts as failed. */
export function dialInput(form: Form): Input {
  const outcome = dialStatuses[form.get('DialCallStatus') ?? ''] ?? 'failed'
  const seconds = Number(form.get('DialCallDuration') ?? 0)
  const talked = form.get('DialBridged') !== 'false' && seconds >= SHORT_CALL_S
  return {
    type: 'transfer_ended',
    outcome: outcome === 'answered' && !talked ? 'short' : outcome,
  }
}

/** Puts a caller through: adds to a document what connects them. */
export type Connect = (response: VoiceResponse, reply: Reply & { type: 'transfer' }) => void

/** Writes answers of a line as TwiML: see voiceTwiml(). */
export type Speak = (answer: Answer, step: number, connect: Connect) => string

/**
 * Every answer that listens for a key is written once, and after that only its step is filled in:
 * what the line says is fixed, so there are few.
 */
export function createSpeak(content: Content, line: VoiceLine): Speak {
  const documents = new Map<string, string>()
  return (answer, step, connect) => {
    const last = answer.replies.at(-1)?.type
    if (last === 'transfer' || last === 'end')
      return voiceTwiml(answer, step, content, line, connect)
    const name = `${answer.language} ${JSON.stringify(answer.replies)}`
    const known = documents.get(name) ?? voiceTwiml(answer, STEP, content, line, connect)
    documents.set(name, known)
    return known.replaceAll(STEP, String(step))
  }
}

/** Stands for the number of a step; no number of a text or an address has so many nines. */
const STEP = '999999999999999'

/**
 * The TwiML of an answer. `step` numbers the requests of a call, so that one that is delivered
 * twice is known.
 */
export function voiceTwiml(
  answer: Answer,
  step: number | string,
  content: Content,
  line: VoiceLine,
  connect: Connect,
): string {
  const response = new VoiceResponse()
  const last = answer.replies.at(-1)
  switch (last?.type) {
    case 'transfer':
      speak(response, answer, content)
      connect(response, last)
      break
    case 'end':
      speak(response, answer, content)
      response.hangup()
      break
    default: {
      const url = `${line.publicUrl}/voice/turn?step=${step}`
      speak(gatherKey(response, url, line.keyWait), answer, content)
      response.redirect({ method: 'POST' }, url)
    }
  }
  return response.toString()
}

/** Listens for one key, from the first word on; `wait` in seconds after the last one. */
export function gatherKey(response: VoiceResponse, action: string, wait = WAIT_S) {
  return response.gather({
    input: ['dtmf'],
    numDigits: 1,
    // with the default, '#' would end the input instead of being a key
    finishOnKey: '',
    timeout: wait,
    action,
    method: 'POST',
  })
}

/** A plain bridge: no queue, no REST, no store. `action` hears how it ended. */
export function bridge(
  response: VoiceResponse,
  { callerId }: VoiceLine,
  number: string,
  action: string,
): void {
  response.dial({ action, method: 'POST', callerId, timeout: RING_S }).number(number)
}

type Speaker = { say(attributes: VoiceResponse.SayAttributes, text: string): unknown }

function speak(speaker: Speaker, { language, replies }: Answer, content: Content): void {
  for (const reply of replies) {
    const languages = inEveryLanguage(reply, content) ? Object.keys(content.languages) : [language]
    for (const each of languages) {
      const words = content.wording.voice[each]
      const text = words && wordsOf(words, reply)
      if (text) speaker.say(voiceOf(content, each), text)
    }
    if (menuOf(reply, content)?.interpreters) sayInterpreters(speaker, content)
  }
}

/** One sentence in each language that interpreters speak and Twilio has a voice for. */
function sayInterpreters(speaker: Speaker, { interpreters }: Content): void {
  for (const { spoken } of interpreters) {
    if (!spoken) continue
    const { locale, voice, text } = spoken
    speaker.say({ language: locale, voice } as VoiceResponse.SayAttributes, text)
  }
}

function inEveryLanguage(reply: Reply, content: Content): boolean {
  return menuOf(reply, content)?.everyLanguage === true
}

function menuOf(reply: Reply, { flows }: Content) {
  const node = reply.type === 'menu' ? flows.voice.nodes[reply.node] : undefined
  return node?.type === 'menu' ? node : undefined
}

/** The voice of a language, as Twilio names it. */
export function voiceOf({ languages }: Pick<Content, 'languages'>, language: string) {
  const { locale, voice } = languages[language] ?? {}
  // the loader's test holds each name against the SDK's own lists
  return { language: locale, voice } as VoiceResponse.SayAttributes
}
