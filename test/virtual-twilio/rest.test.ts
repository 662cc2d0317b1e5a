import twilio from 'twilio'
import { describe, expect, test } from 'vitest'
import { CALLER, DESK, LINE, lineWith, OTHER } from './line.ts'

const ACCOUNT = `AC${'0'.repeat(32)}`
const URL = 'https://line.example/answered'
const events = ['initiated', 'ringing', 'answered', 'completed']
const status = 'https://line.example/status'
const noContent = () => new Response(null, { status: 204 })

function account(...given: Parameters<typeof lineWith>) {
  const line = lineWith(...given)
  const client = twilio(ACCOUNT, 'token', { httpClient: line.virtual.rest })
  const ring = (more = {}) =>
    client.calls.create({
      to: DESK,
      from: LINE,
      url: URL,
      statusCallback: status,
      statusCallbackEvent: events,
      ...more,
    })
  return { ...line, client, ring }
}

describe('calls.create', () => {
  test('is queued, rings, and asks for its document once it is answered', async () => {
    const { virtual, ring, last, paths } = account({
      '/answered': '<Say>one two three four five</Say>',
      '/status': noContent,
    })
    const call = await ring()
    expect(call).toMatchObject({
      status: 'queued',
      to: DESK,
      from: LINE,
      direction: 'outbound-api',
    })
    await virtual.advance(5_999)
    expect(paths('/answered')).toHaveLength(0)
    await virtual.advance(1)
    expect(last('/answered')).toMatchObject({
      CallSid: call.sid,
      CallStatus: 'in-progress',
      Direction: 'outbound-api',
      From: LINE,
      To: DESK,
    })
    await virtual.advance(10_000)
    const told = paths('/status').map(({ params }) => params)
    expect(told.map(({ CallStatus }) => CallStatus)).toEqual([
      'initiated',
      'ringing',
      'in-progress',
      'completed',
    ])
    expect(told.map(({ SequenceNumber }) => SequenceNumber)).toEqual(['0', '1', '2', '3'])
    expect(told[3]).toMatchObject({
      CallDuration: '2',
      CallbackSource: 'call-progress-events',
      Timestamp: 'Thu, 01 Jan 2026 00:00:08 +0000',
    })
    expect(paths('/status').every(({ signed }) => signed)).toBe(true)
  })

  test.each([
    ['busy', 2_000],
    ['failed', 2_000],
    ['no-answer', 25_000],
  ] as const)('to a phone that is %s ends so', async (behaviour, ms) => {
    const { virtual, ring, last, paths } = account({ '/status': noContent })
    virtual.number(DESK, { behaviour })
    await ring({ timeout: 20, statusCallbackEvent: [] })
    await virtual.advance(ms)
    expect(paths('/status')).toHaveLength(1)
    expect(last('/status')).toMatchObject({ CallStatus: behaviour, CallDuration: '0' })
  })

  test('is one a second for the whole account', async () => {
    const { virtual, ring } = account({ '/answered': '', '/status': noContent })
    await Promise.all([ring(), ring({ to: OTHER })])
    const waiting = await ring({ to: OTHER })
    expect(waiting.queueTime).toBe('2000')
    await virtual.advance(7_500)
    const rings = virtual.trace.filter(({ kind }) => kind === 'ring').map(({ at }) => at)
    expect(rings).toEqual([1_000, 2_000, 3_000])
  })

  test('runs a document that came with it', async () => {
    const { virtual, client } = account({})
    await client.calls.create({
      to: DESK,
      from: LINE,
      twiml: '<Response><Say>hello</Say></Response>',
    })
    await virtual.advance(6_000)
    expect(virtual.legs()[0]?.heard).toEqual(['hello'])
  })

  test.each([
    [21210, 400, { from: '+14155550000' }],
    [21212, 400, { from: 'nobody' }],
    [21211, 400, { to: '12' }],
    [21205, 400, { url: 'relative' }],
  ])('is refused with %s', async (code, refused, more) => {
    const { ring, virtual } = account({})
    await expect(ring(more)).rejects.toMatchObject({
      code,
      status: refused,
      moreInfo: `https://www.twilio.com/docs/errors/${code}`,
    })
    expect(virtual.legs()).toEqual([])
  })

  test('a phone that hangs up by itself, a voicemail and a silent menu', async () => {
    const { virtual, ring } = account({
      '/answered': '<Gather timeout="120"/>',
      '/status': noContent,
    })
    virtual.number(DESK, { behaviour: 'voicemail' })
    await ring()
    await virtual.advance(36_000)
    expect(virtual.legs()[0]).toMatchObject({ status: 'completed', seconds: 30 })
    virtual.number(DESK, { behaviour: 'silent' })
    await ring()
    await virtual.advance(100_000)
    expect(virtual.legs()[1]?.status).toBe('in-progress')
  })
})

