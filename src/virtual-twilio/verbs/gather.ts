/** Gather: collects keys during speech and after it. */
import type { SimulatedLeg } from '../leg.ts'
import type { State } from '../state.ts'
import { number, type Verb } from '../twiml.ts'
import type { Params } from '../types.ts'
import { play } from './speech.ts'

/** Seconds. Source: https://www.twilio.com/docs/voice/twiml/gather#timeout */
const TIMEOUT_S = 5
/**
 * A Gather this brief is not treated as waiting for a person: what follows belongs to what was
 * said.
 */
const BRIEF_MS = 3_000

/**
 * The action's parameters, or undefined on silence, so that the next verb runs.
 * Source: https://www.twilio.com/docs/voice/twiml/gather
 */
export async function gather(
  state: State,
  leg: SimulatedLeg,
  verb: Verb,
): Promise<Params | undefined> {
  leg.keys.length = 0
  leg.listening = 'gather'
  try {
    for (const child of verb.children) {
      if (leg.keys.length > 0) break
      await play(state, leg, child, { kind: 'key', stop: () => leg.keys.length > 0 || undefined })
    }
    return await keys(leg, verb)
  } finally {
    leg.listening = undefined
  }
}

async function keys(leg: SimulatedLeg, verb: Verb): Promise<Params | undefined> {
  const { finishOnKey = '#', actionOnEmptyResult } = verb.attributes
  const most = number(verb, 'numDigits', Number.POSITIVE_INFINITY)
  const timeout = number(verb, 'timeout', TIMEOUT_S) * 1000
  let digits = ''
  let finished = ''
  while (digits.length < most) {
    const kind = timeout <= BRIEF_MS ? 'clock' : 'key'
    const key = await leg.wait(kind, () => leg.keys.shift(), timeout)
    if (key === undefined) break
    if (finishOnKey.includes(key)) {
      finished = key
      break
    }
    digits += key
  }
  if (!digits && actionOnEmptyResult !== 'true') return undefined
  return { Digits: digits, FinishedOnKey: finished, msg: 'Gather End' }
}
