/** Steps of the clock, forward and back: nobody is silenced by one, and nobody is left waiting. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { PACE_S } from '../../src/line/sender-limit.ts'
import { memoryStore } from '../../src/store/memory.ts'
import { createLine, EPOCH, lineOnTwilio, PERSON } from '../line.ts'
import { walk } from '../walk.ts'

/** Seconds that the clock is set by. */
const step = fc.oneof(
  fc.constantFrom(-86_400, -3_600, -901, -600, -61, 61, 600, 901, 3_600, 86_400, 378_432_000),
  fc.integer({ min: -1_800, max: 1_800 }),
)

const people = [PERSON, '+14155550177', '+14155550188']

type Action =
  | { type: 'text'; from: string; after: number; body: string }
  | { type: 'step'; seconds: number }
  | { type: 'call' }

const action: fc.Arbitrary<Action> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      type: fc.constant('text' as const),
      from: fc.constantFrom(...people),
      after: fc.constantFrom(0, 1, 20, 100, 250, 400),
      body: fc.constantFrom('hi', '1', '2', '9', 'signs'),
    }),
  },
  { weight: 2, arbitrary: step.map((seconds) => ({ type: 'step' as const, seconds })) },
  { weight: 1, arbitrary: fc.constant({ type: 'call' as const }) },
)

const LIMITS = { textsPerSender: 3, textsPerMinute: 6, callsPerMinute: 3 }

test('nobody is silenced who was not over a limit, whatever is done to the clock', {
  tags: ['walk'],
}, async () => {
  const property = async (actions: Action[]) => {
    let ms = 0
    let set = 0
    const { text, post } = createLine({
      store: memoryStore({ now: () => ms }),
      now: () => EPOCH + ms + set,
      ticks: () => ms,
      limits: LIMITS,
    })
    const texts: { from: string; at: number }[] = []
    const calls: number[] = []
    const lately = (times: readonly number[], seconds: number) =>
      times.filter((at) => ms - at <= seconds * 1000).length
    for (const each of actions) {
      if (each.type === 'step') {
        set += each.seconds * 1000
      } else if (each.type === 'call') {
        calls.push(ms)
        const answer = await (await post('/voice', { CallSid: `CA${calls.length}` })).text()
        if (!answer.includes('<Gather'))
          expect(lately(calls, 60)).toBeGreaterThan(LIMITS.callsPerMinute)
      } else {
        const { from } = each
        ms += each.after * 1000
        texts.push({ from, at: ms })
        const answer = await text(each.body, from)
        if (answer && !answer.includes('15 minutes')) continue
        const own = texts.filter((one) => one.from === from).map(({ at }) => at)
        const all = texts.map(({ at }) => at)
        const over =
          lately(own, PACE_S) > LIMITS.textsPerSender || lately(all, 60) > LIMITS.textsPerMinute
        expect(over, `${from} was silenced`).toBe(true)
      }
    }
  }
  await fc.assert(
    fc.asyncProperty(fc.array(action, { maxLength: 60 }), property),
    walk('limits and steps of the clock', 100),
  )
})

test.each([-600, -7_200, 600, 7_200])(
  'the neutral time after X lasts as long as it does, with the clock set by %i s in it',
  async (seconds) => {
    let ms = 0
    let set = 0
    const { text } = createLine({
      store: memoryStore({ now: () => ms }),
      now: () => EPOCH + ms + set,
      ticks: () => ms,
      limits: { textsPerSender: 30 },
    })
    await text('X')
    ms += 200_000
    set += seconds * 1000
    expect(await text('signs')).toContain('only answers')
    ms += 690_000
    expect(await text('signs')).toContain('only answers')
    ms += 11_000
    expect(await text('hi')).toContain('Safe to text now?')
  },
)

test('a call may be asked for by text, whatever was done to the clock', async () => {
  const { twilio } = lineOnTwilio()
  const rings = () => twilio.trace.filter(({ kind }) => kind === 'ring').length
  for (const body of ['hi', '1']) await twilio.text(PERSON, body)
  const ask = async () => {
    for (const body of ['call', 'ring']) await twilio.text(PERSON, body)
    await twilio.advance(60_000)
    return rings()
  }
  expect([await ask(), await ask(), await ask()]).toEqual([1, 2, 2])
  // the two of the hour are now of a day that is still to come
  twilio.setTime(twilio.time() - 86_400_000)
  expect(await ask()).toBe(3)
})

const WAITS_S = [0, 1, 5, 12, 30, 60, 89]
const behaviours = ['answer', 'busy', 'no-answer', 'silent', 'ask'] as const

test('nobody waits in a queue for long after the last step of the clock', {
  tags: ['walk'],
}, async () => {
  const property = async (
    behaviour: (typeof behaviours)[number],
    callbacks: 'ok' | 'lost',
    steps: readonly { after: number; seconds: number }[],
  ) => {
    const { twilio } = lineOnTwilio()
    twilio.number('+18883737888', { behaviour })
    twilio.faults.callbacks = callbacks
    const leg = await twilio.call(PERSON)
    for (const key of ['0', '1']) await leg.press(key)
    for (const { after, seconds } of steps) {
      await twilio.advance(after * 1000)
      twilio.setTime(twilio.time() + seconds * 1000)
    }
    await twilio.advance(125_000)
    expect(leg.queue, behaviour).toBeUndefined()
    expect(leg.heard.join()).not.toContain('application error')
  }
  const after = fc.constantFrom(...WAITS_S)
  const steps = fc.array(fc.record({ after, seconds: step }), { maxLength: 4 })
  const callbacks = fc.constantFrom('ok' as const, 'lost' as const)
  const behaviour = fc.constantFrom(...behaviours)
  await fc.assert(
    fc.asyncProperty(behaviour, callbacks, steps, property),
    walk('queues and steps of the clock', 60),
  )
})
