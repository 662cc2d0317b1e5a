import { describe, expect, test } from 'vitest'
import { CALLER, DESK, LINE, lineWith, OTHER, twiml } from './line.ts'

const menu = `<Gather numDigits="1" finishOnKey="" timeout="10" action="/turn"><Say language="en-US">Press one or two</Say><Say language="es-US">Marque uno</Say></Gather><Redirect>/turn</Redirect>`
const dialDesk = `<Dial action="/ended" callerId="${LINE}" timeout="30"><Number>${DESK}</Number></Dial><Say>never</Say>`

describe('a call', () => {
  test('asks for its first document while it rings, and for the next ones in progress', async () => {
    const { virtual, asked } = lineWith({ '/voice': menu, '/turn': '<Say>done</Say>' })
    const leg = await virtual.call(CALLER)
    expect(leg).toMatchObject({ direction: 'inbound', from: CALLER, to: LINE, waiting: 'key' })
    expect(leg.sid).toMatch(/^CA[0-9a-f]{32}$/)
    await leg.press('1')
    expect(asked.map(({ params }) => params.CallStatus)).toEqual(['ringing', 'in-progress'])
    expect(asked[0]?.params).toMatchObject({
      CallSid: leg.sid,
      From: CALLER,
      Caller: CALLER,
      To: LINE,
      Called: LINE,
      Direction: 'inbound',
      ApiVersion: '2010-04-01',
      FromState: 'CA',
    })
  })

  test('ends when its verbs run out', async () => {
    const { virtual } = lineWith({ '/voice': '<Say>one two three four five</Say>' })
    const leg = await virtual.call(CALLER)
    expect(leg).toMatchObject({ speaking: true, waiting: 'clock', status: 'in-progress' })
    await virtual.advance(1_999)
    expect(leg.over).toBe(false)
    await virtual.advance(1)
    expect(leg).toMatchObject({ status: 'completed', waiting: undefined })
  })
})

describe('Play', () => {
  const sound = (type = 'audio/mpeg') => ({
    '/home.mp3': new Response(new Uint8Array(16_000), { headers: { 'content-type': type } }),
  })
  const plays = '<Play>https://line.example/home.mp3</Play><Say>after it</Say>'
  const fallback = { voice: '<Response><Say>the fallback</Say></Response>', sms: '' }

  test('fetches the recording by an unsigned GET, and goes on when it has been heard', async () => {
    const { virtual, paths } = lineWith({ '/voice': plays, ...sound() })
    const leg = await virtual.call(CALLER)
    expect(paths('/home.mp3')).toMatchObject([{ method: 'GET', params: {}, signed: false }])
    expect(leg.heard).toEqual(['(plays /home.mp3)'])
    await virtual.advance(1_999)
    expect(leg.heard).toHaveLength(1)
    await virtual.advance(1)
    expect(leg.heard.at(-1)).toBe('after it')
  })

  test.each([
    ['is not there', { '/voice': plays }, 11200],
    ['is no sound', { '/voice': plays, ...sound('text/html') }, 13420],
    ['has no whole address', { '/voice': '<Play>home.mp3</Play>' }, 11100],
  ])('one that %s ends the document, within a Gather too', async (_what, answers, code) => {
    const inside = `<Gather action="/turn">${answers['/voice']}</Gather>`
    for (const voice of [answers['/voice'], inside]) {
      const { virtual } = lineWith({ ...answers, '/voice': voice }, { fallback })
      const leg = await virtual.call(CALLER)
      expect(leg.heard).toEqual(['the fallback'])
      expect(virtual.trace).toContainEqual(expect.objectContaining({ kind: 'error', code }))
    }
  })
})

