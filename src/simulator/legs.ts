/** Whose leg is whose, among all the legs of a simulated line. */
import type { Leg } from '../virtual-twilio/types.ts'
import type { SimulatedLine } from './simulated-line.ts'

/** The last call on the person's own phone, whoever placed it. */
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

/** The leg on the advocate's phone: the one that is not over, else the last one. */
export function deskLeg({ twilio, destinations }: SimulatedLine): Leg | undefined {
  const legs = twilio
    .legs()
    .filter((leg) => leg.direction !== 'inbound' && destinations.has(leg.to))
  return legs.findLast(({ over }) => !over) ?? legs.at(-1)
}
