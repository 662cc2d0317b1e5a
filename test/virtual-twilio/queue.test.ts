import { describe, expect, test } from 'vitest'
import type { Leg } from '../../src/virtual-twilio/types.ts'
import type { Undocumented } from '../../src/virtual-twilio/undocumented.ts'
import { CALLER, DESK, LINE, lineWith, OTHER } from './line.ts'

const hold = '<Enqueue waitUrl="/wait" action="/left">room</Enqueue><Say>never</Say>'
const wait =
  '<Gather numDigits="1" timeout="1" action="/key"><Say>One moment please</Say></Gather><Pause length="5"/>'
const room = {
  '/voice': hold,
  '/wait': wait,
  '/key': '<Leave/>',
  '/left': '<Say>welcome back</Say>',
}
/** The leg of a desk that takes whoever waits, made as the line makes it. */
const take = `<Say>A call</Say><Dial action="/taken" timeout="5"><Queue>room</Queue></Dial>`

type Line = ReturnType<typeof lineWith>

async function ringDesk({ virtual }: Line, twiml = take) {
  const account = `/2010-04-01/Accounts/AC${'0'.repeat(32)}`
  const absolute = twiml.replaceAll('="/', '="https://line.example/')
  await virtual.rest.request({
    method: 'post',
    uri: `https://api.twilio.com${account}/Calls.json`,
    username: `AC${'0'.repeat(32)}`,
    password: 'token',
    data: { To: DESK, From: LINE, Twiml: `<Response>${absolute}</Response>` },
  })
}

describe("what Twilio's documentation leaves open", () => {
  const hears = async (
    open: Partial<Undocumented>,
    act: (line: Line, leg: Leg) => Promise<unknown>,
  ) => {
    const line = lineWith(room, { open })
    const leg = await line.virtual.call(CALLER)
    await act(line, leg)
    await line.virtual.advance(30_000)
    return { line, heard: leg.heard.at(-1) }
  }
  const leave = (_line: Line, leg: Leg) => leg.press('1')

  test('after Leave the action is asked for, or the next verb runs', async () => {
    expect((await hears({}, leave)).heard).toBe('welcome back')
    const { heard, line } = await hears({ leave: 'next verb' }, leave)
    expect(heard).toBe('never')
    expect(line.paths('/left')).toEqual([])
  })

  test('after a talk the action is asked for, or the next verb runs', async () => {
    const talk = async (line: Line) => {
      line.virtual.number(DESK, { talkFor: 8, answerAfter: 2 })
      await ringDesk(line)
      await line.virtual.advance(12_000)
    }
    expect((await hears({}, talk)).heard).toBe('welcome back')
    expect((await hears({ parted: 'next verb' }, talk)).heard).toBe('never')
  })

  test('after a wait document of no use: the action, the fallback, or the end of the call', async () => {
    const fails = async (waitFails: Undocumented['waitFails']) => {
      const fallback = { voice: '<Response><Say>fallback</Say></Response>', sms: '' }
      const line = lineWith({ ...room, '/wait': '' }, { open: { waitFails }, fallback })
      line.virtual.faults.delay = ({ url }) => (url.endsWith('/wait') ? { there: 15_000 } : {})
      const leg = await line.virtual.call(CALLER)
      await line.virtual.advance(60_000)
      return leg.heard
    }
    expect(await fails('action')).toEqual(['welcome back'])
    expect(await fails('fallback')).toEqual(['fallback'])
    expect(await fails('hang-up')).toEqual([])
  })

  test('whether who waits and hangs up is told of, and how who was bridged is', async () => {
    const hangUp = (_line: Line, leg: Leg) => leg.hangup()
    expect((await hears({}, hangUp)).line.last('/left').QueueResult).toBe('hangup')
    expect((await hears({ hangup: 'untold' }, hangUp)).line.paths('/left')).toEqual([])
    const talk = async (line: Line, leg: Leg) => {
      await ringDesk(line)
      await line.virtual.advance(12_000)
      await leg.hangup()
    }
    for (const bridgedHangup of ['bridged', 'hangup'] as const) {
      const { line } = await hears({ bridgedHangup }, talk)
      expect(line.last('/left').QueueResult).toBe(bridgedHangup)
    }
  })

  test('how long a Dial stands before an empty queue', async () => {
    const stands = async (open: Partial<Undocumented>) => {
      const line = lineWith(room, { open })
      const { virtual } = line
      const leg = await virtual.call(CALLER)
      await leg.press('1')
      await ringDesk(line)
      await virtual.advance(60_000)
      const desk = virtual.legs()[1]?.sid
      const said = virtual.trace.find((entry) => entry.kind === 'say' && entry.leg === desk)
      const asked = virtual.trace.find(
        (entry) => entry.kind === 'webhook' && entry.url.endsWith('/taken'),
      )
      return Math.floor(((asked?.at ?? 0) - (said?.at ?? 0)) / 5_000) * 5
    }
    expect(await stands({})).toBe(10)
    expect(await stands({ queueTimeout: 'exact' })).toBe(5)
    expect(await stands({ emptyQueue: 'ends' })).toBe(0)
  })
})

