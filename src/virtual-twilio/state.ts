/** The state of one virtual Twilio, shared by its legs, queues and REST API. */

import type { Clock } from './clock.ts'
import type { SimulatedLeg } from './leg.ts'
import type { LateAnswers } from './rest/late-answers.ts'
import type { Sids } from './sids.ts'
import type { Conduct, Destination, Faults, Happening, VirtualTwilioOptions } from './types.ts'
import type { Undocumented } from './undocumented.ts'
import type { FetchAudio } from './verbs/play-audio.ts'
import type { Ask } from './webhook.ts'

export type State = {
  readonly options: VirtualTwilioOptions
  readonly clock: Clock
  readonly sids: Sids
  readonly faults: Faults
  readonly open: Undocumented
  readonly lateAnswers: LateAnswers
  readonly ask: Ask
  readonly fetchAudio: FetchAudio
  readonly record: (happening: Happening) => void
  readonly legs: SimulatedLeg[]
  readonly queues: Map<string, CallQueue>
  readonly messages: Map<string, Message>
  /** Returns the phone with this number and sets its behaviour; by default it picks up. */
  readonly phone: (number: string, how?: Partial<Conduct>) => Destination
  /** The date by the simulated clock, in Twilio's format (RFC 2822). */
  readonly date: () => string
}

/** A queue, identified by its name. */
export type CallQueue = {
  readonly sid: string
  readonly name: string
  readonly created: string
  readonly maxSize: number
  members: Member[]
  /** Legs that are dialling it while it is empty. */
  readonly dialers: Set<SimulatedLeg>
}

/** A member of a queue. `taken`: a leg has dialled it. `ready`: it may be bridged. */
export type Member = {
  readonly leg: SimulatedLeg
  /** Milliseconds of the clock. */
  readonly since: number
  state: 'waiting' | 'taken' | 'ready' | 'bridged' | 'done'
  /** Whether it has ever been bridged. */
  met: boolean
  /** The leg that dialled it. */
  by?: SimulatedLeg
}

/** A message, as the REST API shows it. */
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