describe('calls(sid).update', () => {
  const lines = {
    '/answered': '<Gather timeout="60"/>',
    '/status': noContent,
    '/other': '<Say>elsewhere</Say><Gather timeout="60"/>',
  }

  test('completed ends a call in any state, canceled only one that was not answered', async () => {
    const { virtual, ring, client } = account(lines)
    const one = await ring()
    expect((await client.calls(one.sid).update({ status: 'completed' })).status).toBe('canceled')
    const two = await ring()
    await virtual.advance(8_000)
    await expect(client.calls(two.sid).update({ status: 'canceled' })).rejects.toMatchObject({
      code: 21220,
    })
    expect((await client.calls(two.sid).update({ status: 'completed' })).status).toBe('completed')
    expect((await client.calls(two.sid).fetch()).status).toBe('completed')
    const three = await ring()
    await virtual.advance(3_000)
    expect((await client.calls(three.sid).update({ status: 'canceled' })).status).toBe('canceled')
    await expect(client.calls(three.sid).update({ url: URL })).rejects.toMatchObject({
      code: 21220,
    })
  })

  test('a Url sends a live call to another document, but not one that rings', async () => {
    const { virtual, ring, client } = account(lines)
    const call = await ring()
    const elsewhere = () => client.calls(call.sid).update({ url: 'https://line.example/other' })
    await expect(elsewhere()).rejects.toMatchObject({ code: 21220 })
    await virtual.advance(6_000)
    await elsewhere()
    await virtual.settled()
    expect(virtual.legs()[0]).toMatchObject({ heard: ['elsewhere'], over: false })
  })

  test('a caller who is sent out of a queue, or out of a bridge, is told to the action', async () => {
    const { virtual, ring, client, last, paths } = account({
      ...lines,
      '/voice': '<Enqueue action="/left">room</Enqueue>',
      '/left': '<Say>never heard</Say>',
      '/answered': '<Dial><Queue>room</Queue></Dial><Say>alone</Say>',
    })
    const leg = await virtual.call(CALLER)
    await client.calls(leg.sid).update({ url: 'https://line.example/other' })
    await virtual.settled()
    expect(last('/left').QueueResult).toBe('redirected')
    expect(leg.heard).toEqual(['elsewhere'])

    const next = await virtual.call(CALLER)
    await ring()
    await virtual.advance(7_000)
    expect(next.waiting).toBe('bridge')
    await client.calls(next.sid).update({ url: 'https://line.example/other' })
    await virtual.settled()
    expect(last('/left').QueueResult).toBe('redirected-from-bridged')
    expect(paths('/left')).toHaveLength(2)
    expect(next.heard).toEqual(['elsewhere'])
    expect(virtual.legs().at(-1)?.heard).toEqual(['alone'])
  })

  test('a dialled leg that is sent elsewhere lives on, and so does its caller', async () => {
    const { virtual, client, last } = account({
      ...lines,
      '/voice': `<Dial action="/ended"><Number>${DESK}</Number></Dial>`,
      '/ended': '<Gather timeout="60"><Say>back</Say></Gather>',
    })
    const leg = await virtual.call(CALLER)
    await virtual.advance(10_000)
    const desk = virtual.legs()[1]
    await client.calls(desk?.sid ?? '').update({ url: 'https://line.example/other' })
    await virtual.settled()
    expect(last('/ended').DialCallStatus).toBe('completed')
    expect(last('/ended').DialCallDuration).toBeUndefined()
    expect([leg.heard, desk?.heard]).toEqual([['back'], ['elsewhere']])
    await virtual.advance(5_000)
    expect(desk?.status).toBe('in-progress')
  })
})

describe('queues', () => {
  test('are listed, and deleted when nobody waits in them', async () => {
    const { virtual, client } = account({ '/voice': '<Enqueue>room</Enqueue>' })
    const leg = await virtual.call(CALLER)
    const [queue] = await client.queues.list()
    expect(queue).toMatchObject({ friendlyName: 'room', currentSize: 1 })
    const sid = queue?.sid ?? ''
    await expect(client.queues(sid).remove()).rejects.toMatchObject({ status: 400 })
    await leg.hangup()
    expect(await client.queues(sid).remove()).toBe(true)
    await expect(client.queues(sid).remove()).rejects.toMatchObject({ code: 20404, status: 404 })
    expect(virtual.queues()).toEqual([])
  })
})

