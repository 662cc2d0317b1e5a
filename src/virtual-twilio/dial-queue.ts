/**
 * Dial to a queue: whoever waits there first is bridged to the leg that dials.
 * Source: https://www.twilio.com/docs/voice/twiml/queue
 */
import { type Dialling, hold, type Limits } from './bridge.ts'
import { type Document, target } from './document.ts'
import type { SimulatedLeg } from './leg.ts'
import { waitingIn } from './queue.ts'
import { ADDED_S } from './ring.ts'
import type { Member, WaitingLine, World } from './state.ts'
import type { Verb } from './twiml.ts'

/** Waits for somebody to come if the queue is empty; a queue that does not exist is a failure. */
export async function dialQueue(
  world: World,
  leg: SimulatedLeg,
  noun: Verb,
  document: Document,
  limits: Limits,
  dialling: Dialling,
): Promise<void> {
  const line = world.lines.get(noun.text.trim())
  if (!line) {
    const text = 'Dial to a queue that does not exist'
    return world.record({ kind: 'error', code: 13000, text, leg: leg.sid })
  }
  const until = world.clock.now() + (limits.timeout + ADDED_S) * 1000
  const { url, method } = noun.attributes
  const before = url ? target(url, method, document) : undefined
  while (dialling.bridgedAt === undefined) {
    const member = await first(world, leg, line, until - world.clock.now())
    if (!member || member === 'deleted') {
      dialling.status = member ? 'failed' : 'no-answer'
      return
    }
    member.state = 'taken'
    member.by = leg
    member.leg.interrupt({ type: 'dequeued', by: leg, before })
    await connect(world, leg, line, member, limits, dialling)
  }
}

/** The first in line, as soon as there is one. */
async function first(
  { lines }: World,
  leg: SimulatedLeg,
  line: WaitingLine,
  ms: number,
): Promise<Member | 'deleted' | undefined> {
  const come = () => (lines.get(line.name) === line ? waitingIn(line).shift() : 'deleted')
  line.dialers.add(leg)
  try {
    return await leg.wait('ring', come, ms)
  } finally {
    line.dialers.delete(leg)
  }
}

async function connect(
  { clock }: World,
  leg: SimulatedLeg,
  line: WaitingLine,
  member: Member,
  limits: Limits,
  dialling: Dialling,
): Promise<void> {
  const decided = () => member.state === 'ready' || member.state === 'done' || undefined
  try {
    await leg.wait('ring', decided)
    if (member.state !== 'ready') return
    member.state = 'bridged'
    member.met = true
    dialling.other = member.leg
    dialling.status = 'completed'
    dialling.bridgedAt = clock.now()
    dialling.queue = {
      QueueSid: line.sid,
      QueueTime: String(Math.round((clock.now() - member.since) / 1000)),
      DequeingCallSid: leg.sid,
    }
    await hold(leg, member.leg, limits)
  } finally {
    member.state = 'done'
    member.leg.wake()
  }
}
