/** Two legs that hear each other, and the request that says how it ended. */
import type { SimulatedLeg, Source } from '../leg.ts'
import { voiceParams } from '../parameters.ts'
import type { State } from '../state.ts'
import { TwimlError } from '../twiml.ts'
import type { CallStatus, Params } from '../types.ts'

/** A Dial: what limits it, and how it is getting on. */
export type Dialling = {
  /** Seconds that are waited for an answer. */
  readonly timeout: number
  /** Seconds that two may talk. */
  readonly timeLimit: number
  /** Whether the caller may end it with a star. */
  readonly star: boolean
  status: CallStatus
  /** The other leg, once there is one. */
  other?: SimulatedLeg | undefined
  /** When they were bridged, in milliseconds. */
  bridgedAt?: number
  /** What a Queue adds to the action's parameters. */
  queueParams?: Params
}

/** Keeps two legs together until one goes, time is up, or the caller presses a star. */
export async function hold(
  leg: SimulatedLeg,
  other: SimulatedLeg,
  { timeLimit, star }: Pick<Dialling, 'timeLimit' | 'star'>,
): Promise<void> {
  leg.keys.length = 0
  leg.listening = star ? 'dial' : undefined
  leg.bridge(other)
  const apart = () => leg.bridgedTo !== other || leg.keys.includes('*') || undefined
  try {
    await leg.wait('bridge', apart, timeLimit * 1000)
  } finally {
    leg.listening = undefined
    leg.unbridge()
  }
}

/** Asks for an action's document though nobody is there any more to hear it. */
export function tell(
  state: State,
  leg: SimulatedLeg,
  { url, method, params }: Source & { type: 'url' },
): void {
  const all = { ...voiceParams(state, leg), ...params }
  state.clock.spawn(async () => {
    try {
      await state.ask({ purpose: 'voice', url, method, params: all, cookies: leg.cookies })
    } catch (error) {
      if (!(error instanceof TwimlError)) throw error
    }
  })
}
