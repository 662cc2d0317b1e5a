/** The state of one virtual Twilio: what its legs, its queues and its REST API share. */

import type { Clock } from './clock.ts'
import type { SimulatedLeg } from './leg.ts'
import type { Open } from './open.ts'
import type { LateAnswers } from './rest/late-answers.ts'
import type { Sids } from './sids.ts'
import type { Conduct, Destination, Faults, Happening, VirtualTwilioOptions } from './types.ts'
import type { FetchAudio } from './verbs/play-audio.ts'
import type { Ask } from './webhook.ts'

export type State = {
  readonly options: VirtualTwilioOptions
  readonly clock: Clock
  readonly sids: Sids
  readonly faults: Faults
  readonly open: Open
  readonly lateAnswers: LateAnswers
  readonly ask: Ask
  readonly fetchAudio: FetchAudio
  readonly record: (happening: Happening) => void
  readonly legs: SimulatedLeg[]
  readonly queues: Map<string, CallQueue>
  readonly messages: Map<string, Message>
  /** The phone with this number, told how to behave; one that was never mentioned picks up. */
  readonly phone: (number: string, how?: Partial<Conduct>) => Destination
  /** The date of the simulated clock, as Twilio writes dates (RFC 2822). */
  readonly date: () => string
}

/** A queue, by its name. */
export type CallQueue = {
  readonly sid: string
  readonly name: string
  readonly created: string
  readonly maxSize: number
  members: Member[]
  /** Legs that stand before it, empty as it is, waiting for somebody to come. */
  readonly dialers: Set<SimulatedLeg>
}

/** Somebody in a queue. `taken` means that a leg has dialled it, `ready` that it may be bridged. */
export type Member = {
  readonly leg: SimulatedLeg
  /** Milliseconds of the clock. */
  readonly since: number
  state: 'waiting' | 'taken' | 'ready' | 'bridged' | 'done'
  /** Whether it ever was bridged. */
  met: boolean
  /** The leg that has dialled it. */
  by?: SimulatedLeg
}

/** A message as the REST API shows it. */
export type Message = {
  readonly sid: string
  readonly from: string
  readonly to: string
  body: string
  readonly direction: 'inbound' | 'outbound-reply' | 'outbound-api'
  readonly media: number
  /** Milliseconds of the clock. */
  readonly at: number
  readonly date: string
}
