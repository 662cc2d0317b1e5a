/**
 * Enqueue: a leg waits, hearing the line's wait documents, until it is dequeued or leaves.
 * Source: https://www.twilio.com/docs/voice/twiml/enqueue
 */

import { actionOf, type Execution, fallbackOf, target } from '../document.ts'
import { Interrupted, type Interruption, never, type Source } from '../leg.ts'
import { join, leave, queueOf, waitingIn } from '../queue.ts'
import type { CallQueue, Member } from '../state.ts'
import { number, TwimlError, type Verb } from '../twiml.ts'
import type { Params } from '../types.ts'
import { tell } from './bridge.ts'

/** Milliseconds before a wait document that took no time is requested again. */
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

/** Returns the source of the next document, or undefined to go on with the next verb. */
export async function enqueue(execution: Execution, verb: Verb): Promise<Source | undefined> {
  const { state, leg, document } = execution
  const queue = queueOf(state, verb.text.trim(), number(verb, 'maxQueueSize', 1000))
  const since = state.clock.now()
  const record = (result: QueueResult) =>
    state.record({ kind: 'dequeue', leg: leg.sid, queue: queue.name, result })
  if (waitingIn(queue).length >= queue.maxSize) {
    record('queue-full')
    return actionOf(verb, document, { QueueResult: 'queue-full' })
  }
  const member = join(state, queue, leg)
  try {
    await waiting(execution, verb, { queue, member })
    return undefined
  } catch (error) {
    leave(state, leg)
    const params = paramsOf(queue, Math.round((state.clock.now() - since) / 1000))
    const action = (QueueResult: QueueResult) =>
      actionOf(verb, document, { QueueResult, ...params })
    try {
      const result = await howItEnded(execution, member, error, params)
      record(result)
      return follows(execution, result) === 'action' ? action(result) : undefined
    } catch (gone) {
      const failed = gone instanceof TwimlError && fallbackOf(leg, gone, verb.attributes.waitUrl)
      if (failed) {
        record('error')
        return failed
      }
      if (!(gone instanceof Interrupted)) throw gone
      // nobody hears the answer, but the line learns how it ended
      const result = resultOf(execution, gone.interruption, member.met)
      record(result)
      const source = action(result)
      if (source && (member.met || state.open.hangup === 'told')) tell(state, leg, source)
      throw gone
    } finally {
      release(member)
    }
  }
}

/** What follows for a leg that has not hung up. */
function follows({ state: { open } }: Execution, result: QueueResult): 'action' | 'next verb' {
  if (result === 'leave') return open.leave
  return result === 'bridged' ? open.parted : 'action'
}

/**
 * How the wait ended for a leg that has not hung up. Throws if it has, or if an unusable document
 * is not to count as the end of the wait.
 */
async function howItEnded(
  execution: Execution,
  member: Member,
  error: unknown,
  params: Params,
): Promise<QueueResult> {
  const { open } = execution.state
  if (error instanceof TwimlError && open.waitFails === 'action') return 'error'
  if (error instanceof TwimlError && open.waitFails === 'hang-up') {
    execution.leg.end()
    throw new Interrupted({ type: 'hangup' })
  }
  if (!(error instanceof Interrupted)) throw error
  const { interruption } = error
  if (interruption.type === 'leave') return 'leave'
  if (interruption.type !== 'dequeued') throw error
  await bridged(execution, member, interruption, params)
  return member.met ? 'bridged' : 'error'
}

function resultOf(
  { state: { open } }: Execution,
  { type }: Interruption,
  bridged: boolean,
): QueueResult {
  if (type === 'redirect') return bridged ? 'redirected-from-bridged' : 'redirected'
  return bridged ? open.bridgedHangup : 'hangup'
}

/** Requests the wait document repeatedly. Ends only by an interruption or an error. */
async function waiting(
  { state: { clock }, run, leg, document }: Execution,
  verb: Verb,
  { queue, member }: { queue: CallQueue; member: Member },
): Promise<void> {
  const { waitUrl, waitUrlMethod } = verb.attributes
  // without a waitUrl, Twilio plays its own music
  while (!waitUrl) await leg.wait('queue', never)
  for (;;) {
    const started = clock.now()
    const all = waitingIn(queue)
    const seconds = all.map(({ since }) => (started - since) / 1000)
    const params = {
      ...paramsOf(queue, Math.round((started - member.since) / 1000)),
      QueuePosition: String(all.indexOf(member) + 1),
      AvgQueueTime: String(Math.round(seconds.reduce((sum, each) => sum + each, 0) / all.length)),
      CurrentQueueSize: String(all.length),
      MaxQueueSize: String(queue.maxSize),
    }
    await run(leg, target(waitUrl, waitUrlMethod, document, params), 'wait')
    if (clock.now() === started) await leg.wait('queue', never, EMPTY_DOCUMENT_MS)
  }
}

/** Plays the dialling side's document, then stays bridged until one of them leaves. */
async function bridged(
  { run, leg }: Execution,
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

/** Releases the leg that dialled it from waiting. */
function release(member: Member): void {
  member.state = 'done'
  member.by?.wake()
}

function paramsOf({ sid }: CallQueue, seconds: number): Params {
  return { QueueSid: sid, QueueTime: String(seconds) }
}

/** An unusable document does not prevent bridging. */
function unlessUseless(error: unknown): void {
  if (!(error instanceof TwimlError)) throw error
}
