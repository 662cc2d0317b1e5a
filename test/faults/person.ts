/**
 * One person on their own virtual Twilio, which stores their cookies and follows the line's
 * addresses.
 */
import type { Leg } from '../../src/virtual-twilio/types.ts'
import { virtualTwilio } from '../../src/virtual-twilio/virtual-twilio.ts'
import { PRODUCTION } from '../server.ts'
import type { Conversation } from './conversations.ts'

export type Deliver = (request: Request) => Promise<Response>

export type PersonOptions = {
  /** Unique to each person. */
  number: number
  deliver: Deliver
  /** Whether each request is delivered twice, as when the connection fails after the first. */
  twice?: boolean
}

/** The result of an answer. `lost`: why there was none, or no usable one. */
export type Heard = { words: string; lost: string | undefined; hotline: boolean }

const HOTLINE = /888-?373-?7888|8 8 8, 3 7 3/

/** Takes steps, and returns what came back. */
export function createPerson({ number, deliver, twice = false }: PersonOptions) {
  const from = `+1415${2_000_000 + number}`
  const twilio = virtualTwilio({
    deliver,
    accountSid: PRODUCTION.TWILIO_ACCOUNT_SID,
    authToken: PRODUCTION.TWILIO_AUTH_TOKEN,
    publicUrl: PRODUCTION.PUBLIC_URL,
    lineNumber: PRODUCTION.LINE_NUMBER,
    seed: `person ${number}`,
  })
  twilio.faults.webhooks = twice ? 'twice' : 'once'
  let leg: Leg | undefined

  return async function take(by: Conversation['by'], step: string): Promise<Heard> {
    const before = twilio.trace.length
    const words = by === 'text' ? await texts(step) : await calls(step)
    const happened = twilio.trace.slice(before)
    const error = happened.find((entry) => entry.kind === 'error')
    const lost = error ? `${error.code}` : words === '' ? 'no words' : undefined
    const dialled = happened.some(({ kind }) => kind === 'bridge' || kind === 'ring')
    return { words, lost, hotline: HOTLINE.test(words) || (by === 'call' && dialled) }
  }

  async function texts(body: string): Promise<string> {
    return (await twilio.text(from, body)).join('\n')
  }

  async function calls(key: string): Promise<string> {
    const heardBefore = leg?.heard.length ?? 0
    if (leg) await leg.press(key)
    else leg = await twilio.call(from)
    await leg.listen()
    return leg.heard.slice(heardBefore).join('\n')
  }
}
