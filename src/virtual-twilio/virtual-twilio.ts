/**
 * The virtual Twilio: it signs and posts webhooks, runs the documents that come back, dials phones
 * that are not there and answers REST calls, all on a clock that stands still until it is advanced.
 */

import { statusCallbacks } from './callbacks.ts'
import { createClock } from './clock.ts'
import { SimulatedLeg } from './leg.ts'
import { live } from './leg-task.ts'
import { waitingIn } from './queue.ts'
import { createRest } from './rest.ts'
import { createRun } from './run.ts'
import { createSids } from './sids.ts'
import { createSms } from './sms.ts'
import type { Phone, World } from './state.ts'
import type {
  Destination,
  Faults,
  Happening,
  Leg,
  Params,
  Queue,
  TraceEntry,
  VirtualTwilioOptions,
} from './types.ts'
import { createAsk } from './webhook.ts'

/** Seconds after which a phone is picked up, unless it is told otherwise. */
const ANSWER_AFTER_S = 6

export type VirtualTwilio = {
  /** Milliseconds of the simulated clock, from 0. */
  now(): number
  /** Lets time pass; everything that is due happens in order. Resolves when all has settled. */
  advance(ms: number): Promise<void>
  /** Resolves when no webhook is under way and every leg waits for a key, a person or the clock. */
  settled(): Promise<void>
  /** Texts the line; gives the messages that the sender receives. */
  text(from: string, body: string, extra?: Params): Promise<string[]>
  /** Calls the line; resolves when the leg first waits, or has ended. */
  call(from: string, extra?: Params): Promise<Leg>
  /** A phone that the line may dial. How it behaves is set on it, or here. */
  number(
    e164: string,
    how?: Partial<Omit<Destination, 'number' | 'answer' | 'decline'>>,
  ): Destination
  /** All legs there ever were, the oldest first. */
  legs(): readonly Leg[]
  /** All queues there are. */
  queues(): readonly Queue[]
  /** An HTTP client for the twilio SDK: `twilio(sid, token, { httpClient: virtual.rest })`. */
  readonly rest: ReturnType<typeof createRest>
  readonly faults: Faults
  /** What happened, in order. */
  readonly trace: readonly TraceEntry[]
}

export function virtualTwilio(options: VirtualTwilioOptions): VirtualTwilio {
  const { background, seed, epoch = new Date(Date.UTC(2026, 0, 1)) } = options
  const clock = createClock(background)
  const sids = createSids(seed)
  const trace: TraceEntry[] = []
  const phones = new Map<string, Destination>()
  const faults: Faults = {
    rest: 'ok',
    delay: () => undefined,
    webhooks: 'once',
    final: 0,
    callbacks: 'ok',
  }
  const record = (happening: Happening) => {
    // the same object, so that a webhook's answer can be added to it
    trace.push(Object.assign(happening, { at: clock.now() }))
  }
  const world: World = {
    options,
    clock,
    sids,
    faults,
    ask: createAsk(options, clock, sids, faults, record),
    record,
    legs: [],
    lines: new Map(),
    messages: new Map(),
    phone: number,
    date: () => new Date(epoch.getTime() + clock.now()).toUTCString().replace('GMT', '+0000'),
  }
  const run = createRun(world)

  return {
    now: clock.now,
    advance: clock.advance,
    settled: clock.settled,
    text: createSms(world),
    call,
    number,
    legs: () => world.legs,
    queues: () =>
      [...world.lines.values()].map((line) => ({
        sid: line.sid,
        name: line.name,
        waiting: waitingIn(line).map(({ leg }) => leg),
      })),
    rest: createRest(world, run),
    faults,
    trace,
  }

  async function call(from: string, extra: Params = {}): Promise<Leg> {
    const { lineNumber: to, fallback, publicUrl, statusCallback } = options
    const leg = new SimulatedLeg(
      world,
      {
        sid: sids.sid('CA'),
        from,
        to,
        direction: 'inbound',
        fallback: fallback && { type: 'text', text: fallback.voice },
        extra,
      },
      'ringing',
    )
    world.legs.push(leg)
    if (statusCallback) statusCallbacks(world, leg, { url: statusCallback })
    record({ kind: 'ring', leg: leg.sid, to })
    const source = { type: 'url', url: `${publicUrl}/voice`, method: 'POST' } as const
    live(world, run, leg, () => run(leg, source, 'voice'))
    await clock.settled()
    return leg
  }

  function number(e164: string, how: Partial<Phone> = {}): Destination {
    const known = phones.get(e164)
    if (known) return Object.assign(known, how)
    const destination: Destination = {
      number: e164,
      behaviour: 'answer',
      answerAfter: ANSWER_AFTER_S,
      ...how,
      async answer() {
        const leg = ringing()
        leg.picked = 'answer'
        leg.wake()
        await clock.settled()
        return leg
      },
      async decline() {
        const leg = ringing()
        leg.picked = 'decline'
        leg.wake()
        await clock.settled()
      },
    }
    phones.set(e164, destination)
    return destination

    function ringing(): SimulatedLeg {
      const leg = world.legs.find(({ to, status, direction }) => {
        return to === e164 && status === 'ringing' && direction !== 'inbound'
      })
      if (!leg) throw new Error(`nothing rings at ${e164}`)
      return leg
    }
  }
}
