/** The line itself on the virtual Twilio: what it answers is what Twilio accepts. */
import { expect, test } from 'vitest'
import { virtualTwilio } from '../../src/virtual-twilio/virtual-twilio.ts'
import { createLine, LINE, PERSON, PUBLIC_URL, TOKEN } from '../line.ts'

const HOTLINE = '+18883737888'

function ours() {
  const { app, events } = createLine()
  const virtual = virtualTwilio({
    deliver: (request) => app.fetch(request),
    accountSid: `AC${'0'.repeat(32)}`,
    authToken: TOKEN,
    publicUrl: PUBLIC_URL,
    lineNumber: LINE,
  })
  const faults = () => virtual.trace.filter(({ kind }) => kind === 'warning' || kind === 'error')
  return { virtual, events, faults }
}

test('a texter gets one message for each text, and nothing that Twilio warns of', async () => {
  const { virtual, events, faults } = ours()
  for (const body of ['Hi', '1', 'signs', 'MORE', 'MENU', '0', '¿Español?', 'x'.repeat(1600)])
    expect(await virtual.text(PERSON, body), body).toHaveLength(1)
  expect(await virtual.text(PERSON, 'STOP', { OptOutType: 'STOP' })).toEqual([])
  expect(faults()).toEqual([])
  expect(events.filter(({ event }) => event === 'refused' || event === 'guarded')).toEqual([])
})

test('a caller who presses 0 is bridged to the hotline, and comes back when it ends', async () => {
  const { virtual, faults } = ours()
  virtual.number(HOTLINE, { talkFor: 120 })
  const leg = await virtual.call(PERSON)
  expect(leg.waiting).toBe('key')
  await leg.press('0')
  for (let press = 0; press < 3 && leg.waiting === 'key'; press++) await leg.press('1')
  await leg.listen()
  await virtual.advance(10_000)
  expect(leg.bridgedTo).toMatchObject({ to: HOTLINE, from: LINE, heard: [] })
  await virtual.advance(120_000)
  expect(leg.over).toBe(false)
  expect(faults()).toEqual([])
})

test('a caller who says nothing is never left without an end', async () => {
  const { virtual, faults } = ours()
  const leg = await virtual.call(PERSON)
  await virtual.advance(10 * 60_000)
  expect(leg.over).toBe(true)
  expect(leg.heard.at(-1)).not.toBe('')
  expect(faults()).toEqual([])
})
