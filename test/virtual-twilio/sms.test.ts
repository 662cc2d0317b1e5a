import { beforeEach, describe, expect, test } from 'vitest'
import { rarely } from '../../src/virtual-twilio/cookies.ts'
import { CALLER, LINE, lineWith, OTHER, twiml } from './line.ts'

describe('a text', () => {
  test('is posted, signed, with the parameters of the page, and is answered', async () => {
    const { virtual, asked } = lineWith({ '/sms': '<Message>hello</Message>' })
    expect(await virtual.text(CALLER, ' Hi ¿qué? 你好 ')).toEqual(['hello'])
    const [one] = asked
    expect(one).toMatchObject({ path: '/sms', method: 'POST', signed: true })
    expect(one?.params).toMatchObject({
      Body: ' Hi ¿qué? 你好 ',
      From: CALLER,
      To: LINE,
      NumMedia: '0',
      SmsStatus: 'received',
      MessageSid: expect.stringMatching(/^SM[0-9a-f]{32}$/),
    })
    expect(one?.params.SmsSid).toBe(one?.params.MessageSid)
    expect(one?.headers.get('i-twilio-idempotency-token')).toMatch(/^[\da-f]{8}(-[\da-f]{4}){3}-/)
  })

  test('carries what is added to it', async () => {
    const { virtual, last } = lineWith({ '/sms': '' })
    expect(await virtual.text(CALLER, 'STOP', { OptOutType: 'STOP' })).toEqual([])
    expect(last('/sms').OptOutType).toBe('STOP')
  })

  test('may get several messages, with a Body or without, and follow a Redirect', async () => {
    const { virtual } = lineWith({
      '/sms': '<Message>one</Message><Message><Body>two</Body></Message><Redirect>/more</Redirect>',
      '/more': '<Message>three</Message>',
    })
    expect(await virtual.text(CALLER, 'Hi')).toEqual(['one', 'two', 'three'])
  })

  test('gets no message that is empty or longer than 1600 characters', async () => {
    const { virtual } = lineWith({ '/sms': `<Message/><Message>${'x'.repeat(1601)}</Message>` })
    expect(await virtual.text(CALLER, 'Hi')).toEqual([])
    expect(virtual.trace.filter((each) => each.kind === 'error')).toHaveLength(2)
  })

  test('gets at most 15 replies in 30 seconds', async () => {
    const { virtual } = lineWith({ '/sms': '<Message>x</Message>' })
    for (let count = 0; count < 15; count++) await virtual.text(CALLER, 'Hi')
    expect(await virtual.text(CALLER, 'Hi')).toEqual([])
    expect(await virtual.text(OTHER, 'Hi')).toEqual(['x'])
    await virtual.advance(30_000)
    expect(await virtual.text(CALLER, 'Hi')).toEqual(['x'])
  })
})

describe('cookies', () => {
  let set: string[]
  beforeEach(() => {
    set = []
  })
  /** Gives each text the next of `set`. */
  const giving = (publicUrl?: string) => {
    const line = lineWith(
      {
        '/sms': () => {
          const response = twiml('<Message>x</Message>')
          const cookie = set.shift()
          if (cookie) response.headers.append('set-cookie', cookie)
          return response
        },
      },
      publicUrl ? { publicUrl } : {},
    )
    return { ...line, sent: () => line.asked.map(({ headers }) => headers.get('cookie')) }
  }

  test('one is kept for a pair of numbers, and forgotten after 4 hours, however long it asks for', async () => {
    const { virtual, sent } = giving()
    set.push('s=1; Path=/; HttpOnly; Max-Age=86400')
    await virtual.text(CALLER, 'a')
    await virtual.text(CALLER, 'b')
    await virtual.text(OTHER, 'c')
    await virtual.advance(4 * 3600_000)
    await virtual.text(CALLER, 'd')
    expect(sent()).toEqual([null, 's=1', null, null])
  })

  test('one that lives for less is forgotten then, and the next one takes its place', async () => {
    const { virtual, sent } = giving()
    set.push('s=1; Max-Age=60', 'other=2; Max-Age=60', '', '', 'other=; Max-Age=0')
    for (let text = 0; text < 3; text++) await virtual.text(CALLER, 'a')
    await virtual.advance(60_000)
    for (let text = 0; text < 3; text++) await virtual.text(CALLER, 'a')
    expect(sent()).toEqual([null, 's=1', 'other=2', null, null, null])
  })

  test('a secure one is not brought over http', async () => {
    const { virtual, sent } = giving('http://line.example.org')
    set.push('s=1; Secure', 't=2')
    for (let text = 0; text < 3; text++) await virtual.text(CALLER, 'a')
    expect(sent()).toEqual([null, null, 't=2'])
  })

  test('by a switch some are lost, and of some the one before is brought', async () => {
    const { virtual, sent } = giving()
    set.push('s=1', 's=2', 's=3', 's=4')
    const fates = ['kept', 'stale', 'lost', 'kept'] as const
    for (const fate of fates) {
      virtual.faults.cookies = () => fate
      await virtual.text(CALLER, 'a')
    }
    expect(sent()).toEqual([null, 's=1', null, 's=3'])
    let at = 0
    const fate = rarely(() => at++ / 1000)
    const all = Array.from({ length: 1000 }, fate)
    expect(all.filter((each) => each === 'lost')).toHaveLength(20)
    expect(all.filter((each) => each === 'stale')).toHaveLength(20)
  })
})

test('two runs are the same, another seed is not', async () => {
  const sid = async (seed?: string) => {
    const { virtual, last } = lineWith({ '/sms': '' }, { seed })
    await virtual.text(CALLER, 'Hi')
    return last('/sms').MessageSid
  }
  expect(await sid()).toBe(await sid())
  expect(await sid('other')).not.toBe(await sid())
})
