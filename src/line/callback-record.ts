/** A call requested by text, as stored under the phone number for an hour. */
import { z } from 'zod'
import { json } from '../store/codec.ts'
import type { RecordDefinition } from '../store/record.ts'

export type KeptCallback = {
  state: 'asked' | 'ringing' | 'over'
  /** When each call was requested, in milliseconds, latest last. */
  times: readonly number[]
  /** The call SID of the latest call, once known. */
  sid?: string
}

export const HOUR_MS = 3_600_000

const KeptCallback: z.ZodType<KeptCallback> = z.strictObject({
  state: z.enum(['asked', 'ringing', 'over']),
  times: z.array(z.number()).readonly(),
  sid: z.string().exactOptional(),
})

const codec = json(KeptCallback)

export const callbackRecord: RecordDefinition<KeptCallback> = {
  name: 'callback',
  version: 1,
  codec,
  // the shape was the same before records had versions
  others: { 0: codec },
  ttl: HOUR_MS / 1000,
}
