/** The phones that the line may dial, and what the people who hold them do. */
import type { Clock } from './clock.ts'
import type { SimulatedLeg } from './leg.ts'
import type { Conduct, Destination } from './types.ts'

/** Seconds after which a phone is picked up, unless it is told otherwise. */
const ANSWER_AFTER_S = 6

type Surroundings = { clock: Clock; legs: readonly SimulatedLeg[] }

/** Gives the phone with a number, told how to behave; one that was never mentioned picks up. */
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