describe('Enqueue', () => {
  test('makes the queue, and asks for the wait document whenever its verbs run out', async () => {
    const line = lineWith(room)
    const leg = await line.virtual.call(CALLER)
    const [queue] = line.virtual.queues()
    expect(queue).toMatchObject({ name: 'room', waiting: [leg] })
    expect(leg).toMatchObject({ queue: 'room', waiting: 'key', status: 'in-progress' })
    expect(line.last('/wait')).toMatchObject({
      QueuePosition: '1',
      QueueSid: queue?.sid,
      QueueTime: '0',
      CurrentQueueSize: '1',
      MaxQueueSize: '1000',
    })
    await line.virtual.advance(8_000)
    expect(line.paths('/wait')).toHaveLength(2)
    expect(line.last('/wait').QueueTime).toBe('7')
    expect(leg.heard).toEqual(['One moment please', 'One moment please'])
  })

  test('a wait document may not dial or enqueue, and one that takes no time is not a storm', async () => {
    const line = lineWith({ ...room, '/wait': `<Dial>${DESK}</Dial>` })
    const leg = await line.virtual.call(CALLER)
    expect(line.virtual.trace).toContainEqual(expect.objectContaining({ code: 13201 }))
    expect(leg.queue).toBeUndefined()
    expect(line.last('/left').QueueResult).toBe('error')

    const empty = lineWith({ ...room, '/wait': '<Enqueue>other</Enqueue>' })
    await empty.virtual.call(CALLER)
    await empty.virtual.advance(10_000)
    expect(empty.paths('/wait')).toHaveLength(11)
    expect(empty.virtual.queues().map(({ name }) => name)).toEqual(['room'])
  })

  test('without a waitUrl there is music, with the second in line at position 2', async () => {
    const line = lineWith({
      '/voice': ({ params }) =>
        params.From === OTHER ? hold : '<Enqueue>room</Enqueue><Say>x</Say>',
      '/wait': wait,
    })
    const first = await line.virtual.call(CALLER)
    await line.virtual.call(OTHER)
    expect(first.waiting).toBe('queue')
    expect(line.last('/wait')).toMatchObject({
      QueuePosition: '2',
      CurrentQueueSize: '2',
      AvgQueueTime: '0',
    })
    await first.hangup()
    await line.virtual.advance(8_000)
    expect(line.last('/wait')).toMatchObject({ QueuePosition: '1', CurrentQueueSize: '1' })
  })

  test('a queue that is full lets nobody in', async () => {
    const line = lineWith({
      '/voice': '<Enqueue maxQueueSize="1" action="/left">room</Enqueue>',
      '/left': '<Say>full</Say>',
    })
    await line.virtual.call(CALLER)
    const second = await line.virtual.call(OTHER)
    expect(line.last('/left').QueueResult).toBe('queue-full')
    expect(line.last('/left').QueueSid).toBeUndefined()
    expect(second.heard).toEqual(['full'])
  })
})

