/**
 * Dial: a leg is bridged to a phone, or to whoever waits first in a queue.
 * Source: https://www.twilio.com/docs/voice/twiml/dial
 */
import { type Dialling, type Limits, tell } from './bridge.ts'
import { dialNumbers } from './dial-number.ts'
import { dialQueue } from './dial-queue.ts'
import { actionOf, type Document, type Run } from './document.ts'
import type { SimulatedLeg, Source } from './leg.ts'
import type { World } from './state.ts'
import { number, type Verb } from './twiml.ts'
import type { Params } from './types.ts'

/** Seconds. Source: https://www.twilio.com/docs/voice/twiml/dial#timeout and #timelimit */
const TIMEOUT_S = 30
const TIME_LIMIT_S = 14_400

/** Gives the source of the document that follows, or undefined for the next verb. */
export async function dial(
  world: World,
  run: Run,
  leg: SimulatedLeg,
  verb: Verb,
  document: Document,
): Promise<Source | undefined> {
  const dialling: Dialling = { status: 'failed' }
  const limits: Limits = {
    timeout: number(verb, 'timeout', TIMEOUT_S),
    timeLimit: number(verb, 'timeLimit', TIME_LIMIT_S),
    star: verb.attributes.hangupOnStar === 'true',
  }
  const queue = verb.children.find((child) => child.name === 'Queue')
  const next = () => actionOf(verb, document, dialParams(world, dialling))
  try {
    if (queue) await dialQueue(world, leg, queue, document, limits, dialling)
    else await dialNumbers(world, run, leg, verb, document, limits, dialling)
  } catch (error) {
    // nobody hears its answer, but the line learns how it ended
    const action = leg.over ? next() : undefined
    if (action) tell(world, leg, action)
    throw error
  }
  return next()
}

/** Source: https://www.twilio.com/docs/voice/twiml/dial#action */
function dialParams({ clock }: World, { status, other, bridgedAt, queue }: Dialling): Params {
  const talked = bridgedAt === undefined ? 0 : Math.round((clock.now() - bridgedAt) / 1000)
  const seconds = other?.direction === 'outbound-dial' ? other.seconds : talked
  return {
    DialCallStatus: status,
    DialBridged: String(bridgedAt !== undefined),
    ...(other && { DialCallSid: other.sid }),
    // a leg that was sent elsewhere has no duration yet
    ...(other && !other.elsewhere && { DialCallDuration: String(seconds) }),
    ...queue,
  }
}
