/** Finds the person's and the advocate's leg among all legs of a simulated line. */
import type { Leg } from '../virtual-twilio/types.ts'
import type { SimulatedLine } from './simulated-line.ts'

/** The last call on the person's phone, whoever placed it. */
export function ownLeg({ twilio, person }: SimulatedLine): Leg | undefined {
  return twilio
    .legs()
    .findLast(({ direction, from, to }) => (direction === 'inbound' ? from : to) === person)
}

/** The last call that the person placed. */
export function placedLeg({
  twilio,
  person,
}: Pick<SimulatedLine, 'twilio' | 'person'>): Leg | undefined {
  return twilio.legs().findLast(({ direction, from }) => direction === 'inbound' && from === person)
}

/** The leg at the advocate's phone: an ongoing one, otherwise the last. */
export function deskLeg({ twilio, destinations }: SimulatedLine): Leg | undefined {
  const legs = twilio
    .legs()
    .filter((leg) => leg.direction !== 'inbound' && destinations.has(leg.to))
  return legs.findLast(({ over }) => !over) ?? legs.at(-1)
}
