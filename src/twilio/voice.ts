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

/** Seconds that a caller has to press a key, unless KEY_WAIT_S allows more. */
const WAIT_S = 10
/** Seconds for a key after the last words of a call, and before somebody is called. */
const LAST_S = 3
const CONNECTING_S = 1
/** A shorter bridged call was no conversation: somebody may have hung up on the caller. */
const SHORT_CALL_S = 10

/**
 * The address that a call's requests go to, the caller ID, and the seconds that a caller has to
 * press a key.
 */
export type VoiceLine = {
  publicUrl: string
  callerId: string
  keyWait?: number | undefined
  playing?: Playing | undefined
}

/** The key that was pressed; a `<Gather>` without one falls through to `<Redirect>`: silence. */
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

/** How a transfer ended; an unknown status counts as failed. */
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

/** Whether a bridge that has ended did connect, however briefly. */
export function hasTalked(form: Form): boolean {
  const status = field(form, 'DialCallStatus')
  return (status === 'completed' || status === 'answered') && field(form, 'DialBridged') !== 'false'
}

/**
 * Writes a call's answers as TwiML. `step` numbers its requests, so that a repeated one is
 * recognised. `said`: the caller has already heard that somebody is being called, and does not want
 * to hear it again.
 */
export type Speak = (answer: CallAnswer, step: number, said?: boolean) => string

/**
 * Every answer that waits for a key is rendered once and cached; only its position is filled in.
 * There are few, since the line's words are fixed.
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
    // & is escaped in XML
    return parts.join(place.replace('&', '&amp;'))
  }
}

/**
 * Placeholder for the position of a call: a private-use character that no text contains and XML
 * leaves alone.
 */
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

/** Whether this is the menu that follows a conversation. */
function hasEndedTalk(reply: Reply | undefined, { flows }: Content): boolean {
  if (reply?.type !== 'menu') return false
  return Object.values(flows.voice.nodes).some(
    (node) => node.type === 'transfer' && node.ended.answered === reply.node,
  )
}

/**
 * Connects a caller: into a queue of their own, created by this verb under a random name, or at
 * once.
 */
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
  // Twilio's pages disagree on whether the action is requested after Leave, or the next verb runs
  response.redirect({ method: 'POST' }, action)
}

/** Waits for one key, from the first word on; `wait` is in seconds after the last one. */
export function gatherKey(response: VoiceResponse, action: string, wait = WAIT_S) {
  return response.gather({
    input: ['dtmf'],
    numDigits: 1,
    // by default '#' would end the input instead of being a key
    finishOnKey: '',
    timeout: wait,
    action,
    method: 'POST',
  })
}

/** A plain bridge: no queue, no REST, no store. `action` is told how it ended. */
function bridge(
  response: VoiceResponse,
  { callerId }: VoiceLine,
  { number, digits }: Bridge,
  action: string,
): void {
  const dial = response.dial({ action, method: 'POST', callerId, timeout: RING_S })
  dial.number(digits ? { sendDigits: digits } : {}, number)
}
