/** Another written channel is one file and one line: here the file, and the line that lists it. */
import { expect, test } from 'vitest'
import { type Channel, textOf } from '../../src/twilio/channel.ts'
import { channels } from '../../src/twilio/channels.ts'
import { field } from '../../src/twilio/form.ts'
import { content, createLine, LINE, messageOf, PERSON } from '../line.ts'

/** A pager: its senders are named pager:+1..., and a message may be as long as it likes. */
const pager: Channel = {
  name: 'pager',
  medium: 'text',
  path: '/pager',
  read: (form) => ({
    sender: field(form, 'From')?.replace('pager:', ''),
    origin: field(form, 'From') ?? '',
    id: field(form, 'MessageSid'),
    body: field(form, 'Body') ?? '',
    media: false,
    answered: undefined,
  }),
  limits: { parts: 1, partsOf: () => 1 },
}

function lineWithPager() {
  const line = createLine({ channels: [...channels, pager] })
  let messages = 0
  const page = async (Body: string) => {
    const params = { MessageSid: `PG${++messages}`, From: `pager:${PERSON}`, To: LINE, Body }
    return messageOf(await (await line.post('/pager', params)).text())
  }
  return { ...line, page }
}

test('it holds a conversation of its own, beside the one by SMS of the same number', async () => {
  const { page, text, events } = lineWithPager()
  expect(await page('signs')).toBe(await text('hi'))
  expect(await page('1')).toContain('No one sign proves it')
  expect(await text('1')).toContain('Reply with a number')
  expect(await page('0')).toContain(content().phones.hotline?.number)
  const turns = events.filter(({ event }) => event === 'turn')
  expect(turns.map((turn) => 'channel' in turn && turn.channel)).toEqual([
    'pager',
    'sms',
    'pager',
    'sms',
    'pager',
  ])
})

test('its requests are signed, guarded and limited like all others', async () => {
  const { app, page } = lineWithPager()
  expect((await app.request('/pager', { method: 'POST', body: 'Body=hi' })).status).toBe(403)
  expect(await page('he has a gun')).toContain('911')
  expect(await page('X')).toContain('automated info line')
})

test('a channel that content is too long for stops the start, and names the text', () => {
  const short: Channel = { ...pager, limits: { parts: 1, partsOf: (text) => text.length / 100 } }
  expect(() => createLine({ channels: [short] })).toThrow(
    /content\/en: '.+' is longer than .+pager/,
  )
})

test('an answer in a language that is not offered is a bug, and says so', () => {
  expect(() => textOf({ language: 'tlh', replies: [] }, content().wording.text)).toThrow(
    'not offered',
  )
})
