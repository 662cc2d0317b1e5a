/** People who call, or have themselves called, and what each of them does. */
import type { Behaviour, Leg } from '../../src/virtual-twilio/types.ts'
import type { VirtualTwilio } from '../../src/virtual-twilio/virtual-twilio.ts'

/** Times are seconds. */
export type Person = {
  number: string
  /** By a call of their own, or by a text that asks for one. */
  comes: 'by call' | 'by text'
  begins: number
  /** Pressed one after the other, each so long after the line has begun to listen for it. */
  keys: readonly { after: number; key: string }[]
  hangsUp?: number | undefined
  /** What their phone does that was asked to be rung. */
  phone: { behaviour: Behaviour; answerAfter: number }
}

export type Caller = {
  person: Person
  /** Their own leg, once there is one that they have answered. */
  leg: Leg | undefined
  hungUpAt?: number
}

/** Somebody who does what stands in their plan; `second` is called for each second of the clock. */
export function createCaller(twilio: VirtualTwilio, person: Person) {
  const caller: Caller = { person, leg: undefined }
  // a voicemail presses nothing
  const hears = person.comes === 'by call' || person.phone.behaviour === 'answer'
  const keys = hears ? [...person.keys] : []
  let patience = keys[0]?.after ?? 0

  return { caller, second }

  async function second(now: number): Promise<void> {
    if (now === person.begins) await begin()
    caller.leg ??= ownLeg()
    const { leg } = caller
    if (!leg || leg.over) return
    if (person.hangsUp !== undefined && now >= person.hangsUp) {
      caller.hungUpAt = twilio.now()
      await leg.hangup()
      return
    }
    const [next] = keys
    if (!next || leg.bridgedTo || leg.waiting === 'ring') return
    if (patience-- > 0) return
    keys.shift()
    patience = keys[0]?.after ?? 0
    await leg.press(next.key)
  }

  async function begin(): Promise<void> {
    if (person.comes === 'by call') {
      caller.leg = await twilio.call(person.number)
      return
    }
    twilio.number(person.number, person.phone)
    // not waited for: on a slow way an answer comes only when time goes on
    void twilio.text(person.number, 'call').then(() => twilio.text(person.number, 'ring'))
  }

  function ownLeg(): Leg | undefined {
    return twilio.legs().find(({ direction, to, status }) => {
      return direction === 'outbound-api' && to === person.number && status === 'in-progress'
    })
  }
}
