/**
 * Queues: created when somebody is enqueued, and kept until deleted.
 * Source: https://www.twilio.com/docs/voice/api/queue-resource
 */
import type { SimulatedLeg } from './leg.ts'
import type { CallQueue, Member, State } from './state.ts'

/** Source: https://www.twilio.com/docs/voice/twiml/enqueue */
const MAX_SIZE = 1000

/** The queue with this name, created if needed. */
export function queueOf(state: State, name: string, maxSize = MAX_SIZE): CallQueue {
  const known = state.queues.get(name)
  if (known) return known
  const queue: CallQueue = {
    sid: state.sids.sid('QU'),
    name,
    created: state.date(),
    maxSize,
    members: [],
    dialers: new Set(),
  }
  state.queues.set(name, queue)
  return queue
}

/** The members still waiting; legs that have ended are dropped. */
export function waitingIn(queue: CallQueue): Member[] {
  queue.members = queue.members.filter(({ leg }) => !leg.over)
  return queue.members
}

export function join(state: State, queue: CallQueue, leg: SimulatedLeg): Member {
  const member: Member = { leg, since: state.clock.now(), state: 'waiting', met: false }
  queue.members.push(member)
  leg.queue = queue.name
  state.record({ kind: 'enqueue', leg: leg.sid, queue: queue.name })
  for (const dialer of queue.dialers) dialer.wake()
  return member
}

/** Removes a leg from its queue at once. */
export function leave(state: State, leg: SimulatedLeg): void {
  const queue = leg.queue === undefined ? undefined : state.queues.get(leg.queue)
  if (queue) queue.members = queue.members.filter((member) => member.leg !== leg)
  leg.queue = undefined
}
