/**
 * Dial to a queue: bridges the dialling leg to the first in the queue.
 * Source: https://www.twilio.com/docs/voice/twiml/queue
 */

import { type Execution, target } from '../document.ts'
import { waitingIn } from '../queue.ts'
import { ADDED_S } from '../ring.ts'
import type { CallQueue, Member } from '../state.ts'
import type { Verb } from '../twiml.ts'
import { type Dialling, hold } from './bridge.ts'

/** Waits for somebody if the queue is empty; a queue that does not exist is an error. */
export async function dialQueue(
  execution: Execution,
  noun: Verb,
  dialling: Dialling,
): Promise<void> {
  const { state, leg, document } = execution
  const queue = state.queues.get(noun.text.trim())
  if (!queue) {
    const text = 'Dial to a queue that does not exist'
    return state.record({ kind: 'error', code: 13000, text, leg: leg.sid })
  }
  const { open } = state
  if (open.emptyQueue === 'ends' && waitingIn(queue).length === 0) {
    dialling.status = 'no-answer'
    return
  }
  const added = open.queueTimeout === 'longer' ? ADDED_S : 0
  const until = state.clock.now() + (dialling.timeout + added) * 1000
  const { url, method } = noun.attributes
  const before = url ? target(url, method, document) : undefined
  while (dialling.bridgedAt === undefined) {
    const member = await first(execution, queue, until - state.clock.now())
    if (!member || member === 'deleted') {
      dialling.status = member ? 'failed' : 'no-answer'
      return
    }
    member.state = 'taken'
    member.by = leg
    member.leg.interrupt({ type: 'dequeued', by: leg, before })
    await connect(execution, queue, member, dialling)
  }
}

/** The first in the queue, as soon as there is one. */
async function first(
  { state, leg }: Execution,
  queue: CallQueue,
  ms: number,
): Promise<Member | 'deleted' | undefined> {
  const come = () => (state.queues.get(queue.name) === queue ? waitingIn(queue).shift() : 'deleted')
  queue.dialers.add(leg)
  try {
    return await leg.wait('ring', come, ms)
  } finally {
    queue.dialers.delete(leg)
  }
}

async function connect(
  { state: { clock }, leg }: Execution,
  queue: CallQueue,
  member: Member,
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
    dialling.queueParams = {
      QueueSid: queue.sid,
      QueueTime: String(Math.round((clock.now() - member.since) / 1000)),
      DequeingCallSid: leg.sid,
    }
    await hold(leg, member.leg, dialling)
  } finally {
    member.state = 'done'
    member.leg.wake()
  }
}
