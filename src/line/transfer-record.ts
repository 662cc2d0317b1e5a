/**
 * The stored form of a transfer: the machine's state, and how the caller is introduced. Nothing in
 * it says who is calling.
 */
import { z } from 'zod'
import { json } from '../store/codec.ts'
import type { RecordDefinition } from '../store/record.ts'
import type { Leg, Transfer } from '../transfer/state.ts'

/** `language` is empty if they have chosen none. `interpreter`: speaks none of our languages. `quiet`: cannot speak. */
export type Caller = { language: string; quiet: boolean; interpreter?: boolean | undefined }

export type KeptTransfer = { transfer: Transfer; caller: Caller }

/**
 * In seconds: 4 hours, the longest call that Twilio allows, and some slack for its last request.
 */
export const CALL_TTL_S = 4 * 3600 + 300

const Rung = z.strictObject({
  destination: z.string(),
  number: z.string(),
  how: z.enum(['warm', 'bridge']),
  accept: z.enum(['any', 'key']),
  digits: z.string().exactOptional(),
})

const Caller: z.ZodType<Caller> = z.strictObject({
  language: z.string(),
  quiet: z.boolean(),
  interpreter: z.boolean().optional(),
})

const way = {
  phase: z.enum(['waiting', 'joining', 'leaving', 'over']),
  after: z.enum(['bridge', 'menu']),
  rungs: z.array(Rung).readonly(),
  rung: z.int(),
}

const TransferShape: z.ZodType<Transfer> = z.strictObject({
  ...way,
  legs: z
    .array(
      z.strictObject({
        is: z.enum(['asked', 'live', 'dropped', 'gone']),
        sid: z.string().exactOptional(),
        since: z.number(),
      }),
    )
    .readonly(),
  joiner: z.int().exactOptional(),
  joined: z.number().exactOptional(),
  began: z.number(),
  seen: z.number(),
  left: z
    .strictObject({ result: z.enum(['bridged', 'leave', 'hangup', 'error']), at: z.number() })
    .exactOptional(),
})

/** The previous release's form, which knew only one leg. */
const OneLeg = z.strictObject({
  ...way,
  leg: z.enum(['none', 'asked', 'live', 'gone']),
  sid: z.string().exactOptional(),
  began: z.number(),
  since: z.number(),
})

const codec = json(z.strictObject({ transfer: TransferShape, caller: Caller }))
const oneLeg = json(
  z.strictObject({
    transfer: OneLeg.transform(withLegs),
    caller: Caller,
  }) as z.ZodType<KeptTransfer>,
)

function withLegs({ leg, sid, since, ...way }: z.infer<typeof OneLeg>): Transfer {
  const tried = way.rungs.slice(0, way.rung + 1).filter(({ how }) => how === 'warm')
  const legs = tried.map((_, rung): Leg => {
    const current = rung === way.rung && leg !== 'none'
    return current ? { is: leg, since, ...(sid && { sid }) } : { is: 'gone', since }
  })
  const joiner = way.phase === 'joining' ? { joiner: way.rung, joined: since } : {}
  // unknown: until the next request nobody is presumed gone
  return { ...way, legs, seen: Number.MAX_SAFE_INTEGER, ...joiner }
}

export const transferRecord: RecordDefinition<KeptTransfer> = {
  name: 'transfer',
  version: 2,
  codec,
  // before records had versions the shape was that of version 1
  others: { 0: oneLeg, 1: oneLeg },
  ttl: CALL_TTL_S,
}
