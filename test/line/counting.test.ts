/** What is counted of what people do: once each, under words of ours. */
import { expect, test } from 'vitest'
import { countNames } from '../../src/counts/counts.ts'
import { createTally, type Sums } from '../../src/counts/sums.ts'
import type { SimulatedLine } from '../../src/simulator/simulated-line.ts'
import { createLine, lineOnTwilio, PERSON } from '../line.ts'

/** What was counted while somebody did something. */
async function counted(
  act: (line: SimulatedLine) => Promise<unknown>,
  changes: Parameters<typeof lineOnTwilio>[0] = {},
): Promise<Sums> {
  const { count, take } = createTally()
  await act(lineOnTwilio({ ...changes, count }))
  return take() ?? {}
}

const texts = (...bodies: readonly string[]) =>
  counted(async ({ twilio }) => {
    for (const body of bodies) await twilio.text(PERSON, body)
  })

const sms = (total: number, more = {}) => ({ total, channel: { sms: total }, ...more })

test('a conversation by text: begun, gone on with, its topics and what was not understood', async () => {
  const sums = await texts('hi', '1', 'signs', 'MORE', 'zebra quartz', 'shelter')
  expect(sums).toEqual({
    conversations: sms(1),
    went_on: sms(1, { language: { en: 1 } }),
    turns: sms(6),
    misses: sms(1, { of: { not_understood: 1 } }),
    topics: sms(2, { of: { signs: 1, shelter: 1 }, language: { en: 2 } }),
    segments: { total: expect.any(Number), of: { in: 6, out: expect.any(Number) } },
  })
  // each page is at least one, and a topic's are longer
  expect(sums.segments?.of?.out).toBeGreaterThan(6)
})

test('a topic that waited behind the first question is counted in the language of the answer', async () => {
  const { topics } = await texts('¿Cuáles son las señales?', '1')
  expect(topics).toEqual(sms(1, { of: { signs: 1 }, language: { es: 1 } }))
})

test.each([
  ['he has a gun', 'danger', { of: { danger: 1 } }],
  ['I want to kill myself', 'danger', { of: { self_harm: 1 } }],
  ['X', 'exits', {}],
] as const)('"%s" is counted under %s', async (body, count, more) => {
  expect((await texts('hi', '1', body))[count]).toEqual(sms(1, { language: { en: 1 }, ...more }))
})

test('FORGET, an opt-out, a person and a language that is not offered are counted', async () => {
  const sums = await texts('hi', '1', '0', 'Tôi cần giúp đỡ', 'FORGET')
  expect(sums.asked_for_person).toEqual(sms(1, { language: { en: 1 } }))
  expect(sums.languages_asked).toEqual(sms(1, { of: { vi: 1 } }))
  expect(sums.forget).toEqual({ total: 1, language: { en: 1 } })
  // FORGET leads where X leads, and is none
  expect(sums.exits).toBeUndefined()
  expect((await texts('hi', '1', 'ALTO')).opt_outs).toMatchObject({ total: 1, of: { line: 1 } })
})

test('what is delivered twice is counted once', async () => {
  const { count, take } = createTally()
  const { text } = createLine({ count })
  for (let times = 0; times < 2; times++) await text('he has a gun', PERSON, 'SMtwice')
  const sums = take()
  expect(sums?.danger?.total).toBe(1)
  expect(sums?.conversations?.total).toBe(1)
})

test('a caller who is connected: asked once, and how long it took to a human voice', async () => {
  const sums = await counted(async ({ twilio, hotline }) => {
    twilio.number(hotline, { behaviour: 'answer', answerAfter: 20, talkFor: 200 })
    const leg = await twilio.call(PERSON)
    for (const key of ['1', '0', '1']) await leg.press(key)
    await twilio.advance(300_000)
    await leg.hangup()
    await twilio.advance(5_000)
  })
  expect(sums).toMatchObject({
    conversations: { total: 1, channel: { voice: 1 } },
    asked_for_person: { total: 1, channel: { voice: 1 }, language: { en: 1 } },
    transfers: { total: 1, of: { answered: 1 } },
    time_to_person: { total: 1, of: { '30': 1 }, language: { en: 1 } },
    calls_made: { total: 1, of: { advocate: 1 } },
  })
  expect(sums.minutes?.total).toBeGreaterThanOrEqual(3)
  expect(sums.minutes?.total).toBeLessThanOrEqual(4)
})

test('a caller who hangs up while waiting is gone, and reached nobody', async () => {
  const sums = await counted(async ({ twilio, hotline }) => {
    twilio.number(hotline, { behaviour: 'no-answer' })
    const leg = await twilio.call(PERSON)
    for (const key of ['1', '0', '1']) await leg.press(key)
    await twilio.advance(5_000)
    await leg.hangup()
    await twilio.advance(5_000)
  })
  expect(sums.transfers).toEqual({ total: 1, of: { gone: 1 } })
  expect(sums.time_to_person).toBeUndefined()
})

test('a caller who is bridged without a queue: how long it took is not known', async () => {
  const sums = await counted(async ({ twilio, hotline, change }) => {
    change({ rest: 'down' })
    twilio.number(hotline, { behaviour: 'answer', answerAfter: 5, talkFor: 90 })
    const leg = await twilio.call(PERSON)
    for (const key of ['1', '0', '1']) await leg.press(key)
    await twilio.advance(300_000)
  })
  expect(sums.transfers).toEqual({ total: 1, of: { answered: 1 } })
  expect(sums.time_to_person?.of).toEqual({ not_known: 1 })
  expect(sums.minutes?.total).toBe(2)
})

test('a call asked for by text: asked, made, and joined by its key', async () => {
  const sums = await counted(async ({ twilio }) => {
    twilio.number(PERSON, { behaviour: 'answer', answerAfter: 5, keys: 'WWWWWWWW1', talkFor: 60 })
    for (const body of ['hi', '1', 'CALL', 'RING']) await twilio.text(PERSON, body)
    await twilio.advance(60_000)
  })
  expect(sums.ring_asked).toEqual({ total: 1, of: { started: 1 } })
  expect(sums.ring_ended).toEqual({ total: 1, of: { joined: 1 } })
  expect(sums.calls_made).toEqual({ total: 1, of: { person: 1 } })
})

test('limits, safe documents and unsigned requests are counted where no turn tells of them', async () => {
  const { count, take } = createTally()
  const { text, post } = createLine({ count, limits: { countries: ['US'], textsPerSender: 2 } })
  await text('hi', '+442071838750')
  for (let at = 0; at < 4; at++) await text('hi')
  await post('/sms', {}, { token: 'wrong' })
  const sums = take()
  expect(sums?.limits).toEqual({ total: 3, of: { country: 1, sender: 2 } })
  expect(sums?.refused).toEqual({ total: 1, of: { signature: 1 } })
})

test('every sum has the same total in each of its tables', async () => {
  const sums = await texts('hi', '1', '0', 'signs', 'he has a gun', 'FORGET', 'hola', '1')
  for (const name of countNames)
    for (const cells of [sums[name]?.of, sums[name]?.channel, sums[name]?.language])
      if (cells)
        expect(
          Object.values(cells).reduce((a, b) => a + b),
          name,
        ).toBe(sums[name]?.total)
})
