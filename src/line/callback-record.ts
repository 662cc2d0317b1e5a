/** Calls requested by text, each stored under its phone number for an hour. */
import { z } from 'zod'
import type { RingOutcome } from '../flow/effect.ts'
import { json } from '../store/codec.ts'
import { type RecordDefinition, records } from '../store/record.ts'
import type { Vault } from '../store/vault.ts'
import { type Try, withoutStore } from './without-store.ts'

export type KeptCallback = {
  state: 'asked' | 'ringing' | 'over'
  /** When each call was requested, in milliseconds, latest last. */
  times: readonly number[]
  /** The call SID of the latest call, once known. */
  sid?: string
}

export const HOUR_MS = 3_600_000
/** Calls to one number per hour. */
const PER_HOUR = 2
/** A call that has been silent for this long is certainly over. */
const FORGOTTEN_MS = 5 * 60_000

const KeptCallback: z.ZodType<KeptCallback> = z.strictObject({
  state: z.enum(['asked', 'ringing', 'over']),
  times: z.array(z.number()).readonly(),
  sid: z.string().exactOptional(),
})

const codec = json(KeptCallback)

const callbackRecord: RecordDefinition<KeptCallback> = {
  name: 'callback',
  version: 1,
  codec,
  // the shape was the same before records had versions
  others: { 0: codec },
  ttl: HOUR_MS / 1000,
}

export type KeptCallbacks = ReturnType<typeof keptCallbacks>

/** The stored calls, one record per phone number. */
export function keptCallbacks({ vault, tryWithStore }: { vault: Vault; tryWithStore: Try }) {
  const kept = records(vault, callbackRecord)
  return {
    /** Claims one of the calls that a number may have per hour. */
    async ask(number: string, at: number): Promise<RingOutcome> {
      const { result, kept: how } = await kept.update<RingOutcome>(number, (call) => {
        const times = timesUntil(call, at)
        if (times.length >= PER_HOUR || isLive(call, at)) return { result: 'limited' }
        return { result: 'started', keep: { state: 'asked', times: [...times, at] } }
      })
      return how === 'contended' ? 'limited' : result
    },

    /**
     * Changes the stored call, if there is one, and returns what it was before. A failing store
     * counts as no call.
     */
    update: (number: string, change: (call: KeptCallback) => KeptCallback) =>
      tryWithStore<KeptCallback | undefined>(async () => {
        const { result } = await kept.update(number, (before) => {
          const after = before && change(before)
          return { result: before, ...(after !== before && { keep: after }) }
        })
        return result
      }, withoutStore.stopRinging),

    async isWanted(number: string): Promise<boolean> {
      const call = await kept.read(number)
      return call !== undefined && call.state !== 'over'
    },
  }
}

/**
 * When calls were requested in the last hour. Times in the future come from a clock that has been
 * set back.
 */
function timesUntil(call: KeptCallback | undefined, at: number): readonly number[] {
  return (call?.times ?? []).filter((time) => time <= at && at - time < HOUR_MS)
}

function isLive(call: KeptCallback | undefined, at: number): boolean {
  const latest = timesUntil(call, at).at(-1)
  return call?.state !== 'over' && latest !== undefined && at - latest < FORGOTTEN_MS
}
