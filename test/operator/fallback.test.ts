/** The fallback bundle works alone: with every process of ours dead, its files are all that Twilio has. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { writeFallback } from '../../src/operator/fallback.ts'
import { virtualTwilio } from '../../src/virtual-twilio/virtual-twilio.ts'
import { ACCOUNT, content, LINE, PERSON, PUBLIC_URL, TOKEN } from '../line.ts'

const HOTLINE = '+18883737888'

/** A Twilio whose number has the files of `harborline fallback`, and a line that nobody runs. */
function nobodyThere() {
  const folder = mkdtempSync(join(tmpdir(), 'harborline-fallback-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  writeFallback(content(), { number: LINE }, folder)
  const file = (name: string) => readFileSync(join(folder, name), 'utf8')
  return virtualTwilio({
    deliver: () => Promise.reject(new Error('ECONNREFUSED')),
    accountSid: ACCOUNT,
    authToken: TOKEN,
    publicUrl: PUBLIC_URL,
    lineNumber: LINE,
    fallback: { voice: file('voice.xml'), sms: file('sms.xml') },
  })
}

test('a caller hears the number and is connected with the hotline', async () => {
  const twilio = nobodyThere()
  const hotline = twilio.number(HOTLINE)
  const leg = await twilio.call(PERSON)
  await leg.listen()
  expect(leg.heard.join(' ')).toContain('1, 8 8 8, 3 7 3, 7 8 8 8')
  await twilio.advance(20_000)
  expect(leg.bridgedTo?.to).toBe(hotline.number)
  // the line's own number is what the other side sees
  expect(leg.bridgedTo?.from).toBe(LINE)
})

test('a caller whom nobody answers hears the number once more', async () => {
  const twilio = nobodyThere()
  twilio.number(HOTLINE, { behaviour: 'busy' })
  const leg = await twilio.call(PERSON)
  await twilio.advance(120_000)
  expect(leg.over).toBe(true)
  expect(leg.heard.at(-1)).toMatch(/8 8 8|ocho|911|9 1 1/)
})

test('a texter gets the numbers, whatever they write', async () => {
  const twilio = nobodyThere()
  for (const body of ['hello', '1', 'he has a gun']) {
    const [answer = ''] = await twilio.text(PERSON, body)
    expect(answer).toContain('1-888-373-7888')
    expect(answer).toContain('911')
  }
})

test('nothing but the files is needed: no document of theirs leads to this server', async () => {
  const twilio = nobodyThere()
  const leg = await twilio.call(PERSON)
  await twilio.advance(120_000)
  await leg.hangup()
  await twilio.text(PERSON, 'hello')
  const asked = twilio.trace.filter((entry) => entry.kind === 'webhook').map(({ url }) => url)
  expect(asked).toEqual([`${PUBLIC_URL}/voice`, `${PUBLIC_URL}/sms`])
})
