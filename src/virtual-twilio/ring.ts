/** Ringing: what happens at a dialled phone until it is picked up or the call ends. */
import { never, type SimulatedLeg } from './leg.ts'
import type { State } from './state.ts'

/** Milliseconds until a phone rings, and until a busy or unreachable one is reported. */
const RINGS_AFTER_MS = 1_000
const REFUSED_AFTER_MS = 2_000
/** Seconds that Twilio always adds. Source: https://www.twilio.com/docs/voice/twiml/dial#timeout */
export const ADDED_S = 5
/** Milliseconds that voicemail records, and between keys that a phone presses by itself. */
const VOICEMAIL_MS = 30_000
const KEY_MS = 1_000
const PAUSES: Readonly<Record<string, number>> = { w: 500, W: 1_000 }

/**
 * Rings for at most `timeout` seconds plus 5. True if somebody picks up; otherwise the leg has
 * ended.
 */
export async function ring(state: State, leg: SimulatedLeg, timeout: number): Promise<boolean> {
  const { behaviour, answerAfter } = state.phone(leg.to)
  leg.emit('initiated')
  if (behaviour === 'failed' || behaviour === 'busy') {
    await leg.wait('ring', never, REFUSED_AFTER_MS)
    leg.end(behaviour)
    return false
  }
  const most = (timeout + ADDED_S) * 1000
  await leg.wait('ring', () => leg.picked, RINGS_AFTER_MS)
  leg.status = 'ringing'
  state.record({ kind: 'ring', leg: leg.sid, to: leg.to })
  leg.emit('ringing')
  const alone = behaviour === 'no-answer' || behaviour === 'ask'
  const patience = alone ? most : Math.min(most, answerAfter * 1000)
  const picked = await leg.wait('ring', () => leg.picked, patience - RINGS_AFTER_MS)
  if (picked === 'decline') leg.end('busy')
  else if (picked === 'answer' || (!alone && patience < most)) {
    leg.answer()
    behave(state, leg)
    return true
  } else leg.end('no-answer')
  return false
}

/** Starts what the phone does by itself after picking up. */
function behave({ clock, phone }: State, leg: SimulatedLeg): void {
  const { behaviour, keys = '', talkFor } = phone(leg.to)
  if (behaviour === 'voicemail') clock.after(VOICEMAIL_MS, () => leg.end())
  if (behaviour === 'voicemail' || behaviour === 'silent') return
  let at = 0
  for (const key of keys) {
    at += PAUSES[key] ?? KEY_MS
    if (!PAUSES[key]) clock.after(at, () => leg.key(key))
  }
  if (talkFor !== undefined) clock.after(talkFor * 1000, () => leg.end())
}
