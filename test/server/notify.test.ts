/** What a webhook is sent: everything, and to rooms for people only the field that they show. */
import { expect, test } from 'vitest'
import { shapeFor } from '../../src/server/watch/notify.ts'

const notice = {
  line: 'Info Line',
  cause: 'store',
  state: 'on',
  says: 'It is away.',
  remedy: 'Look.',
} as const
const text = 'Info Line: It is away. Look.'

test('a program gets every part by its name, and all of it as text', () => {
  expect(shapeFor('hooks.agency.example.org')(notice)).toEqual({ ...notice, text })
  // a host whose name only holds that of a room is none
  expect(shapeFor('hooks.slack.com.example.org')(notice)).toEqual({ ...notice, text })
})

test.each([
  ['hooks.slack.com', { text }],
  ['chat.googleapis.com', { text }],
  ['discord.com', { content: text }],
  ['ptb.discordapp.com', { content: text }],
])('%s gets the one field that it shows', (host, body) => {
  expect(shapeFor(host)(notice)).toEqual(body)
})
