/** People who call or request a call, and what each of them does. */
import type { Behaviour, Leg } from '../../src/virtual-twilio/types.ts'
import type { VirtualTwilio } from '../../src/virtual-twilio/virtual-twilio.ts'

/** Times are in seconds. */
export type Person = {
  number: string
  /** By calling, or by a text that requests a call. */
  comes: 'by call' | 'by text'
  begins: number
  /** Pressed in order, each this long after the line begins to listen. */
  keys: readonly { after: number; key: string }[]
  hangsUp?: number | undefined
  /** What their phone does when the requested call rings. */
  phone: { behaviour: Behaviour; answerAfter: number }
}

export type Caller = {
  person: Person
  /** Their own leg, once they have answered one. */
  leg: Leg | undefined
  hungUpAt?: number
}

/** Somebody who follows their plan; `second` is called every second of the clock. */
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
    // not awaited: on a slow network an answer arrives only as time passes
    void twilio.text(person.number, 'call').then(() => twilio.text(person.number, 'ring'))
  }

  function ownLeg(): Leg | undefined {
    return twilio.legs().find(({ direction, to, status }) => {
      return direction === 'outbound-api' && to === person.number && status === 'in-progress'
    })
  }
}