describe('Gather', () => {
  test('a key stops the speech and asks the action with Digits', async () => {
    const { virtual, last } = lineWith({ '/voice': menu, '/turn': '<Say>done</Say>' })
    const leg = await virtual.call(CALLER)
    await leg.press('2')
    expect(last('/turn')).toMatchObject({ Digits: '2' })
    expect(leg.heard).toEqual(['Press one or two', 'done'])
    expect(virtual.now()).toBe(0)
  })

  test('silence goes on to the next verb, after the speech and the timeout', async () => {
    const { virtual, paths, last } = lineWith({ '/voice': menu, '/turn': '<Say>silence</Say>' })
    const leg = await virtual.call(CALLER)
    await leg.listen()
    expect(leg.heard).toEqual(['Press one or two', 'Marque uno'])
    const spoken = virtual.now()
    await virtual.advance(9_999)
    expect(paths('/turn')).toHaveLength(0)
    await virtual.advance(1)
    expect(virtual.now()).toBe(spoken + 10_000)
    expect(last('/turn').Digits).toBeUndefined()
    expect(leg.heard.at(-1)).toBe('silence')
  })

  test('numDigits, finishOnKey and the timeout end the input', async () => {
    const gather = (attributes: string) => ({
      '/voice': `<Gather action="/turn" ${attributes}/><Say>nothing</Say>`,
      '/turn': '<Hangup/>',
    })
    const two = lineWith(gather('numDigits="2"'))
    const leg = await two.virtual.call(CALLER)
    await leg.press('4')
    expect(two.paths('/turn')).toHaveLength(0)
    await leg.press('2')
    expect(two.last('/turn').Digits).toBe('42')

    const hash = lineWith(gather(''))
    await (await hash.virtual.call(CALLER)).press('12#')
    expect(hash.last('/turn')).toMatchObject({ Digits: '12', FinishedOnKey: '#' })

    const star = lineWith(gather('finishOnKey="*"'))
    await (await star.virtual.call(CALLER)).press('#*')
    expect(star.last('/turn').Digits).toBe('#')

    const none = lineWith(gather('finishOnKey="" timeout="3"'))
    await (await none.virtual.call(CALLER)).press('1#')
    await none.virtual.advance(3_000)
    expect(none.last('/turn').Digits).toBe('1#')
  })

  test('actionOnEmptyResult asks the action on silence too', async () => {
    const { virtual, last } = lineWith({
      '/voice': '<Gather action="/turn" actionOnEmptyResult="true"/>',
      '/turn': '<Hangup/>',
    })
    await virtual.call(CALLER)
    await virtual.advance(5_000)
    expect(last('/turn').Digits).toBe('')
  })

  test('without an action it asks for its own document', async () => {
    const { virtual, paths } = lineWith({ '/voice': '<Gather numDigits="1"/>' })
    const leg = await virtual.call(CALLER)
    await leg.press('1')
    expect(paths('/voice')).toHaveLength(2)
  })

  test('a key that nobody waits for is lost', async () => {
    const { virtual, paths } = lineWith({ '/voice': `<Say>one two three</Say>${menu}` })
    const leg = await virtual.call(CALLER)
    await leg.press('1')
    await virtual.advance(2_000)
    expect(paths('/turn')).toHaveLength(0)
    expect(virtual.trace).toContainEqual({
      at: 0,
      kind: 'key',
      leg: leg.sid,
      key: '1',
      to: 'nobody',
    })
  })
})

