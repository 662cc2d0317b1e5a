/**
 * An entry of content/phones.yaml: what is known about the number, and how callers may be connected
 * to it.
 */
import { z } from 'zod'
import { Hours } from './hours.ts'

export const Day = z.iso.date('write the day as 2026-11-23')
export const Year = z.int().min(1990).max(2100)
export const Text = z.string().min(1).trim()

/** A number as people write it: 1-888-373-7888, 800-843-5200, 233733, 911. */
const PhoneNumber = z
  .string('put the number into quotes and write it as 1-888-373-7888 or 233733')
  .regex(/^(\d{3}|\d{5,6}|(1-)?\d{3}-\d{3}-\d{4})$/, 'write the number as 1-888-373-7888 or 233733')

/** When a destination is available, and to whom; absent keys impose no limit. */
const presence = {
  hours: Hours.optional().describe(
    'When it is there, by the clock in TIME_ZONE: { mon-fri: 09:00-17:00 }; absent: always',
  ),
  closed: z
    .array(Day, 'write a list of days: [2026-12-25]')
    .readonly()
    .optional()
    .describe('Days on which it is not there'),
  languages: z
    .array(z.string(), 'write a list of languages: [en, es]')
    .min(1, 'name a language, or leave it out for all of them')
    .readonly()
    .optional()
    .describe('For callers in these languages; absent: all'),
}

/**
 * Keys for a phone menu or an extension, with pauses: w is half a second, W a whole one. Twilio
 * sends at most 32.
 */
const Digits = z
  .string()
  .regex(/^[0-9A-D#*wW]{1,32}$/, 'write up to 32 keys and pauses, such as ww1')
  .describe('Pressed once it has answered; w waits half a second, W a whole one')

/** What follows the answer: the caller's own call, some keys, or both. */
const Then = z.union(
  [
    z.literal('bridge'),
    z.strictObject({
      digits: Digits,
      bridge: z.literal(true).optional().describe('Then the caller goes on to it by themselves'),
    }),
  ],
  'only bridge can come then, or keys such as { digits: ww1 }, or both: { digits: ww1, bridge: true }',
)

const HOW =
  "warm: we ring it, say who calls, then join the two; bridge: the caller's own call goes on"
const THEN = 'What comes after the answer: keys of a menu, or for the hotline a second try, bridged'

/** How callers may be connected; see the head of content/phones.yaml. */
export const Handoff = z.discriminatedUnion(
  'how',
  [
    z.strictObject({
      how: z.literal('warm').describe(HOW),
      accept: z
        .enum(['key', 'any'], 'warm needs accept: key (only a pressed key joins) or any')
        .describe('key: only a pressed key joins, any: whatever answers is joined'),
      // biome-ignore lint/suspicious/noThenProperty: an operator's word; nobody awaits a handoff
      then: Then.optional().describe(THEN),
      ...presence,
    }),
    z.strictObject({
      how: z.literal('bridge').describe(HOW),
      accept: z
        .never('only with how: warm; what answers a bridged call is joined')
        .optional()
        .describe('Only with how: warm'),
      // biome-ignore lint/suspicious/noThenProperty: as above
      then: z
        .strictObject({ digits: Digits }, 'only with how: warm, but for { digits: ww1 }')
        .optional()
        .describe(THEN),
      ...presence,
    }),
  ],
  'write how: warm or bridge, such as { how: warm, accept: key }',
)
export type Handoff = z.infer<typeof Handoff>

/** Whether the caller's own call may be bridged to it. */
export function isBridged({ how, then }: Handoff): boolean {
  return how === 'bridge' || then === 'bridge' || (then !== undefined && 'bridge' in then)
}

/** The keys to press once it has answered. */
export function digitsAt({ then }: Handoff): string | undefined {
  return typeof then === 'object' ? then.digits : undefined
}

export const Phone = z
  .strictObject({
    name: Text.describe('Who answers'),
    number: PhoneNumber.describe('As people write it: 1-888-373-7888, 233733, 911'),
    type: z
      .enum(['emergency', 'survivor_help', 'youth', 'crisis', 'tip', 'government', 'legal'])
      .describe('What it is for; only survivor_help and youth may have a handoff'),
    source: Text.describe('Who says so'),
    sourceYear: Year.describe('When they said so'),
    checkedOn: Day.describe('When we last read it there'),
    confidence: z
      .enum(['confirmed', 'unconfirmed', 'conflict'])
      .describe(
        'confirmed: seen at the source; unconfirmed: second-hand; conflict: sources differ',
      ),
    verifiedByCall: Day.nullable().describe(
      'The day on which a person of yours phoned it and heard the right answer, or null',
    ),
    handoff: Handoff.optional().describe(
      'How callers who ask for a person are connected; absent: it is only read out',
    ),
  })
  .refine(({ handoff, type }) => !handoff || type === 'survivor_help' || type === 'youth', {
    path: ['handoff'],
    message: 'only help lines may be dialled for people; this type is read out',
  })
  .refine(({ handoff, number }) => !handoff || number.length >= 12, {
    path: ['handoff'],
    message: 'only a whole number such as 510-555-0100 can be dialled; this one is read out',
  })
export type Phone = z.infer<typeof Phone>
export const Phones = z.record(
  z.string().regex(/^[a-z_]+$/, 'name it with small letters and _, such as oakland_desk'),
  Phone,
)
