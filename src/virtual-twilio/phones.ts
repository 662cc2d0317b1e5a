/** The phones that the line may dial, and how the people holding them behave. */
import type { Clock } from './clock.ts'
import type { SimulatedLeg } from './leg.ts'
import type { Conduct, Destination } from './types.ts'

/** Seconds until a phone is picked up, by default. */
const ANSWER_AFTER_S = 6

type Surroundings = { clock: Clock; legs: readonly SimulatedLeg[] }

/** Returns the phone with a number and sets its behaviour; by default it picks up. */
export function createPhones(
  surroundings: Surroundings,
): (number: string, how?: Partial<Conduct>) => Destination {
  const phones = new Map<string, Destination>()
  return (number, how = {}) => {
    const phone = phones.get(number) ?? createPhone(number, surroundings)
    phones.set(number, phone)
    return Object.assign(phone, how)
  }
}

function createPhone(number: string, { clock, legs }: Surroundings): Destination {
  const pick = async (picked: 'answer' | 'decline') => {
    const leg = legs.find(({ to, status, direction }) => {
      return to === number && status === 'ringing' && direction !== 'inbound'
    })
    if (!leg) throw new Error(`nothing rings at ${number}`)
    leg.picked = picked
    leg.wake()
    await clock.settled()
    return leg
  }
  return {
    number,
    behaviour: 'answer',
    answerAfter: ANSWER_AFTER_S,
    answer: () => pick('answer'),
    async decline() {
      await pick('decline')
    },
  }
}