describe('Dial to a number', () => {
  test('a call that is answered is bridged, and its action says how it ended', async () => {
    const { virtual, last } = lineWith({ '/voice': dialDesk, '/ended': '<Say>over</Say>' })
    virtual.number(DESK, { talkFor: 42 })
    const leg = await virtual.call(CALLER)
    expect(leg.waiting).toBe('ring')
    await virtual.advance(6_000)
    const [, desk] = virtual.legs()
    expect(desk).toMatchObject({ from: LINE, to: DESK, direction: 'outbound-dial' })
    expect(leg.waiting).toBe('bridge')
    expect(leg.bridgedTo).toBe(desk)
    await virtual.advance(42_000)
    expect(last('/ended')).toMatchObject({
      DialCallStatus: 'completed',
      DialCallSid: desk?.sid,
      DialCallDuration: '42',
      DialBridged: 'true',
      CallStatus: 'in-progress',
    })
    await leg.listen()
    expect(leg).toMatchObject({ heard: ['over'], status: 'completed' })
  })

  test.each([
    ['busy', 'busy', 2_000],
    ['failed', 'failed', 2_000],
    ['no-answer', 'no-answer', 35_000],
  ] as const)('%s is told to the action as %s', async (behaviour, status, ms) => {
    const { virtual, last, paths } = lineWith({ '/voice': dialDesk, '/ended': '<Hangup/>' })
    virtual.number(DESK, { behaviour })
    await virtual.call(CALLER)
    await virtual.advance(ms - 1)
    expect(paths('/ended')).toHaveLength(0)
    await virtual.advance(1)
    expect(last('/ended')).toMatchObject({ DialCallStatus: status, DialBridged: 'false' })
    expect(virtual.legs()[1]?.status).toBe(status)
  })

  test('without an action the verbs after it run', async () => {
    const { virtual } = lineWith({ '/voice': `<Dial>${DESK}</Dial><Say>busy it was</Say>` })
    virtual.number(DESK, { behaviour: 'busy' })
    const leg = await virtual.call(CALLER)
    await virtual.advance(5_000)
    expect(leg.heard).toEqual(['busy it was'])
  })

  test('a caller who hangs up takes the other side along, and the action is still asked', async () => {
    const { virtual, last } = lineWith({ '/voice': dialDesk, '/ended': '<Say>nobody</Say>' })
    const leg = await virtual.call(CALLER)
    await virtual.advance(10_000)
    await leg.hangup()
    expect(virtual.legs().map(({ status }) => status)).toEqual(['completed', 'completed'])
    expect(last('/ended')).toMatchObject({ DialCallStatus: 'completed', CallStatus: 'completed' })
    expect(leg.heard).toEqual([])
  })

  test('a caller who hangs up while it rings cancels it', async () => {
    const { virtual } = lineWith({ '/voice': dialDesk, '/ended': '' })
    const leg = await virtual.call(CALLER)
    await virtual.advance(3_000)
    await leg.hangup()
    expect(virtual.legs()[1]?.status).toBe('canceled')
    await virtual.advance(60_000)
    expect(virtual.legs()[1]?.bridgedTo).toBeUndefined()
  })

  test('of several, the first to pick up is bridged and the others are canceled', async () => {
    const { virtual } = lineWith({
      '/voice': `<Dial><Number>${DESK}</Number><Number>${OTHER}</Number></Dial>`,
    })
    virtual.number(OTHER, { answerAfter: 4 })
    const leg = await virtual.call(CALLER)
    await virtual.advance(10_000)
    expect(leg.bridgedTo?.to).toBe(OTHER)
    expect(virtual.legs().map(({ status }) => status)).toEqual([
      'in-progress',
      'canceled',
      'in-progress',
    ])
  })

  test('a phone that is asked rings until somebody decides', async () => {
    const { virtual, last } = lineWith({ '/voice': dialDesk, '/ended': '<Hangup/>' })
    const desk = virtual.number(DESK, { behaviour: 'ask' })
    const leg = await virtual.call(CALLER)
    await virtual.advance(20_000)
    expect((await desk.answer()).bridgedTo).toBe(leg)
    await leg.hangup()
    await virtual.call(CALLER)
    await virtual.advance(20_000)
    await desk.decline()
    expect(last('/ended').DialCallStatus).toBe('busy')
  })

  test("with hangupOnStar the caller ends it, other keys are the other side's", async () => {
    const { virtual, last } = lineWith({
      '/voice': `<Dial action="/ended" hangupOnStar="true"><Number>${DESK}</Number></Dial>`,
      '/ended': '<Say>back</Say>',
    })
    const leg = await virtual.call(CALLER)
    await virtual.advance(10_000)
    await leg.press('5')
    expect(leg.waiting).toBe('bridge')
    await leg.press('*')
    expect(last('/ended').DialCallStatus).toBe('completed')
    expect(virtual.legs()[1]?.over).toBe(true)
    expect(leg.heard).toEqual(['back'])
  })

  test('timeLimit ends the talk', async () => {
    const { virtual, last } = lineWith({
      '/voice': `<Dial action="/ended" timeLimit="60"><Number>${DESK}</Number></Dial>`,
      '/ended': '<Hangup/>',
    })
    await virtual.call(CALLER)
    await virtual.advance(66_000)
    expect(last('/ended').DialCallDuration).toBe('60')
  })

  test("with answerOnBridge as the first verb the caller's call rings until it is bridged", async () => {
    const { virtual } = lineWith({
      '/voice': `<Dial answerOnBridge="true"><Number>${DESK}</Number></Dial>`,
    })
    const leg = await virtual.call(CALLER)
    await virtual.advance(5_000)
    expect(leg.status).toBe('ringing')
    await virtual.advance(2_000)
    expect(leg.status).toBe('in-progress')
  })

  test("a callerId that is nobody's here is refused", async () => {
    const { virtual, last } = lineWith({
      '/voice': `<Dial action="/ended" callerId="+14155550000"><Number>${DESK}</Number></Dial>`,
      '/ended': '<Hangup/>',
    })
    await virtual.call(CALLER)
    expect(last('/ended').DialCallStatus).toBe('failed')
    expect(virtual.trace).toContainEqual(expect.objectContaining({ kind: 'error', code: 13214 }))
  })
})