test('a leg that waits before a queue which is deleted ends its wait as failed', async () => {
  const { virtual, client, ring, last } = account({
    '/voice': '<Enqueue>room</Enqueue>',
    '/answered': '<Dial action="/taken" timeout="60"><Queue>room</Queue></Dial>',
    '/taken': '<Hangup/>',
    '/status': noContent,
  })
  await (await virtual.call(CALLER)).hangup()
  await ring()
  await virtual.advance(10_000)
  await client.queues(virtual.queues()[0]?.sid ?? '').remove()
  await virtual.settled()
  expect(last('/taken').DialCallStatus).toBe('failed')
})

describe('messages', () => {
  test('are found by their numbers, redacted and deleted', async () => {
    const { virtual, client } = account({ '/sms': '<Message>hello</Message>' })
    await virtual.text(CALLER, 'Hi')
    await virtual.text(OTHER, 'Ho')
    const [sent] = await client.messages.list({ from: CALLER })
    const [reply] = await client.messages.list({ to: CALLER })
    expect(sent).toMatchObject({ body: 'Hi', direction: 'inbound', status: 'received' })
    expect(reply).toMatchObject({ body: 'hello', direction: 'outbound-reply' })
    const { sid = '' } = sent ?? {}
    expect((await client.messages(sid).update({ body: '' })).body).toBe('')
    await expect(client.messages(sid).update({ body: 'x' })).rejects.toMatchObject({ status: 400 })
    expect(await client.messages(sid).remove()).toBe(true)
    await expect(client.messages(sid).fetch()).rejects.toMatchObject({ code: 20404 })
    expect(await client.messages.list({ pageSize: 1 })).toHaveLength(3)
  })
})

describe('what goes wrong', () => {
  test('a wrong token, and what does not exist', async () => {
    const { virtual, client } = account({})
    const stranger = twilio(ACCOUNT, 'other', { httpClient: virtual.rest })
    const sid = `CA${'0'.repeat(32)}`
    await expect(stranger.calls(sid).fetch()).rejects.toMatchObject({ code: 20003, status: 401 })
    await expect(client.calls(sid).fetch()).rejects.toMatchObject({ code: 20404, status: 404 })
    await expect(client.conferences.list()).rejects.toMatchObject({ code: 20404 })
  })

  test.each([
    [429, 20429],
    [500, 20500],
  ] as const)('the API may say %s, and nothing has happened', async (fault, code) => {
    const { virtual, ring } = account({})
    virtual.faults.rest = fault
    await expect(ring()).rejects.toMatchObject({ status: fault, code })
    expect(virtual.legs()).toEqual([])
  })

  test.each([
    ['timeout', 0],
    ['accepted-timeout', 1],
  ] as const)('%s: nobody answers, and %s calls were made', async (fault, calls) => {
    const { virtual, client } = account({})
    virtual.faults.rest = (method) => (method === 'POST' ? fault : 'ok')
    const request = virtual.rest.request({
      method: 'post',
      uri: `https://api.twilio.com/2010-04-01/Accounts/${ACCOUNT}/Calls.json`,
      username: ACCOUNT,
      password: 'token',
      data: { To: DESK, From: LINE, Url: URL },
      timeout: 10,
    })
    await expect(request).rejects.toMatchObject({ code: 'ECONNABORTED' })
    expect(virtual.legs()).toHaveLength(calls)
    await virtual.advance(10_000)
    expect(await client.queues.list()).toEqual([])
  })

  test.each([
    ['lost', []],
    ['twice', ['0', '0', '1', '1', '2', '2', '3', '3']],
    ['reversed', ['3', '2', '1', '0']],
  ] as const)('status callbacks may be %s', async (fault, sequence) => {
    const { virtual, ring, paths } = account({ '/answered': '<Hangup/>', '/status': noContent })
    virtual.faults.callbacks = fault
    await ring()
    await virtual.advance(10_000)
    expect(paths('/status').map(({ params }) => params.SequenceNumber)).toEqual(sequence)
  })

  test('a callback that the line refuses is noted and nothing else', async () => {
    const { virtual, ring } = account({ '/answered': '<Gather timeout="60"/>' })
    await ring()
    await virtual.advance(10_000)
    expect(virtual.trace).toContainEqual(expect.objectContaining({ kind: 'error', code: 15003 }))
    expect(virtual.legs()[0]?.status).toBe('in-progress')
  })
})
