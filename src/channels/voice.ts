/** Voice: a signed form becomes an input, an answer becomes TwiML that speaks and listens for keys. */
import VoiceResponse from 'twilio/lib/twiml/VoiceResponse.js'
import type { Content } from '../content/load.ts'
import { e164 } from '../content/phones.ts'
import { wordsOf } from '../content/wording.ts'
import type { Input, TransferOutcome } from '../engine/input.ts'
import type { Answer, Reply } from '../engine/session.ts'
import type { Form } from './twilio.ts'

/** Seconds that a slow caller has to find a key. */
const WAIT_S = 10
/** Seconds that a destination rings; Twilio adds 5. */
export const RING_S = 30
/** A bridged call shorter than this was no talk: somebody may have hung up on the caller. */
const SHORT_CALL_S = 10

/** Where a call's requests go, and the number that the other side sees. */
export type VoiceLine = { publicUrl: string; callerId: string }

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

/**
 * The TwiML of an answer. `step` numbers the requests of a call, so that one that is delivered
 * twice is known; it is the only thing of ours in a URL.
 */
export function voiceTwiml(
  answer: Answer,
  step: number,
  content: Content,
  line: VoiceLine,
): string {
  const response = new VoiceResponse()
  const last = answer.replies.at(-1)
  const url = (path: string) => `${line.publicUrl}/voice/${path}?step=${step}`
  switch (last?.type) {
    case 'transfer': {
      speak(response, answer, content)
      const destination = content.phones[last.destination]
      if (!destination) throw new Error('a transfer to nowhere')
      response
        .dial({
          action: url('transfer-ended'),
          method: 'POST',
          callerId: line.callerId,
          timeout: RING_S,
        })
        .number(e164(destination))
      break
    }
    case 'end':
      speak(response, answer, content)
      response.hangup()
      break
    default: {
      const gather = response.gather({
        input: ['dtmf'],
        numDigits: 1,
        // with the default, '#' would end the input instead of being a key
        finishOnKey: '',
        timeout: WAIT_S,
        action: url('turn'),
        method: 'POST',
      })
      speak(gather, answer, content)
      response.redirect({ method: 'POST' }, url('turn'))
    }
  }
  return response.toString()
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
  }
}

function inEveryLanguage(reply: Reply, { flows }: Content): boolean {
  const node = reply.type === 'menu' ? flows.voice.nodes[reply.node] : undefined
  return node?.type === 'menu' && node.everyLanguage === true
}

/** The voice of a language, as Twilio names it. */
export function voiceOf({ languages }: Pick<Content, 'languages'>, language: string) {
  const { locale, voice } = languages[language] ?? {}
  // the loader's test holds each name against the SDK's own lists
  return { language: locale, voice } as VoiceResponse.SayAttributes
}
