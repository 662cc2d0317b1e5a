/**
 * Queues: made when somebody is put into one, and there until they are deleted.
 * Source: https://www.twilio.com/docs/voice/api/queue-resource
 */
import type { SimulatedLeg } from './leg.ts'
import type { Member, WaitingLine, World } from './state.ts'

/** Source: https://www.twilio.com/docs/voice/twiml/enqueue */
const MAX_SIZE = 1000

/** The queue of this name, which is made if need be. */
export function lineOf(world: World, name: string, maxSize = MAX_SIZE): WaitingLine {
  const known = world.lines.get(name)
  if (known) return known
  const line: WaitingLine = {
    sid: world.sids.sid('QU'),
    name,
    created: world.date(),
    maxSize,
    members: [],
    dialers: new Set(),
  }
  world.lines.set(name, line)
  return line
}

/** Whoever still waits; those who are over do not. */
export function waitingIn(line: WaitingLine): Member[] {
  line.members = line.members.filter(({ leg }) => !leg.over)
  return line.members
}

export function join(world: World, line: WaitingLine, leg: SimulatedLeg): Member {
  const member: Member = { leg, since: world.clock.now(), state: 'waiting', met: false }
  line.members.push(member)
  leg.queue = line.name
  world.record({ kind: 'enqueue', leg: leg.sid, queue: line.name })
  for (const dialer of line.dialers) dialer.wake()
  return member
}

/** Out of the queue, at once, for whatever reason. */
export function leave(world: World, leg: SimulatedLeg): void {
  const line = leg.queue === undefined ? undefined : world.lines.get(leg.queue)
  if (line) line.members = line.members.filter((member) => member.leg !== leg)
  leg.queue = undefined
}
