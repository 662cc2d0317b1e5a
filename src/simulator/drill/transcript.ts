/** A transcript: what everybody reads, hears and notices, as an observer would write it down. */
import { e164 } from '../../phones/number.ts'
import type { TraceEntry } from '../../virtual-twilio/types.ts'
import type { PlayedLine } from '../simulated-line.ts'

/**
 * The trace entries that somebody perceives, one line each, in the format described in script.ts.
 */
export function transcriptOf(
  line: Omit<PlayedLine, 'change'>,
  entries: readonly TraceEntry[],
): string[] {
  const { twilio, person } = line
  const keys = new Map([
    ...Object.entries(line.phones()).map(([key, phone]) => [e164(phone), key] as const),
    [person, 'phone'] as const,
  ])
  return entries.flatMap(tell)

  function tell(entry: TraceEntry): string[] {
    switch (entry.kind) {
      case 'message':
        return entry.to === person ? entry.text.split('\n').map((text) => `< ${text}`) : []
      case 'say':
        return [`${keyOf(entry.leg)}< ${entry.text}`]
      case 'talk':
        return [`${keyOf(entry.with)}< "${entry.text}"`]
      case 'ring':
        return keys.has(entry.to) ? [`< (${keys.get(entry.to)} rings)`] : []
      case 'bridge':
        return met(entry).map(([who, other]) => `${who}< (connected with ${other})`)
      case 'unbridge':
        return met(entry).map(([who, other]) => `${who}< (no longer connected with ${other})`)
      case 'hangup':
        return isPlaced(entry.leg) ? ['< (the call is over)'] : []
      case 'warning':
        return [`! ${entry.code} ${entry.text}`]
      default:
        return []
    }
  }

  /** The person's own phone, and who is at the other end. */
  function met(entry: { leg: string; with: string }): [who: string, other: string][] {
    if (isPersons(entry.leg)) return [[keyOf(entry.leg), keyOf(entry.with)]]
    return isPersons(entry.with) ? [[keyOf(entry.with), keyOf(entry.leg)]] : []
  }

  function isPersons(sid: string): boolean {
    return isPlaced(sid) || keyOf(sid) === 'phone'
  }

  /** Whether the person placed this call. */
  function isPlaced(sid: string): boolean {
    const leg = legOf(sid)
    return leg?.direction === 'inbound' && leg.from === person
  }

  /** The key of the phone that was rung; empty for the call placed by the person. */
  function keyOf(sid: string): string {
    const leg = legOf(sid)
    return leg && leg.direction !== 'inbound' ? (keys.get(leg.to) ?? '') : ''
  }

  function legOf(sid: string) {
    return twilio.legs().find((leg) => leg.sid === sid)
  }
}
