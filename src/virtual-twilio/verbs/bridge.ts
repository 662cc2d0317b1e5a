/** Bridging two legs, and the request that reports how it ended. */
import type { SimulatedLeg, Source } from '../leg.ts'
import { voiceParams } from '../parameters.ts'
import type { State } from '../state.ts'
import { TwimlError } from '../twiml.ts'
import type { CallStatus, Params } from '../types.ts'

/** A Dial in progress: its limits and its state. */
export type Dialling = {
  /** Seconds to wait for an answer. */
  readonly timeout: number
  /** The longest that two may talk, in seconds. */
  readonly timeLimit: number
  /** Whether the caller can end it by pressing a star. */
  readonly star: boolean
  status: CallStatus
  /** The other leg, if known. */
  other?: SimulatedLeg | undefined
  /** When they were bridged, in milliseconds of the clock. */
  bridgedAt?: number
  /** Parameters that a Queue adds to the action. */
  queueParams?: Params
}

/** Bridges two legs until one leaves, time is up, or the caller presses a star. */
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

/** Requests an action's document although nobody is left to hear it. */
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
