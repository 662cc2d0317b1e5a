/**
 * The call that a person requests by text: their own phone rings for 15 seconds and says nothing
 * but hello. If somebody else or a voicemail picks up, it learns nothing and is hung up on.
 */
import type { Count } from '../counts/counts.ts'
import type { RingOutcome } from '../flow/effect.ts'
import { isUsPhone } from '../phones/country.ts'
import type { Vault } from '../store/vault.ts'
import type { Log } from '../telemetry/events.ts'
import type { Background } from './background.ts'
import { HOUR_MS, type KeptCallback, type KeptCallbacks, keptCallbacks } from './callback-record.ts'
import { createLineLimit } from './line-limit.ts'
import type { Due } from './tasks/due.ts'
import { createEndCall, type EndCall } from './tasks/end-call.ts'
import { isRefused, type Telephony } from './telephony.ts'
import { type Try, withoutStore } from './without-store.ts'

export type CallbackDeps = {
  vault: Vault
  log: Log
  count: Count
  /** Without it nobody is ever called. */
  telephony: Telephony | undefined
  background: Background
  due: Due
  tryWithStore: Try
}

/** Seconds that the phone rings: short, so that voicemail rarely answers. */
const PERSON_RING_S = 15
/** A call that is not ringing by then would come when nobody expects it any more. */
const RING_BY_MS = 20_000
/** By then it has stopped ringing. */
const WITHDRAWN_BY_MS = RING_BY_MS + PERSON_RING_S * 1000
/** For this long after it was requested, a person may still expect a call. */
const EXPECTED_MS = 120_000
/** Calls to all numbers per hour; Twilio places one a second and queues the rest. */
const ALL_PER_HOUR = 120

export type Callbacks = ReturnType<typeof createCallbacks>

export function createCallbacks(deps: CallbackDeps) {
  const { telephony, background, due, tryWithStore } = deps
  const kept = keptCallbacks(deps)
  const endCall = createEndCall(deps)
  const all = createLineLimit(deps, { name: 'rings', most: ALL_PER_HOUR, seconds: HOUR_MS / 1000 })

  /** Records the progress of a call. */
  async function report(
    number: string,
    sid: string | undefined,
    state: 'ringing' | 'over',
  ): Promise<void> {
    if (sid) background.run(due.drop([{ sid }]))
    await kept.update(number, (call) =>
      // a status callback of an earlier call, or one that comes after the end, changes nothing
      call.state === 'over' || (call.sid && call.sid !== sid)
        ? call
        : // a call whose creation was never confirmed gets its SID here
          { ...call, state, ...(sid && { sid }) },
    )
  }

  async function begin(number: string, language: string): Promise<RingOutcome> {
    if (!telephony || !isUsPhone(number)) return 'unavailable'
    if (!all.isOpen()) return 'limited'
    const at = background.now()
    const asked = await tryWithStore(() => kept.ask(number, at), withoutStore.ring)
    if (asked !== 'started') return asked
    all.take()
    background.run(ring({ ...deps, telephony, kept, endCall }, number, language))
    background.later(RING_BY_MS, () => endUnlessRinging({ ...deps, kept, endCall }, number, at))
    return 'started'
  }

  /**
   * `withdrawn`: a call was requested lately, even if it is over already, so that a repeated message
   * gets the same answer.
   */
  async function stop(
    number: string,
    isStopped: (call: KeptCallback) => boolean,
  ): Promise<'withdrawn' | undefined> {
    const ends = (call: KeptCallback) => call.state !== 'over' && isStopped(call)
    const before = await kept.update(number, (call) =>
      ends(call) ? { ...call, state: 'over' } : call,
    )
    if (before?.sid && ends(before)) background.run(endCall(before.sid))
    const isExpected = before && background.now() - requested(before) < EXPECTED_MS
    return isExpected ? 'withdrawn' : undefined
  }

  return {
    /** Calls a number that texted, in the language of its texts, or says why not. */
    async start(number: string, language: string): Promise<RingOutcome> {
      const outcome = await begin(number, language)
      deps.count({ count: 'ring_asked', of: outcome })
      return outcome
    },

    /** Stops a call, whatever its state. Never throws. */
    cancel: (number: string) => stop(number, () => true),

    /** Stops a call only while it cannot have been answered for long. Never throws. */
    withdraw: (number: string) =>
      stop(number, (call) => background.now() - requested(call) < WITHDRAWN_BY_MS),

    /**
     * Whether an answered call is still wanted. It has evidently rung, whether Twilio said so or
     * not.
     */
    async isWanted(number: string, sid: string | undefined): Promise<boolean> {
      const wanted = await tryWithStore(() => kept.isWanted(number), withoutStore.answered)
      if (wanted) background.run(report(number, sid, 'ringing'))
      return wanted
    },

    report,
  }
}

/** When the latest call was requested, in milliseconds. */
function requested({ times }: KeptCallback): number {
  return times.at(-1) ?? 0
}

type RingParts = Pick<CallbackDeps, 'log' | 'count' | 'background' | 'due'> & {
  telephony: Telephony
  kept: KeptCallbacks
  endCall: EndCall
}

/**
 * Places the call. After an ambiguous failure it may exist, so it stays wanted; only a refusal, X
 * or a timeout ends that.
 */
async function ring(parts: RingParts, to: string, language: string): Promise<void> {
  const { telephony, kept, log, background } = parts
  const call = await telephony.ringPerson({ to, language, seconds: PERSON_RING_S })
  if (call.ok) return made(parts, to, call.value)
  log({ event: 'rest_trouble', code: call.code, status: call.status })
  if (isRefused(call)) {
    parts.count({ count: 'ring_ended', of: 'refused' })
    await kept.update(to, (before) => ({ ...before, state: 'over' }))
  }
  if ('late' in call)
    background.run(call.late.then((late) => (late.ok ? made(parts, to, late.value) : undefined)))
}

async function made(parts: RingParts, to: string, sid: string): Promise<void> {
  const { kept, endCall, due, count } = parts
  count({ count: 'calls_made', of: 'person' })
  await due.keep([{ what: 'end_call', sid }], RING_BY_MS)
  const before = await kept.update(to, (found) => ({ ...found, sid }))
  // X came while the call was being placed
  if (before?.state === 'over') await endCall(sid)
  // its first status callback came before there was a task to drop
  if (before?.state !== 'asked') await due.drop([{ sid }])
}

/** `at` is when the call was requested, which distinguishes it from a later one. */
async function endUnlessRinging(
  { kept, endCall, due, count }: Pick<RingParts, 'kept' | 'endCall' | 'due' | 'count'>,
  number: string,
  at: number,
) {
  const isDue = (call: KeptCallback) => call.times.at(-1) === at && call.state === 'asked'
  const before = await kept.update(number, (call) =>
    isDue(call) ? { ...call, state: 'over' } : call,
  )
  if (before && isDue(before)) count({ count: 'ring_ended', of: 'not_ringing' })
  if (!before?.sid || !isDue(before)) return
  await endCall(before.sid)
  await due.drop([{ sid: before.sid }])
}
