/**
 * The virtual Twilio: signs and posts webhooks, runs the returned documents, dials virtual phones
 * and answers REST calls, on a clock that moves only when advanced.
 */

import { statusCallbacks } from './callbacks.ts'
import { createClock } from './clock.ts'
import type { Run } from './document.ts'
import { SimulatedLeg } from './leg.ts'
import { startLegTask } from './leg-task.ts'
import { createPhones } from './phones.ts'
import { waitingIn } from './queue.ts'
import { createLateAnswers } from './rest/late-answers.ts'
import { createRest } from './rest/rest.ts'
import { createRun } from './run.ts'
import { createSids } from './sids.ts'
import { createSms } from './sms.ts'
import type { State } from './state.ts'
import type {
  Conduct,
  Destination,
  Faults,
  Happening,
  Leg,
  Params,
  Queue,
  TraceEntry,
  VirtualTwilioOptions,
} from './types.ts'
import { LIKELY } from './undocumented.ts'
import { createFetchAudio } from './verbs/play-audio.ts'
import { createAsk } from './webhook.ts'

export type VirtualTwilio = {
  /** Milliseconds of the simulated clock, starting at 0. */
  now(): number
  /** The same moment in milliseconds since 1970. */
  time(): number
  /** Sets the time of day, in milliseconds since 1970; timers remain equally far away. */
  setTime(time: number): void
  /** Runs work after `ms` of this clock; returns how to cancel it. */
  after(ms: number, work: () => Promise<void>): () => void
  /** Lets time pass, running everything due in order. Resolves when all has settled. */
  advance(ms: number): Promise<void>
  /** Resolves when no webhook is pending and every leg waits for a key, a person or the clock. */
  settled(): Promise<void>
  /** Texts the line; returns the messages that the sender receives. */
  text(from: string, body: string, extra?: Params): Promise<string[]>
  /** Calls the line; resolves when the leg first waits, or has ended. */
  call(from: string, extra?: Params): Promise<Leg>
  /** A phone that the line may dial. Its behaviour is set on it, or here. */
  number(e164: string, how?: Partial<Conduct>): Destination
  /** All legs so far, oldest first. */
  legs(): readonly Leg[]
  /** All existing queues. */
  queues(): readonly Queue[]
  /** An HTTP client for the twilio SDK: `twilio(sid, token, { httpClient: virtual.rest })`. */
  readonly rest: ReturnType<typeof createRest>
  readonly faults: Faults
  /** Everything that happened, in order. */
  readonly trace: readonly TraceEntry[]
}

export function virtualTwilio(options: VirtualTwilioOptions): VirtualTwilio {
  const trace: TraceEntry[] = []
  const state = createState(options, trace)
  const { clock, faults } = state
  const run = createRun(state)

  return {
    now: clock.now,
    time: clock.time,
    setTime: clock.setTime,
    after: (ms, work) => clock.after(ms, () => clock.spawn(work)),
    advance: clock.advance,
    settled: clock.settled,
    text: createSms(state),
    call: (from, extra) => call(state, run, from, extra),
    number: state.phone,
    legs: () => state.legs,
    queues: () =>
      [...state.queues.values()].map((queue) => ({
        sid: queue.sid,
        name: queue.name,
        waiting: waitingIn(queue).map(({ leg }) => leg),
      })),
    rest: createRest(state, run),
    faults,
    trace,
  }
}

function createState(options: VirtualTwilioOptions, trace: TraceEntry[]): State {
  const { background = async () => {}, seed, epoch = Date.UTC(2026, 0, 1) } = options
  const lateAnswers = createLateAnswers()
  const clock = createClock({
    epoch,
    background: () => Promise.race([background(), lateAnswers.any()]),
  })
  const sids = createSids(seed)
  const faults: Faults = {
    rest: 'ok',
    delay: () => undefined,
    webhooks: 'once',
    cookies: () => 'kept',
    final: 0,
    callbacks: 'ok',
    recordings: 'ok',
  }
  const record = (happening: Happening) => {
    // the same object, so that a webhook's answer can be added to it later
    trace.push(Object.assign(happening, { at: clock.now() }))
  }
  const legs: SimulatedLeg[] = []
  return {
    options,
    clock,
    sids,
    faults,
    open: { ...LIKELY, ...options.open },
    lateAnswers,
    fetchAudio: createFetchAudio({ options, faults }),
    ask: createAsk({ options, clock, sids, faults, record }),
    record,
    legs,
    queues: new Map(),
    messages: new Map(),
    phone: createPhones({ clock, legs }),
    date: () => new Date(clock.time()).toUTCString().replace('GMT', '+0000'),
  }
}

/** Places a call to the line. */
async function call(state: State, run: Run, from: string, extra: Params = {}): Promise<Leg> {
  const { lineNumber: to, publicUrl, statusCallback } = state.options
  const text = state.options.fallback?.voice
  const fallback = text === undefined ? undefined : ({ type: 'text', text } as const)
  const sid = state.sids.sid('CA')
  const identity = { sid, from, to, direction: 'inbound', fallback, extra } as const
  const leg = new SimulatedLeg(state, identity, 'ringing')
  state.legs.push(leg)
  if (statusCallback) statusCallbacks(state, leg, { url: statusCallback })
  state.record({ kind: 'ring', leg: leg.sid, to })
  const source = { type: 'url', url: `${publicUrl}/voice`, method: 'POST' } as const
  startLegTask({ state, run, leg }, () => run(leg, source, 'voice'))
  await state.clock.settled()
  return leg
}
