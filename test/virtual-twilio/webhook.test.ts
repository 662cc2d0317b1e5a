import { describe, expect, test } from 'vitest'
import { CALLER, DESK, LINE, lineWith, twiml } from './line.ts'

const fallback = {
  voice: `<Response><Say>Call the number</Say><Dial>${DESK}</Dial></Response>`,
  sms: '<Response><Message>the number</Message></Response>',
}
const APOLOGY = 'We are sorry. An application error has occurred. Goodbye.'
const xml = { 'content-type': 'text/xml' }
const bad = [
  ['500', 11200, () => new Response('', { status: 500 })],
  ['no type', 12300, () => new Response(new TextEncoder().encode('<Response/>'))],
  ['JSON', 12300, () => Response.json({})],
  ['not well-formed', 12100, () => new Response('<Response>', { headers: xml })],
  [
    'a blank first',
    12100,
    () => new Response(' <?xml version="1.0"?><Response/>', { headers: xml }),
  ],
  ['another root', 12102, () => new Response('<Reply/>', { headers: xml })],
  ['more than 64 kB', 11750, () => twiml(`<Say>${'x'.repeat(64 * 1024)}</Say>`)],
  ['a broken connection', 11205, () => Promise.reject(new Error('refused'))],
] as const

describe.each(bad)('an answer that is of no use: %s', (_name, code, answer) => {
  test('ends a call with words of Twilio, and a text with nothing', async () => {
    const { virtual } = lineWith({ '/voice': answer, '/sms': answer })
    const leg = await virtual.call(CALLER)
    expect(leg.heard).toEqual([APOLOGY])
    await virtual.advance(10_000)
    expect(leg.status).toBe('completed')
    expect(await virtual.text(CALLER, 'Hi')).toEqual([])
    expect(virtual.trace).toContainEqual(expect.objectContaining({ kind: 'webhook', error: code }))
  })

  test('is replaced by the fallback document, in the middle of a call too', async () => {
    const { virtual } = lineWith(
      {
        '/voice': '<Gather numDigits="1" action="/turn"/>',
        '/turn': answer,
        '/sms': answer,
      },
      { fallback },
    )
    const leg = await virtual.call(CALLER)
    await leg.press('1')
    expect(leg.heard).toEqual(['Call the number'])
    await virtual.advance(10_000)
    expect(leg.bridgedTo?.to).toBe(DESK)
    expect(await virtual.text(CALLER, 'Hi')).toEqual(['the number'])
  })
})

describe('15 seconds', () => {
  test('are the limit; what the line did before still counts', async () => {
    const { virtual, paths } = lineWith({ '/voice': '<Say>late</Say>' }, { fallback })
    virtual.faults.delay = () => ({ back: 20_000 })
    const leg = await virtual.call(CALLER)
    expect(leg).toMatchObject({ status: 'ringing', waiting: undefined, heard: [] })
    await virtual.advance(14_999)
    expect(leg.heard).toEqual([])
    await virtual.advance(1)
    expect(leg.heard).toEqual(['Call the number'])
    expect(paths('/voice')).toHaveLength(1)
  })

  test('may pass before the line is reached at all', async () => {
    const { virtual, paths } = lineWith({ '/voice': '<Say>never</Say>' }, { fallback })
    virtual.faults.delay = () => ({ there: 15_000 })
    await virtual.call(CALLER)
    await virtual.advance(15_000)
    expect(paths()).toHaveLength(0)
  })

  test('a slow answer within them is an answer, and a caller may hang up meanwhile', async () => {
    const { virtual, paths } = lineWith({ '/voice': '<Say>hello</Say>' })
    virtual.faults.delay = () => ({ there: 2_000, back: 3_000 })
    const leg = await virtual.call(CALLER)
    await virtual.advance(5_000)
    expect(leg.heard).toEqual(['hello'])
    const other = await virtual.call(CALLER)
    await other.hangup()
    await virtual.advance(10_000)
    expect(other).toMatchObject({ status: 'canceled', heard: [] })
    expect(paths()).toHaveLength(2)
  })
})

describe('retries', () => {
  test('a request whose connection broke is sent again, with the same token', async () => {
    let count = 0
    const { virtual, asked } = lineWith({ '/sms': () => twiml(`<Message>${++count}</Message>`) })
    virtual.faults.webhooks = 'twice'
    expect(await virtual.text(CALLER, 'Hi')).toEqual(['2'])
    const [first, second] = asked.map(({ headers }) => headers.get('i-twilio-idempotency-token'))
    expect(first).toBe(second)
    expect(asked[0]?.params).toEqual(asked[1]?.params)
  })

  test('a 500 is not retried, unless the URL asks for it; its fragment is never sent', async () => {
    const failing = () => new Response('', { status: 500 })
    const { virtual, asked } = lineWith({
      '/voice': '<Redirect>/next#rc=2&amp;rp=5xx</Redirect>',
      '/next': failing,
      '/sms': failing,
    })
    await virtual.text(CALLER, 'Hi')
    expect(asked).toHaveLength(1)
    await virtual.call(CALLER)
    expect(asked.filter(({ path }) => path === '/next')).toHaveLength(3)
    expect(asked.every(({ signed }) => signed)).toBe(true)
  })
})

test('the port is signed for http, and not for voice over https', async () => {
  for (const publicUrl of ['http://line.example:8080', 'https://line.example:8443']) {
    const { virtual, asked } = lineWith({ '/voice': '', '/sms': '' }, { publicUrl })
    await virtual.call(CALLER)
    await virtual.text(CALLER, 'Hi')
    expect(asked.map(({ signed }) => signed)).toEqual([true, true])
  }
})

test('the status callback of the number and of a Number noun tell how calls end', async () => {
  const { virtual, paths } = lineWith(
    {
      '/voice': `<Dial><Number statusCallback="/leg" statusCallbackEvent="ringing answered">${DESK}</Number></Dial>`,
      '/leg': '',
      '/number': '',
    },
    { statusCallback: 'https://line.example/number' },
  )
  virtual.number(DESK, { talkFor: 5 })
  await virtual.call(CALLER)
  await virtual.advance(20_000)
  const statuses = (path: string) => paths(path).map(({ params }) => params.CallStatus)
  expect(statuses('/leg')).toEqual(['ringing', 'in-progress'])
  expect(statuses('/number')).toEqual(['completed'])
  expect(paths('/leg')[0]?.params.ParentCallSid).toBe(virtual.legs()[0]?.sid)
})

test('work that the app does after its answer is waited for', async () => {
  let work = Promise.resolve()
  const ring = () =>
    virtual.rest.request({
      method: 'post',
      uri: `https://api.twilio.com/2010-04-01/Accounts/AC${'0'.repeat(32)}/Calls.json`,
      username: `AC${'0'.repeat(32)}`,
      password: 'token',
      data: { To: DESK, From: LINE, Twiml: '<Response/>' },
    })
  const { virtual } = lineWith(
    {
      '/sms': () => {
        work = new Promise<void>((resolve) => setTimeout(resolve, 20)).then(async () => {
          await ring()
        })
        return ''
      },
    },
    { background: () => work },
  )
  await virtual.text(CALLER, 'call me')
  await virtual.settled()
  expect(virtual.legs()).toHaveLength(1)
})
