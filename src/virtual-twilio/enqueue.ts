/**
 * Enqueue: a leg waits, with documents of the line's to hear, until somebody takes it or it leaves.
 * Source: https://www.twilio.com/docs/voice/twiml/enqueue
 */
import { tell } from './bridge.ts'
import { actionOf, type Document, type Run, target } from './document.ts'
import { Interrupted, type Interruption, never, type SimulatedLeg, type Source } from './leg.ts'
import { join, leave, lineOf, waitingIn } from './queue.ts'
import type { Member, WaitingLine, World } from './state.ts'
import { number, TwimlError, type Verb } from './twiml.ts'
import type { Params } from './types.ts'

/** Milliseconds before a wait document that took no time is asked for again. */
const EMPTY_DOCUMENT_MS = 1_000

/** Source: https://www.twilio.com/docs/voice/twiml/enqueue#queueresult-values */
type QueueResult =
  | 'bridged'
  | 'error'
  | 'hangup'
  | 'leave'
  | 'redirected'
  | 'redirected-from-bridged'
  | 'queue-full'

/** Gives the source of the document that follows, or undefined for the next verb. */
export async function enqueue(
  world: World,
  run: Run,
  leg: SimulatedLeg,
  verb: Verb,
  document: Document,
): Promise<Source | undefined> {
  const line = lineOf(world, verb.text.trim(), number(verb, 'maxQueueSize', 1000))
  const since = world.clock.now()
  if (waitingIn(line).length >= line.maxSize) {
    record('queue-full')
    return actionOf(verb, document, { QueueResult: 'queue-full' })
  }
  const member = join(world, line, leg)
  try {
    await waiting(world, run, leg, verb, document, line, member)
    return undefined
  } catch (error) {
    leave(world, leg)
    const seconds = Math.round((world.clock.now() - since) / 1000)
    const action = (QueueResult: QueueResult) =>
      actionOf(verb, document, { QueueResult, ...paramsOf(line, seconds) })
    try {
      const result = await howItEnded(run, leg, member, error, paramsOf(line, seconds))
      record(result)
      return action(result)
    } catch (gone) {
      if (!(gone instanceof Interrupted)) throw gone
      // nobody waits for the answer, but the line learns how it ended
      const result = resultOf(gone.interruption, member.met)
      record(result)
      const source = action(result)
      if (source) tell(world, leg, source)
      throw gone
    } finally {
      release(member)
    }
  }

  function record(result: QueueResult): void {
    world.record({ kind: 'dequeue', leg: leg.sid, queue: line.name, result })
  }
}

/** What ended the wait of a leg that is still there; a leg that is not throws. */
async function howItEnded(
  run: Run,
  leg: SimulatedLeg,
  member: Member,
  error: unknown,
  params: Params,
): Promise<QueueResult> {
  if (error instanceof TwimlError) return 'error'
  if (!(error instanceof Interrupted)) throw error
  const { interruption } = error
  if (interruption.type === 'leave') return 'leave'
  if (interruption.type !== 'dequeued') throw error
  await bridged(run, leg, member, interruption, params)
  return member.met ? 'bridged' : 'error'
}

function resultOf({ type }: Interruption, bridged: boolean): QueueResult {
  if (type === 'redirect') return bridged ? 'redirected-from-bridged' : 'redirected'
  return bridged ? 'bridged' : 'hangup'
}

/** Asks for the wait document again and again. Ends only with an interruption or an error. */
async function waiting(
  world: World,
  run: Run,
  leg: SimulatedLeg,
  verb: Verb,
  document: Document,
  line: WaitingLine,
  member: Member,
): Promise<void> {
  const { waitUrl, waitUrlMethod } = verb.attributes
  // without one, Twilio plays its own music
  while (!waitUrl) await leg.wait('queue', never)
  for (;;) {
    const started = world.clock.now()
    const all = waitingIn(line)
    const seconds = all.map(({ since }) => (started - since) / 1000)
    const params = {
      ...paramsOf(line, Math.round((started - member.since) / 1000)),
      QueuePosition: String(all.indexOf(member) + 1),
      AvgQueueTime: String(Math.round(seconds.reduce((sum, each) => sum + each, 0) / all.length)),
      CurrentQueueSize: String(all.length),
      MaxQueueSize: String(line.maxSize),
    }
    await run(leg, target(waitUrl, waitUrlMethod, document, params), 'wait')
    if (world.clock.now() === started) await leg.wait('queue', never, EMPTY_DOCUMENT_MS)
  }
}

/** Hears what the dialling side has for it, then talks until one of them goes. */
async function bridged(
  run: Run,
  leg: SimulatedLeg,
  member: Member,
  { by, before }: Interruption & { type: 'dequeued' },
  params: Params,
): Promise<void> {
  if (before) {
    const more = { ...params, DequeingCallSid: by.sid }
    await run(leg, { ...before, params: more }, 'before-bridge').catch(unlessUseless)
  }
  if (member.state === 'taken') member.state = 'ready'
  by.wake()
  await leg.wait('bridge', () => member.state === 'done' || undefined)
}

/** Whoever has dialled it need not wait for it any more. */
function release(member: Member): void {
  member.state = 'done'
  member.by?.wake()
}

function paramsOf({ sid }: WaitingLine, seconds: number): Params {
  return { QueueSid: sid, QueueTime: String(seconds) }
}

/** A document that is of no use keeps nobody apart. */
function unlessUseless(error: unknown): void {
  if (!(error instanceof TwimlError)) throw error
}
