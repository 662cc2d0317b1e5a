/**
 * Dial to numbers: all ring at once and the first to pick up is bridged.
 * Source: https://www.twilio.com/docs/voice/twiml/number
 */
import { type Dialling, hold, type Limits } from './bridge.ts'
import { statusCallbacks } from './callbacks.ts'
import { type Document, type Run, target } from './document.ts'
import { never, SimulatedLeg } from './leg.ts'
import { live } from './leg-task.ts'
import { ring } from './ring.ts'
import type { World } from './state.ts'
import type { Verb } from './twiml.ts'

/** Dials the Number nouns of a Dial, or its text. */
export async function dialNumbers(
  world: World,
  run: Run,
  leg: SimulatedLeg,
  verb: Verb,
  document: Document,
  limits: Limits,
  dialling: Dialling,
): Promise<void> {
  const { callerId = leg.from } = verb.attributes
  const nouns = verb.children.filter((child) => child.name === 'Number')
  const numbers = nouns.length > 0 ? nouns : [{ ...verb, attributes: {} }]
  if (!mayShow(world, leg, callerId)) {
    const text = 'Dial may not show this callerId'
    return world.record({ kind: 'error', code: 13214, text, leg: leg.sid })
  }
  const callees = numbers.flatMap((noun) =>
    callee(world, run, leg, noun, callerId, document, limits),
  )
  if (callees.length === 0) return
  try {
    const first = await leg.wait('ring', () => outcome(callees))
    if (!first) return
    dialling.other = first
    dialling.status = first.status
    if (first.over) {
      if (first.answered !== undefined) dialling.status = 'completed'
      return
    }
    for (const each of callees)
      if (each !== first) each.end(each.answered === undefined ? 'canceled' : 'completed')
    dialling.bridgedAt = world.clock.now()
    dialling.status = 'completed'
    leg.answer()
    await hold(leg, first, limits)
  } catch (error) {
    // the caller has gone, or has been sent elsewhere
    if (dialling.bridgedAt === undefined) dialling.status = 'canceled'
    dialling.other ??= callees[0]
    throw error
  } finally {
    for (const each of callees)
      if (!each.elsewhere) each.end(each.answered === undefined ? 'canceled' : 'completed')
  }
}

/** The leg to bridge, or, when none is left, the one whose end counts. */
function outcome(callees: readonly SimulatedLeg[]): SimulatedLeg | undefined {
  const ready = callees.find((callee) => callee.ready && !callee.over)
  if (ready) return ready
  return callees.every((callee) => callee.over || callee.elsewhere) ? callees.at(-1) : undefined
}

/** Source: https://www.twilio.com/docs/voice/twiml/dial#callerid */
function mayShow({ options }: World, leg: SimulatedLeg, callerId: string): boolean {
  return [options.lineNumber, leg.from, leg.to].includes(callerId)
}

/** Starts the leg to one number; none when the number is not one. */
function callee(
  world: World,
  run: Run,
  parent: SimulatedLeg,
  noun: Verb,
  from: string,
  document: Document,
  { timeout }: Limits,
): SimulatedLeg[] {
  const to = e164(noun.text)
  const { url, method, statusCallback, statusCallbackMethod, statusCallbackEvent } = noun.attributes
  if (!to) {
    world.record({
      kind: 'error',
      code: 13224,
      text: 'Dial to what is no number',
      leg: parent.sid,
    })
    return []
  }
  const identity = {
    sid: world.sids.sid('CA'),
    from,
    to,
    direction: 'outbound-dial',
    parent,
  } as const
  const leg = new SimulatedLeg(world, identity, 'queued')
  world.legs.push(leg)
  if (statusCallback)
    statusCallbacks(world, leg, {
      url: target(statusCallback, undefined, document).url,
      method: statusCallbackMethod,
      events: statusCallbackEvent?.split(/[\s,]+/),
    })
  live(world, run, leg, async () => {
    if (!(await ring(world, leg, timeout))) return
    if (url) await run(leg, target(url, method, document), 'whisper')
    leg.ready = true
    parent.wake()
    await leg.wait('bridge', never)
  })
  return [leg]
}

/** A number in E.164; ten digits are one of the United States. */
export function e164(text: string): string | undefined {
  const bare = text.replace(/[\s().-]/g, '')
  if (/^\+[1-9]\d{6,14}$/.test(bare)) return bare
  if (/^1?[2-9]\d{9}$/.test(bare)) return `+1${bare.slice(-10)}`
  return undefined
}
