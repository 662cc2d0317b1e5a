/**
 * Dial to numbers: all ring at once and the first to pick up is bridged.
 * Source: https://www.twilio.com/docs/voice/twiml/number
 */

import { statusCallbacks } from '../callbacks.ts'
import { type Execution, target } from '../document.ts'
import { never, SimulatedLeg } from '../leg.ts'
import { startLegTask } from '../leg-task.ts'
import { ring } from '../ring.ts'
import type { State } from '../state.ts'
import type { Verb } from '../twiml.ts'
import { type Dialling, hold } from './bridge.ts'

/** Dials a Dial's Number nouns, or its text. */
export async function dialNumbers(
  execution: Execution,
  verb: Verb,
  dialling: Dialling,
): Promise<void> {
  const { state, leg } = execution
  const { callerId = leg.from } = verb.attributes
  const nouns = verb.children.filter((child) => child.name === 'Number')
  const numbers = nouns.length > 0 ? nouns : [{ ...verb, attributes: {} }]
  if (!mayShow(state, leg, callerId)) {
    const text = 'Dial may not show this callerId'
    return state.record({ kind: 'error', code: 13214, text, leg: leg.sid })
  }
  const { timeout } = dialling
  const callees = numbers.flatMap((noun) => callee(execution, noun, { from: callerId, timeout }))
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
    dialling.bridgedAt = state.clock.now()
    dialling.status = 'completed'
    leg.answer()
    await hold(leg, first, dialling)
  } catch (error) {
    // the caller has hung up or been redirected
    if (dialling.bridgedAt === undefined) dialling.status = 'canceled'
    dialling.other ??= callees[0]
    throw error
  } finally {
    for (const each of callees)
      if (!each.elsewhere) each.end(each.answered === undefined ? 'canceled' : 'completed')
  }
}

/** The leg to bridge, or, if none is left, the one whose end counts. */
function outcome(callees: readonly SimulatedLeg[]): SimulatedLeg | undefined {
  const ready = callees.find((callee) => callee.ready && !callee.over)
  if (ready) return ready
  return callees.every((callee) => callee.over || callee.elsewhere) ? callees.at(-1) : undefined
}

/** Source: https://www.twilio.com/docs/voice/twiml/dial#callerid */
function mayShow({ options }: State, leg: SimulatedLeg, callerId: string): boolean {
  return [options.lineNumber, leg.from, leg.to].includes(callerId)
}

/** Starts a leg to one number; empty if the number is invalid. */
function callee(
  { state, run, leg: parent, document }: Execution,
  noun: Verb,
  { from, timeout }: { from: string; timeout: number },
): SimulatedLeg[] {
  const to = e164(noun.text)
  const { url, method, statusCallback, statusCallbackMethod, statusCallbackEvent } = noun.attributes
  if (!to) {
    const text = 'Dial to what is no number'
    state.record({ kind: 'error', code: 13224, text, leg: parent.sid })
    return []
  }
  const sid = state.sids.sid('CA')
  const identity = { sid, from, to, direction: 'outbound-dial', parent } as const
  const leg = new SimulatedLeg(state, identity, 'queued')
  state.legs.push(leg)
  if (statusCallback)
    statusCallbacks(state, leg, {
      url: target(statusCallback, undefined, document).url,
      method: statusCallbackMethod,
      events: statusCallbackEvent?.split(/[\s,]+/),
    })
  startLegTask({ state, run, leg }, async () => {
    if (!(await ring(state, leg, timeout))) return
    if (url) await run(leg, target(url, method, document), 'whisper')
    leg.ready = true
    parent.wake()
    await leg.wait('bridge', never)
  })
  return [leg]
}

/** A number in E.164 format; ten digits are taken as a US number. */
export function e164(text: string): string | undefined {
  const bare = text.replace(/[\s().-]/g, '')
  if (/^\+[1-9]\d{6,14}$/.test(bare)) return bare
  if (/^1?[2-9]\d{9}$/.test(bare)) return `+1${bare.slice(-10)}`
  return undefined
}
