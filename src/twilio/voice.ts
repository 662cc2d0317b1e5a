/** Voice: a signed form becomes an input, an answer becomes TwiML that speaks and listens for keys. */
import VoiceResponse from 'twilio/lib/twiml/VoiceResponse.js'
import type { Content } from '../content/load.ts'
import type { Input, TransferOutcome } from '../flow/input.ts'
import type { Reply } from '../flow/session.ts'
import type { Bridge, Connection } from '../line/answer.ts'
import type { CallAnswer } from '../line/line.ts'
import { RING_S } from '../transfer/state.ts'
import { type Addresses, addressesOf, placeOf } from './addresses.ts'
import { digitOf, type Form, field } from './form.ts'
import { type Playing, speak } from './speak.ts'

/** Seconds that a slow caller has to find a key, unless KEY_WAIT_S says more. */
const WAIT_S = 10
/** Seconds for a key after the last words of a call, and after the words before somebody is called. */
const LAST_S = 3
const CONNECTING_S = 1
/** A bridged call shorter than this was no talk: somebody may have hung up on the caller. */
const SHORT_CALL_S = 10

/**
 * Where a call's requests go, the number that the other side sees, and the seconds that a caller has
 * to find a key.
 */
export type VoiceLine = {
  publicUrl: string
  callerId: string
  keyWait?: number | undefined
  playing?: Playing | undefined
}

/** The key that was pressed; a `<Gather>` that ends without one goes on to `<Redirect>`: silence. */
export function keyInput(form: Form, spoken?: string): Input {
  const key = digitOf(form)
  return key ? { type: 'key', key, spoken } : { type: 'silence' }
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
export function dialInput(form: Form, spoken?: string): Input {
  const outcome = dialStatuses[field(form, 'DialCallStatus') ?? ''] ?? 'failed'
  const seconds = Number(field(form, 'DialCallDuration') ?? 0)
  const bridged = outcome === 'answered' && field(form, 'DialBridged') !== 'false'
  const talked = bridged && seconds >= SHORT_CALL_S
  return {
    type: 'transfer_ended',
    outcome: outcome === 'answered' && !talked ? 'short' : outcome,
    spoken,
    ...(bridged && { seconds }),
  }
}

/** Whether a bridge that has ended was a bridge, however short. */
export function hasTalked(form: Form): boolean {
  const status = field(form, 'DialCallStatus')
  return (status === 'completed' || status === 'answered') && field(form, 'DialBridged') !== 'false'
}

/**
 * Writes answers of a call as TwiML; `step` numbers its requests, so that one that comes twice is known.
 * `said`: the caller has been told already that somebody is called, and does not want to hear it.
 */
export type Speak = (answer: CallAnswer, step: number, said?: boolean) => string

/**
 * Every answer that listens for a key is written once, and after that only its place is filled in:
 * what the line says is fixed, so there are few.
 */
export function createSpeak(content: Content, line: VoiceLine): Speak {
  const documents = new Map<string, readonly string[]>()
  return (answer, step, said = false) => {
    const last = answer.replies.at(-1)?.type
    const place = placeOf(step, answer.carry?.token)
    if (last === 'transfer' && said)
      return voiceTwiml(
        { ...answer, replies: answer.replies.slice(-1) },
        place,
        content,
        line,
        said,
      )
    if (last === 'transfer' || last === 'end') return voiceTwiml(answer, place, content, line)
    const name = `${line.playing?.version() ?? 0} ${answer.language} ${JSON.stringify(answer.replies)}`
    const parts = documents.get(name) ?? voiceTwiml(answer, PLACE, content, line).split(PLACE)
    documents.set(name, parts)
    // XML writes & so
    return parts.join(place.replace('&', '&amp;'))
  }
}

/** Stands for the place of a call. It is no letter of any text, and XML leaves it as it is. */
const PLACE = '\ue000'

/** The TwiML of an answer. */
export function voiceTwiml(
  answer: CallAnswer,
  place: string,
  content: Content,
  line: VoiceLine,
  said = false,
): string {
  const response = new VoiceResponse()
  const addresses = addressesOf(line.publicUrl)
  const { language } = answer
  const last = answer.replies.at(-1)
  switch (last?.type) {
    case 'transfer':
      if (!said) {
        const url = addresses.connecting(place, language)
        speak(gatherKey(response, url, CONNECTING_S), answer, content)
      }
      if (answer.connection) connect(response, answer.connection, { line, place, language })
      break
    case 'end':
      if (answer.replies.length > 1) {
        const url = addresses.lastWords(place, language)
        speak(gatherKey(response, url, LAST_S), answer, content)
      }
      response.hangup()
      break
    default: {
      const url = hasEndedTalk(last, content) ? addresses.talkedTurn(place) : addresses.turn(place)
      speak(gatherKey(response, url, line.keyWait), answer, content, line.playing)
      response.redirect({ method: 'POST' }, url)
    }
  }
  return response.toString()
}

/** Whether this is the menu after a talk. */
function hasEndedTalk(reply: Reply | undefined, { flows }: Content): boolean {
  if (reply?.type !== 'menu') return false
  return Object.values(flows.voice.nodes).some(
    (node) => node.type === 'transfer' && node.ended.answered === reply.node,
  )
}

/** Connects a caller: into a queue of their own, made by this and named at random, or at once. */
export function connect(
  response: VoiceResponse,
  connection: Connection,
  { line, place, language }: { line: VoiceLine; place: string; language: string },
): void {
  const addresses: Addresses = addressesOf(line.publicUrl)
  if (connection.type === 'bridge') {
    bridge(response, line, connection, addresses.transferEnded(place, language))
    return
  }
  const { transfer } = connection
  const waitUrl = addresses.wait(transfer)
  const action = addresses.left(transfer, place, language)
  response.enqueue({ waitUrl, waitUrlMethod: 'POST', action, method: 'POST' }, transfer)
  // Twilio's pages do not agree whether the action is asked for after Leave, or the next verb runs
  response.redirect({ method: 'POST' }, action)
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
function bridge(
  response: VoiceResponse,
  { callerId }: VoiceLine,
  { number, digits }: Bridge,
  action: string,
): void {
  const dial = response.dial({ action, method: 'POST', callerId, timeout: RING_S })
  dial.number(digits ? { sendDigits: digits } : {}, number)
}
