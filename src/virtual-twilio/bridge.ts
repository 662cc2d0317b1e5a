/** Two legs that hear each other, and the request that says how it ended. */
import type { SimulatedLeg, Source } from './leg.ts'
import { voiceParams } from './parameters.ts'
import type { World } from './state.ts'
import { TwimlError } from './twiml.ts'
import type { CallStatus, Params } from './types.ts'

export type Limits = {
  /** Seconds that are waited for an answer. */
  timeout: number
  /** Seconds that two may talk. */
  timeLimit: number
  /** Whether the caller may end it with a star. */
  star: boolean
}

/** How a Dial is getting on. */
export type Dialling = {
  status: CallStatus
  /** The other leg, once there is one. */
  other?: SimulatedLeg | undefined
  /** When they were bridged, in milliseconds. */
  bridgedAt?: number
  /** What a Queue adds to the action's parameters. */
  queue?: Params
}

/** Keeps two legs together until one goes, time is up, or the caller presses a star. */
export async function hold(leg: SimulatedLeg, other: SimulatedLeg, limits: Limits): Promise<void> {
  leg.keys.length = 0
  leg.listening = limits.star ? 'dial' : undefined
  leg.bridge(other)
  const apart = () => leg.bridgedTo !== other || leg.keys.includes('*') || undefined
  try {
    await leg.wait('bridge', apart, limits.timeLimit * 1000)
  } finally {
    leg.listening = undefined
    leg.unbridge()
  }
}

/** Asks for an action's document though nobody is there any more to hear it. */
export function tell(
  world: World,
  leg: SimulatedLeg,
  { url, method, params }: Source & { type: 'url' },
): void {
  const all = { ...voiceParams(world, leg), ...params }
  world.clock.spawn(async () => {
    try {
      await world.ask({ purpose: 'voice', url, method, params: all, cookies: leg.cookies })
    } catch (error) {
      if (!(error instanceof TwimlError)) throw error
    }
  })
}