test('a Dial to what is no number is a failure at once', async () => {
  const { virtual, last } = lineWith({
    '/voice': '<Dial action="/ended"><Number>911-HELP</Number></Dial>',
    '/ended': '<Say>back</Say>',
  })
  const leg = await virtual.call(CALLER)
  expect(last('/ended').DialCallStatus).toBe('failed')
  expect(leg.heard).toEqual(['back'])
  expect(virtual.trace).toContainEqual(expect.objectContaining({ kind: 'error', code: 13224 }))
})

describe('a whisper', () => {
  const whispering = `<Dial action="/ended"><Number url="/whisper">${DESK}</Number></Dial>`
  const screen =
    '<Gather numDigits="1" action="/join"><Say>A call. Press one</Say></Gather><Hangup/>'

  test('is heard by the called side alone, before the two are bridged', async () => {
    const { virtual, last } = lineWith({ '/voice': whispering, '/whisper': screen, '/join': '' })
    virtual.number(DESK, { keys: 'w1' })
    const leg = await virtual.call(CALLER)
    await virtual.advance(7_000)
    expect(leg.waiting).toBe('ring')
    await virtual.advance(1_000)
    const [, desk] = virtual.legs()
    expect(desk?.heard).toEqual(['A call. Press one'])
    expect(leg.heard).toEqual([])
    expect(leg.bridgedTo).toBe(desk)
    expect(last('/whisper')).toMatchObject({ CallSid: desk?.sid, ParentCallSid: leg.sid })
  })

  test('that ends with a Hangup is told as completed, and not bridged', async () => {
    const { virtual, last } = lineWith({ '/voice': whispering, '/whisper': screen, '/ended': '' })
    virtual.number(DESK, { behaviour: 'voicemail' })
    await virtual.call(CALLER)
    await virtual.advance(20_000)
    expect(last('/ended')).toMatchObject({ DialCallStatus: 'completed', DialBridged: 'false' })
  })

  test('may not dial', async () => {
    const { virtual } = lineWith({ '/voice': whispering, '/whisper': dialDesk, '/ended': '' })
    await virtual.call(CALLER)
    await virtual.advance(20_000)
    expect(virtual.legs()).toHaveLength(2)
    expect(virtual.legs()[1]?.heard[0]).toContain('application error')
  })
})

