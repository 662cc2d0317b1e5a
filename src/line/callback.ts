/**
 * The call that a person asked for by text: their own phone is rung for 15 seconds and told nothing
 * but hello. Whoever else picks up, or a voicemail, learns nothing and is hung up on.
 */
import { isUsPhone } from '../phones/country.ts'
import { StoreError } from '../store/store.ts'
import type { Slot, Vault } from '../store/vault.ts'
import type { Log } from '../telemetry/log.ts'
import type { Rest } from '../twilio/rest.ts'
import type { Form } from '../twilio/signature.ts'

export type CallbackDeps = {
  vault: Vault
  log: Log
  publicUrl: string
  /** None: nobody is ever rung. */
  rest: Rest | undefined
  /** Milliseconds. */
  now: () => number
  /** Does something after so many milliseconds, if the process is still there. */
  later: (ms: number, work: () => Promise<void>) => void
  background: (work: Promise<unknown>) => void
}

/** Seconds that the phone rings, so that voicemail rarely answers. */
const RING_S = 15
/** A call that has not begun to ring by then would come when nobody expects it any more. */
const RING_BY_MS = 20_000
/** Calls to one number in an hour. */
const PER_HOUR = 2
/** Calls to all numbers in an hour, from one process; Twilio makes one a second and queues the rest. */
const ALL_PER_HOUR = 120
const HOUR_MS = 3_600_000
/** A call of which nothing more was heard is over for sure after this. */
const FORGOTTEN_MS = 5 * 60_000

/** The shape of what is kept; another one is another version. */
const VERSION = '1 '

/** What is kept under a number for an hour. */
type Kept = {
  state: 'asked' | 'ringing' | 'over'
  /** When each call was asked for, in milliseconds, the latest last. */
  times: readonly number[]
  sid?: string
}

export type Callbacks = ReturnType<typeof createCallbacks>

export function createCallbacks({
  vault,
  log,
  publicUrl,
  rest,
  now,
  later,
  background,
}: CallbackDeps) {
  let recent: number[] = []

  return {
    /** Rings a number that texted, in the language of its texts. A refusal comes with its reason. */
    async start(number: string, language: string): Promise<'started' | 'limited' | 'unavailable'> {
      if (!rest || !(await isUsPhone(number))) return 'unavailable'
      const at = now()
      recent = recent.filter((time) => at - time < HOUR_MS)
      if (recent.length >= ALL_PER_HOUR) return 'limited'
      const slot = await vault.read(name(number))
      const kept = decode(slot)
      const times = (kept?.times ?? []).filter((time) => at - time < HOUR_MS)
      if (times.length >= PER_HOUR || isLive(kept, at)) return 'limited'
      const taken = await write(slot, { state: 'asked', times: [...times, at] })
      if (taken) return 'limited'
      recent.push(at)
      background(ring(number, language, rest))
      return 'started'
    },

    /** Stops a call that is on its way, whatever has become of it. Never throws. */
    async cancel(number: string): Promise<void> {
      await update(number, (kept) => {
        if (kept.sid && kept.state !== 'over' && rest) background(rest.endCall(kept.sid))
        return { ...kept, state: 'over' }
      })
    },

    /** Whether the call that was answered is still wanted. */
    async wanted(form: Form): Promise<boolean> {
      const kept = decode(await vault.read(name(form.get('To') ?? '')))
      return kept !== undefined && kept.state !== 'over'
    },

    /** How the call is getting on. */
    async status(form: Form): Promise<void> {
      const status = form.get('CallStatus') ?? ''
      const state = status === 'ringing' || status === 'in-progress' ? 'ringing' : 'over'
      if (status === 'queued' || status === 'initiated') return
      const sid = form.get('CallSid')
      await update(form.get('To') ?? '', (kept) =>
        // a callback of an earlier call, or one that comes after the end, changes nothing
        kept.state === 'over' || (kept.sid && kept.sid !== sid) ? kept : { ...kept, state },
      )
    },
  }

  async function ring(number: string, language: string, rest: Rest): Promise<void> {
    const query = `language=${language}`
    const call = await rest.ring({
      to: number,
      url: `${publicUrl}/callback/answered?${query}`,
      statusCallback: `${publicUrl}/callback/status`,
      events: ['ringing', 'completed'],
      timeout: RING_S,
    })
    if (!call.ok) {
      log({ event: 'rest_trouble', code: call.code, status: call.status })
      await update(number, (kept) => ({ ...kept, state: 'over' }))
      return
    }
    const { value: sid } = call
    const kept = await update(number, (kept) => ({ ...kept, sid }))
    // X came while the call was being made
    if (kept?.state === 'over') await rest.endCall(sid)
    later(RING_BY_MS, async () => {
      const then = decode(await vault.read(name(number)))
      if (then?.sid !== sid || then.state !== 'asked') return
      await rest.endCall(sid)
      await update(number, (kept) => ({ ...kept, state: 'over' }))
    })
  }

  /** Changes what is kept, if anything is; the store's failure is nobody's here. */
  async function update(number: string, change: (kept: Kept) => Kept): Promise<Kept | undefined> {
    try {
      let slot = await vault.read(name(number))
      for (let tries = 0; tries < 5; tries++) {
        const kept = decode(slot)
        if (!kept) return undefined
        const next = change(kept)
        if (next === kept) return kept
        const lost = await write(slot, next)
        if (!lost) return next
        slot = lost
      }
    } catch (error) {
      if (!(error instanceof StoreError)) throw error
      log({ event: 'store_trouble', code: error.code })
    }
    return undefined
  }

  function write(slot: Slot, kept: Kept): Promise<Slot | undefined> {
    return vault.write(slot, VERSION + JSON.stringify(kept), HOUR_MS / 1000)
  }
}

function name(number: string): string {
  return `callback ${number}`
}

/** What another release wrote in another shape counts as nothing. */
function decode({ text }: Slot): Kept | undefined {
  return text?.startsWith(VERSION) ? (JSON.parse(text.slice(VERSION.length)) as Kept) : undefined
}

function isLive(kept: Kept | undefined, at: number): boolean {
  const latest = kept?.times.at(-1) ?? 0
  return kept !== undefined && kept.state !== 'over' && at - latest < FORGOTTEN_MS
}
