/** A call asked for by text, as it is kept under the number for an hour. */
import { z } from 'zod'
import { json } from '../store/codec.ts'
import type { RecordDefinition } from '../store/record.ts'

export type KeptCallback = {
  state: 'asked' | 'ringing' | 'over'
  /** When each call was asked for, in milliseconds, the latest last. */
  times: readonly number[]
  /** Of the latest call, once known. */
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
  // before there were versions the shape was the same
  others: { 0: codec },
  ttl: HOUR_MS / 1000,
}
