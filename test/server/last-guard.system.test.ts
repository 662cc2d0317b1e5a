/** What strangers send byte by byte to the last guard on a real port: it alarms nobody. */
import { once } from 'node:events'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, expect, test } from 'vitest'
import { createFastPath } from '../../src/server/fast-path.ts'
import { listen } from '../../src/server/process/listen.ts'
import { createLine } from '../line.ts'

const afterwards: (() => unknown)[] = []
afterEach(async () => {
  for (const end of afterwards.splice(0).reverse()) await end()
})

const ways = ['on the fast path', 'through the app'] as const
type Way = (typeof ways)[number]

/** The line on a real port: what a stranger sends there, byte by byte. */
async function onPort(way: Way) {
  const line = createLine()
  const fastPath = way === 'on the fast path' ? createFastPath(line.app.webhookAt) : undefined
  const { port, close } = await listen(line.app.fetch, { port: 0, host: '127.0.0.1', fastPath })
  afterwards.push(() => close(0))
  const send = (bytes: string) => {
    const socket = connect(port, '127.0.0.1')
    socket.on('error', () => {})
    socket.write(bytes)
    afterwards.push(() => socket.destroy())
    return socket
  }
  return { ...line, send }
}

const HEAD =
  'POST /voice HTTP/1.1\r\nhost: line\r\nx-twilio-signature: AAAA\r\ncontent-type: application/x-www-form-urlencoded\r\n'

test.each(ways)(
  '%s a body that breaks off is told of quietly, and is no answer by a safe document',
  async (way) => {
    const { events, send } = await onPort(way)
    for (let at = 0; at < 3; at++) {
      const socket = send(`${HEAD}content-length: 100\r\n\r\nCallSid=CA`)
      await once(socket, 'connect')
      await sleep(100)
      socket.destroy()
    }
    await expect.poll(() => events.length, { timeout: 10_000 }).toBe(3)
    for (const event of events) expect(event).toMatchObject({ event: 'unread', reason: 'error' })
  },
)

test.each(ways)('%s a body that drips is let go in time, and told of quietly', async (way) => {
  const { events, send } = await onPort(way)
  const socket = send(`${HEAD}content-length: 1000\r\n\r\n`)
  const dripping = setInterval(() => socket.write('x'), 200)
  afterwards.push(() => clearInterval(dripping))
  let heard = ''
  socket.setEncoding('utf8').on('data', (text: string) => {
    heard += text
  })
  await expect.poll(() => heard, { timeout: 10_000 }).toContain('HTTP/1.1 403')
  expect(events).toEqual([{ event: 'unread', reason: 'timeout', kind: 'late' }])
})