describe('Leave', () => {
  test('takes the caller out and asks the action right away', async () => {
    const line = lineWith(room)
    const leg = await line.virtual.call(CALLER)
    await line.virtual.advance(1_000)
    await leg.press('1')
    expect(line.last('/left')).toMatchObject({ QueueResult: 'leave', QueueTime: '1' })
    expect(leg).toMatchObject({ queue: undefined, status: 'in-progress' })
    expect(leg.heard.at(-1)).toBe('welcome back')
    expect(line.virtual.queues()[0]?.waiting).toEqual([])
  })

  test('without an action the verb after the Enqueue runs', async () => {
    const line = lineWith({
      '/voice': '<Enqueue waitUrl="/wait">room</Enqueue><Say>after all</Say>',
      '/wait': '<Leave/>',
    })
    const leg = await line.virtual.call(CALLER)
    expect(leg.heard).toEqual(['after all'])
  })
})

describe('Dial to a queue', () => {
  test('bridges whoever waits first; the action of Enqueue is asked when they part', async () => {
    const line = lineWith({ ...room, '/taken': '<Say>thank you</Say>' })
    const leg = await line.virtual.call(CALLER)
    await ringDesk(line)
    await line.virtual.advance(7_000)
    const desk = line.virtual.legs()[1]
    expect(leg).toMatchObject({ waiting: 'bridge', queue: undefined })
    expect(leg.bridgedTo).toBe(desk)
    expect(desk).toMatchObject({ heard: ['A call'], direction: 'outbound-api' })
    expect(line.paths('/left')).toHaveLength(0)

    await line.virtual.advance(30_000)
    await desk?.hangup()
    expect(line.last('/left')).toMatchObject({ QueueResult: 'bridged', QueueTime: '7' })
    expect(leg.heard.at(-1)).toBe('welcome back')
    expect(line.last('/taken')).toMatchObject({
      DialCallStatus: 'completed',
      DialBridged: 'true',
      DialCallSid: leg.sid,
      DequeingCallSid: desk?.sid,
      QueueTime: '7',
    })
  })

  test('a caller who hangs up while bridged lets the other side go on', async () => {
    const line = lineWith({ ...room, '/taken': '<Say>thank you</Say>' })
    const leg = await line.virtual.call(CALLER)
    await ringDesk(line)
    await line.virtual.advance(10_000)
    await leg.hangup()
    const desk = line.virtual.legs()[1]
    expect(line.last('/left')).toMatchObject({ QueueResult: 'bridged', CallStatus: 'completed' })
    expect(line.last('/taken')).toMatchObject({ DialCallSid: leg.sid, CallStatus: 'in-progress' })
    expect(desk?.heard.at(-1)).toBe('thank you')
  })

  test('of two, only the first is taken', async () => {
    const line = lineWith(room)
    const first = await line.virtual.call(CALLER)
    await line.virtual.advance(1_000)
    const second = await line.virtual.call(OTHER)
    await ringDesk(line)
    await line.virtual.advance(8_000)
    expect(first.waiting).toBe('bridge')
    expect(second.queue).toBe('room')
  })

  test('before an empty queue it waits for somebody to come', async () => {
    const line = lineWith(room)
    const early = await line.virtual.call(CALLER)
    await early.hangup()
    await ringDesk(line)
    await line.virtual.advance(10_000)
    const desk = line.virtual.legs()[1]
    expect(desk?.waiting).toBe('ring')
    const late = await line.virtual.call(OTHER)
    expect(late.bridgedTo).toBe(desk)
    expect(late.heard).toEqual([])
  })

  test('before an empty queue it ends after the timeout as no-answer', async () => {
    const line = lineWith({ ...room, '/taken': '<Hangup/>' })
    const early = await line.virtual.call(CALLER)
    await early.hangup()
    await ringDesk(line)
    await line.virtual.advance(20_000)
    expect(line.last('/taken')).toMatchObject({ DialCallStatus: 'no-answer', DialBridged: 'false' })
    expect(line.virtual.legs()[1]?.status).toBe('completed')
  })

  test('a queue that does not exist is a failure at once', async () => {
    const line = lineWith({ ...room, '/taken': '<Say>nobody</Say>' })
    await ringDesk(line)
    await line.virtual.advance(7_000)
    expect(line.last('/taken')).toMatchObject({ DialCallStatus: 'failed', DialBridged: 'false' })
    expect(line.virtual.queues()).toEqual([])
  })

  test('the document of the Queue noun is heard by the caller alone, then they are bridged', async () => {
    const line = lineWith({ ...room, '/before': '<Say>Somebody is here</Say>' })
    const leg = await line.virtual.call(CALLER)
    await ringDesk(line, '<Dial><Queue url="/before">room</Queue></Dial>')
    await line.virtual.advance(6_000)
    const desk = line.virtual.legs()[1]
    expect(leg.heard.at(-1)).toBe('Somebody is here')
    expect(leg.bridgedTo).toBeUndefined()
    expect(line.last('/before')).toMatchObject({ DequeingCallSid: desk?.sid, CallSid: leg.sid })
    await line.virtual.advance(2_000)
    expect(leg.bridgedTo).toBe(desk)
  })

  test('a caller who hangs up during that document leaves the dialling side with the next one', async () => {
    const line = lineWith({ ...room, '/before': '<Say>Somebody is here</Say>' })
    const first = await line.virtual.call(CALLER)
    const second = await line.virtual.call(OTHER)
    await ringDesk(line, '<Dial><Queue url="/before">room</Queue></Dial>')
    await line.virtual.advance(6_000)
    await first.hangup()
    expect(line.last('/left').QueueResult).toBe('hangup')
    await line.virtual.advance(2_000)
    expect(second.bridgedTo).toBe(line.virtual.legs()[2])
  })
})

