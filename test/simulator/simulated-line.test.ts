/** The simulated line: what stands behind the app in it, and what can be made to happen to it. */
import { expect, test } from 'vitest'
import { createSimulatedLine } from '../../src/simulator/simulated-line.ts'
import { content, lineOnTwilio, PERSON } from '../line.ts'

test('what is left open, or is undefined as in the settings of a trial, is made up', async () => {
  const settings = { content: content(), accountSid: undefined, store: undefined }
  const { twilio, person } = createSimulatedLine(settings)
  const leg = await twilio.call(person)
  for (const key of ['1', '0', '1']) await leg.press(key)
  await twilio.advance(20_000)
  expect(leg.bridgedTo?.heard[0]).toContain('A caller from')
})

test('sessions end by the simulated clock', async () => {
  const { twilio } = lineOnTwilio()
  const [first] = await twilio.text(PERSON, 'Hi')
  expect(await twilio.text(PERSON, '1')).not.toEqual([first])
  await twilio.advance(16 * 60_000)
  expect(await twilio.text(PERSON, 'Hi')).toEqual([first])
})

test('what the line means to do later is done on the simulated clock', async () => {
  const { twilio } = lineOnTwilio({ retention: 'blank' })
  // an answer that is not final yet can not be blanked, and is tried again
  twilio.faults.final = 120_000
  await twilio.text(PERSON, 'Hi')
  const blanked = () =>
    twilio.trace.flatMap((entry) =>
      entry.kind === 'rest' && entry.method === 'POST' ? [entry.status] : [],
    )
  await twilio.advance(60_000)
  const early = blanked().filter((status) => status === 200).length
  await twilio.advance(10 * 60_000)
  expect(blanked().filter((status) => status === 200)).toHaveLength(early + 1)
})
