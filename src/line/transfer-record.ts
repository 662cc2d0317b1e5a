/** A transfer as it is kept: the machine's state and how the caller is told of. Nothing in it tells who calls. */
import { z } from 'zod'
import { json } from '../store/codec.ts'
import type { RecordDefinition } from '../store/record.ts'
import type { Transfer } from '../transfer/machine.ts'

/** `interpreter`: speaks none of our languages. `quiet`: can not speak. */
export type Caller = { language: string; quiet: boolean; interpreter?: boolean | undefined }

export type KeptTransfer = { transfer: Transfer; caller: Caller }

/** Seconds: 4 hours, the longest that Twilio lets a call last, and a little for its last request. */
export const CALL_TTL_S = 4 * 3600 + 300

const Rung = z.strictObject({
  destination: z.string(),
  number: z.string(),
  how: z.enum(['warm', 'bridge']),
  accept: z.enum(['any', 'key']),
})

const KeptTransfer: z.ZodType<KeptTransfer> = z.strictObject({
  transfer: z.strictObject({
    phase: z.enum(['waiting', 'joining', 'leaving', 'over']),
    after: z.enum(['bridge', 'menu']),
    rungs: z.array(Rung).readonly(),
    rung: z.int(),
    leg: z.enum(['none', 'asked', 'live', 'gone']),
    sid: z.string().exactOptional(),
    began: z.number(),
    since: z.number(),
    left: z
      .strictObject({ result: z.enum(['bridged', 'leave', 'hangup', 'error']), at: z.number() })
      .exactOptional(),
  }),
  caller: z.strictObject({
    language: z.string(),
    quiet: z.boolean(),
    interpreter: z.boolean().optional(),
  }),
})

const codec = json(KeptTransfer)

export const transferRecord: RecordDefinition<KeptTransfer> = {
  name: 'transfer',
  version: 2,
  codec,
  // what came before had less, and the same names
  others: { 0: codec, 1: codec },
  ttl: CALL_TTL_S,
}