test('a dialling side that goes during that document leaves the caller with an error', async () => {
  const line = lineWith({ ...room, '/before': '<Say>Somebody is here</Say>' })
  const leg = await line.virtual.call(CALLER)
  await ringDesk(line, '<Dial><Queue url="/before">room</Queue></Dial>')
  await line.virtual.advance(6_000)
  await line.virtual.legs()[1]?.hangup()
  await line.virtual.advance(2_000)
  expect(line.last('/left').QueueResult).toBe('error')
  expect(leg.heard.at(-1)).toBe('welcome back')
})

describe('a caller in a queue', () => {
  test('who hangs up is out of it, and the action learns that it was a hangup', async () => {
    const line = lineWith(room)
    const leg = await line.virtual.call(CALLER)
    await line.virtual.advance(3_000)
    await leg.hangup()
    expect(line.last('/left')).toMatchObject({ QueueResult: 'hangup', CallStatus: 'completed' })
    expect(line.virtual.queues()[0]?.waiting).toEqual([])
    expect(leg.heard).toEqual(['One moment please'])
  })

  test('whose wait document is of no use leaves with an error', async () => {
    const line = lineWith({ ...room, '/wait': () => new Response(null, { status: 500 }) })
    const leg = await line.virtual.call(CALLER)
    expect(line.last('/left').QueueResult).toBe('error')
    expect(leg.heard).toEqual(['welcome back'])
  })

  test('is bridged though a wait document is still on its way', async () => {
    const line = lineWith(room)
    const leg = await line.virtual.call(CALLER)
    await ringDesk(line)
    line.virtual.faults.delay = ({ url }) => (url.endsWith('/wait') ? { back: 9_000 } : undefined)
    await line.virtual.advance(7_500)
    expect(leg.waiting).toBe('bridge')
  })
})
