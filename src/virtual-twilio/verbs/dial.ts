/**
 * Dial: bridges a leg to a phone, or to the first in a queue.
 * Source: https://www.twilio.com/docs/voice/twiml/dial
 */

import { actionOf, type Execution } from '../document.ts'
import type { Source } from '../leg.ts'
import type { State } from '../state.ts'
import { number, type Verb } from '../twiml.ts'
import type { Params } from '../types.ts'
import { type Dialling, tell } from './bridge.ts'
import { dialNumbers } from './dial-number.ts'
import { dialQueue } from './dial-queue.ts'

/** Seconds. Source: https://www.twilio.com/docs/voice/twiml/dial#timeout and #timelimit */
const TIMEOUT_S = 30
const TIME_LIMIT_S = 14_400

/** Returns the source of the next document, or undefined to go on with the next verb. */
export async function dial(execution: Execution, verb: Verb): Promise<Source | undefined> {
  const { state, leg, document } = execution
  const dialling: Dialling = {
    timeout: number(verb, 'timeout', TIMEOUT_S),
    timeLimit: number(verb, 'timeLimit', TIME_LIMIT_S),
    star: verb.attributes.hangupOnStar === 'true',
    status: 'failed',
  }
  const queue = verb.children.find((child) => child.name === 'Queue')
  const next = () => actionOf(verb, document, dialParams(state, dialling))
  try {
    if (queue) await dialQueue(execution, queue, dialling)
    else await dialNumbers(execution, verb, dialling)
  } catch (error) {
    // nobody hears the answer, but the line learns how it ended
    const action = leg.over ? next() : undefined
    if (action) tell(state, leg, action)
    throw error
  }
  return next()
}

/** Source: https://www.twilio.com/docs/voice/twiml/dial#action */
function dialParams({ clock }: State, dialling: Dialling): Params {
  const { status, other, bridgedAt, queueParams } = dialling
  const talked = bridgedAt === undefined ? 0 : Math.round((clock.now() - bridgedAt) / 1000)
  const seconds = other?.direction === 'outbound-dial' ? other.seconds : talked
  return {
    DialCallStatus: status,
    DialBridged: String(bridgedAt !== undefined),
    ...(other && { DialCallSid: other.sid }),
    // a redirected leg has no duration yet
    ...(other && !other.elsewhere && { DialCallDuration: String(seconds) }),
    ...queueParams,
  }
}
