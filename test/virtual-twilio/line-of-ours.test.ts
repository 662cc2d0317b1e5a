/** The line itself on the virtual Twilio: what it answers is what Twilio accepts. */
import { expect, test } from 'vitest'
import { LINE, lineOnTwilio, PERSON } from '../line.ts'

const HOTLINE = '+18883737888'

function ours() {
  const line = lineOnTwilio()
  const faults = () =>
    line.twilio.trace.filter(({ kind }) => kind === 'warning' || kind === 'error')
  return { ...line, faults }
}

test('a texter gets one message for each text, and nothing that Twilio warns of', async () => {
  const { twilio, events, faults } = ours()
  for (const body of ['Hi', '1', 'signs', 'MORE', 'MENU', '0', '¿Español?', 'x'.repeat(1600)])
    expect(await twilio.text(PERSON, body), body).toHaveLength(1)
  expect(await twilio.text(PERSON, 'STOP', { OptOutType: 'STOP' })).toEqual([])
  expect(faults()).toEqual([])
  expect(events.filter(({ event }) => event === 'refused' || event === 'guarded')).toEqual([])
})

test.each([
  { rest: 'works', heard: [expect.stringContaining('A caller from')] },
  { rest: 'down', heard: [] },
] as const)(
  'a caller who presses 0 is connected with the hotline while REST is "$rest", and comes back when it ends',
  async ({ rest, heard }) => {
    const { twilio, change, faults } = ours()
    change({ rest })
    twilio.number(HOTLINE, { talkFor: 120 })
    const leg = await twilio.call(PERSON)
    expect(leg.waiting).toBe('key')
    await leg.press('0')
    await leg.press('1')
    await leg.listen()
    await twilio.advance(15_000)
    expect(leg.bridgedTo).toMatchObject({ to: HOTLINE, from: LINE, heard })
    await twilio.advance(120_000)
    expect(leg.over).toBe(false)
    expect(faults()).toEqual([])
  },
)

test('a caller who says nothing is never left without an end', async () => {
  const { twilio, faults } = ours()
  const leg = await twilio.call(PERSON)
  await twilio.advance(10 * 60_000)
  expect(leg.over).toBe(true)
  expect(leg.heard.at(-1)).not.toBe('')
  expect(faults()).toEqual([])
})