describe('Redirect, Reject, Pause and Hangup', () => {
  test('a Redirect leads on, relative to its document', async () => {
    const { virtual, last, asked } = lineWith({
      '/voice': '<Redirect method="GET">deep/menu?step=1</Redirect><Say>never</Say>',
      '/deep/menu': '<Say>menu</Say>',
    })
    const leg = await virtual.call(CALLER)
    expect(leg.heard).toEqual(['menu'])
    expect(last('/deep/menu')).toMatchObject({ step: '1', CallSid: leg.sid })
    expect(asked.map(({ method, signed }) => [method, signed])).toEqual([
      ['POST', true],
      ['GET', true],
    ])
  })

  test('a Reject ends the call without answering it', async () => {
    const { virtual } = lineWith({ '/voice': '<Reject reason="busy"/>' })
    const leg = await virtual.call(CALLER)
    expect(leg.status).toBe('busy')
    expect(virtual.trace.some(({ kind }) => kind === 'answer')).toBe(false)
  })

  test('a Pause before anything else lets the call ring', async () => {
    const { virtual } = lineWith({ '/voice': '<Pause length="4"/><Say>hello</Say>' })
    const leg = await virtual.call(CALLER)
    expect(leg.status).toBe('ringing')
    await virtual.advance(4_000)
    expect(leg).toMatchObject({ status: 'in-progress', heard: ['hello'] })
  })

  test('a person may hang up in the middle of a sentence', async () => {
    const { virtual } = lineWith({ '/voice': menu })
    const leg = await virtual.call(CALLER)
    await leg.hangup()
    expect(leg).toMatchObject({ status: 'completed', waiting: undefined, speaking: false })
  })

  test('documents that lead in a circle end the call', async () => {
    const { virtual } = lineWith({ '/voice': '<Redirect/>' })
    const leg = await virtual.call(CALLER)
    await virtual.advance(10_000)
    expect(leg.status).toBe('completed')
  })
})

test('what two who are bridged say to each other is in the trace, and nobody else may say a word', async () => {
  const { virtual } = lineWith({ '/voice': `<Dial><Number>${DESK}</Number></Dial>` })
  const leg = await virtual.call(CALLER)
  expect(() => leg.say('Is anybody there?')).toThrow('nobody is connected')
  await virtual.advance(10_000)
  leg.bridgedTo?.say('Hello.')
  expect(virtual.trace.filter(({ kind }) => kind === 'talk')).toEqual([
    expect.objectContaining({ leg: leg.bridgedTo?.sid, with: leg.sid, text: 'Hello.' }),
  ])
  expect(leg.heard).toEqual([])
})

test('who listens waits for a webhook that is slow', async () => {
  const { virtual } = lineWith({ '/voice': '<Say>hello</Say>' })
  virtual.faults.delay = () => ({ back: 5_000 })
  const leg = await virtual.call(CALLER)
  expect(leg.heard).toEqual([])
  await leg.listen()
  expect([leg.heard, leg.over]).toEqual([['hello'], true])
})

test('what is meant for later happens in its turn, whatever the time is said to be', async () => {
  const { virtual } = lineWith({}, { epoch: Date.UTC(2026, 10, 24) })
  expect(virtual.time()).toBe(Date.UTC(2026, 10, 24))
  const done: number[] = []
  for (const ms of [5_000, 2_000])
    virtual.after(ms, async () => {
      done.push(virtual.time())
    })
  virtual.setTime(Date.UTC(2026, 11, 25))
  await virtual.advance(4_000)
  expect(done).toEqual([Date.UTC(2026, 11, 25) + 2_000])
  await virtual.advance(4_000)
  expect([done.length, virtual.now()]).toEqual([2, 8_000])
})

test('what is misspelt or in the wrong place is warned of, and the rest runs', async () => {
  const { virtual } = lineWith({
    '/voice': twiml('<say>no</say><Say tone="x">yes</Say><Gather><Redirect/></Gather><Leave/>'),
  })
  const leg = await virtual.call(CALLER)
  expect(leg.heard).toEqual(['yes'])
  const texts = virtual.trace.flatMap((each) => (each.kind === 'warning' ? [each.text] : []))
  expect(texts).toEqual([
    '<say> does not run in a voice document',
    '<Say> has no attribute tone',
    '<Redirect> inside <Gather>',
    '<Leave> does not run in a voice document',
  ])
})
