/** The routes of transfers when things break: each role gets the document that helps it. */
import { afterEach, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import type { Result, Telephony } from '../../src/line/telephony.ts'
import { Handoff, Phone } from '../../src/phones/phone.ts'
import type { SimulatedLine } from '../../src/simulator/simulated-line.ts'
import { memoryStore } from '../../src/store/memory.ts'
import { redisStore } from '../../src/store/redis.ts'
import { type Store, StoreError } from '../../src/store/store.ts'
import { createVault } from '../../src/store/vault.ts'
import { formsOf, hunt } from '../leak/hunt.ts'
import { content, createLine, LINE, lineOnTwilio, nextOf, PERSON, PUBLIC_URL } from '../line.ts'
import { readings } from '../readings.ts'
import { startRedis } from '../redis.ts'
import { assertTwiml, elementsOf } from '../twiml.ts'

const afterwards: (() => unknown)[] = []
afterEach(async () => {
  for (const end of afterwards.splice(0).reverse()) await end()
})

/** A REST API that takes everything and never answers. */
const hanging: Telephony = {
  ringAdvocate: () => new Promise(() => {}),
  ringPerson: () => new Promise(() => {}),
  endCall: () => new Promise(() => {}),
  deleteQueue: () => new Promise(() => {}),
}

const broken = (error: unknown): Store => {
  const fail = () => Promise.reject(error)
  return { ...memoryStore(), get: fail, exchange: fail }
}

const ENDED = { DialCallStatus: 'completed', DialCallDuration: '95', DialBridged: 'true' }

const roles: [route: string, verbs: RegExp, more?: Record<string, string>][] = [
  ['/transfer/wait?t=x', /Leave$/],
  ['/transfer/key?t=x', /Leave$/],
  ['/transfer/left?t=x&step=3', /Say,Say,Dial,Say,Say$/, { QueueResult: 'leave' }],
  ['/transfer/left?t=x&step=3', /Gather,Hangup$/, { QueueResult: 'bridged' }],
  ['/transfer/left?t=x&step=3', /Gather,Hangup$/],
  ['/voice/transfer-ended?step=3', /Gather,Hangup$/, { DialCallStatus: 'completed' }],
  ['/voice/transfer-ended?step=3', /Say,Say,Dial,Say,Say$/, { DialCallStatus: 'busy' }],
  ['/voice/again', /Gather,Hangup$/, { Digits: '9' }],
  ['/voice/again', /Say,Say,Dial,Say,Say$/, { Digits: '0' }],
  ['/voice/turn?step=5&talked=1', /Gather,Hangup$/],
  ['/voice/turn?step=5&talked=1', /Gather,Hangup$/, { Digits: '9' }],
  ['/voice/turn?step=5&talked=1', /Say,Say,Dial,Say,Say$/, { Digits: '1' }],
  ['/voice/turn?step=5&talked=1', /Say,Say,Dial,Say,Say$/, { Digits: '0' }],
  ['/transfer/leg?t=x&rung=0', /(Say,)+Hangup$/],
  ['/transfer/leg-key?t=x&rung=0', /(Say,)+Hangup$/],
  ['/callback/answered?language=en', /^Hangup$/],
  ['/callback/key?language=en', /^Hangup$/],
]

test.each(roles)(
  'a bug behind %s ends in a document for that role',
  async (route, verbs, more = {}) => {
    const { post } = createLine({ store: broken(new TypeError(`secret ${PERSON}`)) })
    const response = await post(route, { CallSid: 'CA1', To: PERSON, From: LINE, ...more })
    expect(response.status).toBe(200)
    const root = assertTwiml(await response.text(), PUBLIC_URL)
    expect(
      elementsOf(root)
        .map(({ name }) => name)
        .join(),
    ).toMatch(verbs)
  },
)

test('a status callback behind which something breaks is taken all the same', async () => {
  const { post } = createLine({ store: broken(new TypeError('bug')) })
  for (const route of ['/transfer/status?t=x&rung=0', '/callback/status']) {
    const response = await post(route, { CallSid: 'CA1', CallStatus: 'completed', To: PERSON })
    expect(response.status).toBe(204)
  }
})

test.each([...roles.map(([route]) => route), '/transfer/status?t=x', '/callback/status'])(
  '%s is 403 without a signature',
  async (route) => {
    const { post } = createLine()
    expect((await post(route, { CallSid: 'CA1' }, { token: 'another' })).status).toBe(403)
  },
)

test('while the store is away a leg joins whoever still waits in its queue', async () => {
  const { post } = createLine({ store: broken(new StoreError('timeout')) })
  const document = await (await post('/transfer/leg?t=queue1&rung=0', { CallSid: 'CA1' })).text()
  expect(document).toContain('<Queue>queue1</Queue>')
  expect(document).not.toContain(PERSON.slice(2))
})

test('a transfer that nobody remembers: the caller goes on, the leg ends', async () => {
  const { post } = createLine()
  const of = async (route: string, more = {}) =>
    (await post(route, { CallSid: 'CA1', ...more })).text()
  expect(await of('/transfer/wait?t=gone')).toContain('<Leave/>')
  for (const QueueResult of ['leave', 'error', 'queue-full'])
    expect(await of('/transfer/left?t=gone&step=3', { QueueResult })).toContain(
      '<Number>+18883737888</Number>',
    )
})

test.each([
  ['/transfer/left?t=gone&step=3&language=es', { QueueResult: 'bridged' }, 'Está de nuevo'],
  ['/transfer/left?t=gone&step=3&language=es', {}, 'No pudimos'],
  ['/transfer/left?t=gone&step=3', { QueueResult: 'bridged' }, 'You are back'],
  ['/transfer/left?t=gone&step=3&language=xx', {}, 'We could not reach them'],
  ['/voice/transfer-ended?step=3&language=es', { ...ENDED }, 'Está de nuevo'],
  ['/voice/transfer-ended?step=3&language=es', { DialCallStatus: 'busy' }, 'No pudimos'],
  ['/voice/again', { Digits: '5' }, 'You are back'],
])(
  'a caller who has talked and is forgotten is not dialled for again: %s %j',
  async (route, more, words) => {
    const { post } = createLine()
    const document = await (await post(route, { CallSid: 'CA1', ...more })).text()
    expect(document).toContain(words)
    expect(document).not.toContain('<Dial')
    // nor if the store fails when they press nothing
    if (words !== 'We could not reach them' && words !== 'No pudimos')
      expect(document).toMatch(/<Redirect[^>]*>[^<]*talked=1#[^<]*</)
  },
)

test('the addresses after a person carry the language, and nothing of who calls', async () => {
  const { post } = createLine()
  const press = async (path: string, Digits: string) =>
    (await post(path, { CallSid: 'CA1', From: PERSON, Digits })).text()
  await press('/voice', '')
  await press('/voice/turn?step=1', '2')
  await press('/voice/turn?step=2', '0')
  const document = await press('/voice/turn?step=3', '1')
  expect(document).toMatch(
    /<Dial action="https:\/\/line\.example\.org\/voice\/transfer-ended\?step=4&amp;c=[\w-]{60,300}&amp;language=es#rc=2[^"]*"/,
  )
  expect(hunt(formsOf(PERSON.slice(2)), document)).toEqual([])
})

test('0 is heard during the goodbye, in the language of the call', async () => {
  const { post } = createLine()
  const press = async (path: string, Digits = '') =>
    (await post(path, { CallSid: 'CA1', From: PERSON, Digits })).text()
  await press('/voice')
  await press('/voice/turn?step=1', '2')
  for (const step of [2, 3]) await press(`/voice/turn?step=${step}`)
  const goodbye = await press('/voice/turn?step=4')
  expect(goodbye).toMatch(/<Gather [^>]*><Say [^>]*>Adiós.*<\/Gather><Hangup\/>/)
  const next = /action="([^"]+)"/.exec(goodbye)?.[1]?.replaceAll('&amp;', '&') ?? ''
  const person = await press(next.replace(PUBLIC_URL, ''), '0')
  expect(person).toContain(content().wording.voice.es?.menus.get('person'))
})

test.each(['0', '1', '5'])(
  'key %s during "Connecting you now" connects at once, however often, and is no miss',
  async (key) => {
    const { post } = createLine()
    const press = async (path: string, Digits = '') =>
      (await post(path, { CallSid: 'CA1', From: PERSON, Digits })).text()
    await press('/voice')
    await press('/voice/turn?step=1', '1')
    await press('/voice/turn?step=2', '0')
    let document = await press('/voice/turn?step=3', '1')
    expect(document).toMatch(/<Gather [^>]*><Say [^>]*>Connecting you now/)
    const next = /<Gather [^>]*action="([^"]+)"/.exec(document)?.[1]?.replaceAll('&amp;', '&') ?? ''
    for (const step of [4, 5, 6]) {
      document = await press(next.replace(PUBLIC_URL, '').replace('step=4', `step=${step}`), key)
      expect(document).toMatch(/<Response><Dial [^>]*><Number>\+18883737888</)
    }
    expect(await press(next.replace(PUBLIC_URL, '').replace('step=4', 'step=9'), '9')).toContain(
      content().wording.voice.en?.menus.get('home'),
    )
  },
)

test('with Redis stopped and the REST API hanging, 0 and 1 reach a Dial of the hotline in 3 s', async () => {
  const redis = await startRedis()
  afterwards.push(() => redis.stop())
  const store = redisStore(redis.url)
  afterwards.push(() => store.close())
  await expect.poll(() => store.health()).toBe('up')
  const { post } = createLine({ store, telephony: hanging })
  const press = async (path: string, Digits = '') =>
    (await post(path, { CallSid: 'CA1', From: PERSON, Digits })).text()
  await press('/voice')
  let document = await press('/voice/turn?step=1', '1')
  redis.pause()
  afterwards.push(() => redis.resume())
  const began = performance.now()
  for (const key of ['0', '1']) document = await press(nextOf(document), key)
  expect(performance.now() - began).toBeLessThan(3_000)
  expect(document).toMatch(/<Dial[^>]*><Number>\+18883737888<\/Number><\/Dial>/)
})

test('only Redis well: with the REST API hanging the caller waits, and is bridged', async () => {
  const { post } = createLine({ telephony: hanging })
  const press = async (path: string, Digits = '') =>
    (await post(path, { CallSid: 'CA1', From: PERSON, Digits })).text()
  await press('/voice')
  await press('/voice/turn?step=1', '1')
  await press('/voice/turn?step=2', '0')
  const document = await press('/voice/turn?step=3', '1')
  const id = /<Enqueue[^>]*>([^<]+)<\/Enqueue>/.exec(document)?.[1]
  expect(id).toMatch(/^[\w-]{16}$/)
  expect(await press(`/transfer/wait?t=${id}`)).toContain('<Gather')
  expect(await press(`/transfer/key?t=${id}`, '1')).toContain('<Leave/>')
  const left = await post(`/transfer/left?t=${id}&step=4`, { CallSid: 'CA1', QueueResult: 'leave' })
  expect(await left.text()).toContain('<Number>+18883737888</Number>')
})

test('the way out of a queue is told the same, with a QueueResult or without, however often', async () => {
  const { post } = createLine({ telephony: hanging })
  const press = async (path: string, more: Record<string, string> = {}) =>
    (await post(path, { CallSid: 'CA1', From: PERSON, ...more })).text()
  await press('/voice')
  await press('/voice/turn?step=1', { Digits: '1' })
  await press('/voice/turn?step=2', { Digits: '0' })
  const document = await press('/voice/turn?step=3', { Digits: '1' })
  // whatever Twilio does after Leave: it asks for the action, or runs the next verb
  const [, action, next] =
    /<Enqueue[^>]* action="([^"]+)"[^>]*>[^<]+<\/Enqueue><Redirect[^>]*>([^<]+)</.exec(document) ??
    []
  expect(next).toBe(action)
  const left = action?.replace(PUBLIC_URL, '').replaceAll('&amp;', '&') ?? ''
  const id = /t=([\w-]+)/.exec(left)?.[1]
  await press(`/transfer/wait?t=${id}`)
  await press(`/transfer/leg?t=${id}&rung=0`, { CallSid: 'CA2' })
  const first = await press(left)
  for (const QueueResult of ['bridged', '', 'leave', ''])
    expect(await press(left, { QueueResult })).toBe(first)
  expect(first).not.toContain('<Dial')
})

describe.each([['what seems most likely', {}] as const, ...readings])(
  'if of Twilio it is true that %s',
  (_name, open) => {
    test('the keys of an extension are pressed by the call that rings, and by the bridge', async () => {
      const { hotline, ...phones } = content().phones
      const handoff = Handoff.parse(
        parse('{ how: warm, accept: any, then: { digits: ww1, bridge: true } }'),
      )
      const { twilio } = lineOnTwilio({
        open,
        content: {
          ...content(),
          phones: { ...phones, hotline: Phone.parse({ ...hotline, handoff }) },
        },
      })
      twilio.number('+18883737888', { behaviour: 'busy' })
      const caller = await twilio.call(PERSON)
      for (const key of ['1', '0', '1']) await caller.press(key)
      await twilio.advance(60_000)
      const made = twilio.trace.find(({ kind, ...entry }) => kind === 'rest' && 'params' in entry)
      expect(made).toMatchObject({ params: { SendDigits: 'ww1' } })
      const documents = twilio.trace.flatMap((entry) =>
        entry.kind === 'webhook' && entry.document ? [entry.document] : [],
      )
      const dialled = documents.filter((document) => document.includes('<Dial'))
      expect(dialled).toHaveLength(1)
      expect(dialled[0]).toContain('<Number sendDigits="ww1">+18883737888</Number>')
    })

    test('an advocate hears when the caller has left, before they meet and after a talk', async () => {
      for (const seconds of [1, 60]) {
        const { twilio } = lineOnTwilio({ open })
        const caller = await twilio.call(PERSON)
        for (const key of ['1', '0', '1']) await caller.press(key)
        await caller.listen()
        await twilio.advance(8_000)
        const advocate = twilio.legs().find(({ direction }) => direction === 'outbound-api')
        await twilio.advance(seconds * 1000)
        await caller.hangup()
        await twilio.advance(20_000)
        expect(advocate?.over).toBe(true)
        if (seconds > 1) expect(advocate?.heard.at(-1)).toBe(content().advocate.gone)
      }
    })

    test('a desk behind a phone that screens calls is told three times who calls', async () => {
      const line = lineOnTwilio({ open })
      line.change({ desks: 'one' })
      const { twilio } = line
      const [desk = ''] = [...line.destinations].find(([, name]) => name.includes('esk')) ?? []
      twilio.number(desk, { behaviour: 'silent', answerAfter: 5 })
      const caller = await twilio.call(PERSON)
      for (const key of ['1', '0', '1']) await caller.press(key)
      await twilio.advance(20_000)
      const screener = twilio.legs().find(({ to }) => to === desk)
      // a person takes the phone from the machine, and hears it from the beginning
      await twilio.advance(15_000)
      expect(screener?.heard.length).toBeGreaterThanOrEqual(4)
      await screener?.press('5')
      await twilio.advance(5_000)
      expect(screener?.bridgedTo?.from).toBe(PERSON)
    })
  },
)

test('no number is rung that is not in the United States, and none more than twice an hour', async () => {
  const { twilio } = lineOnTwilio()
  const ask = async (person: string) => {
    await twilio.text(person, 'call')
    const [answer = ''] = await twilio.text(person, 'ring')
    await twilio.advance(120_000)
    return answer
  }
  // Jamaica, the Dominican Republic, a premium number, two personal ones, Mexico
  for (const person of [
    '+18765550123',
    '+18095550123',
    '+19005550123',
    '+15005550123',
    '+15335550123',
    '+525555555555',
  ])
    expect(await ask(person)).toContain("We can't call this phone")
  expect(twilio.trace.filter(({ kind }) => kind === 'rest')).toEqual([])
  twilio.number(PERSON, { behaviour: 'no-answer' })
  expect(await ask(PERSON)).toContain('We are calling this phone now')
  expect(await ask(PERSON)).toContain('We are calling this phone now')
  expect(await ask(PERSON)).toContain('so soon')
  await twilio.advance(3_600_000)
  expect(await ask(PERSON)).toContain('We are calling this phone now')
})

test('one call at a time, and the same text delivered twice rings once', async () => {
  const { twilio } = lineOnTwilio()
  twilio.number(PERSON, { behaviour: 'ask' })
  await twilio.text(PERSON, 'call')
  twilio.faults.webhooks = 'twice'
  await twilio.text(PERSON, 'ring')
  await twilio.advance(3_000)
  twilio.faults.webhooks = 'once'
  await twilio.text(PERSON, 'call')
  expect((await twilio.text(PERSON, 'ring'))[0]).toContain('so soon')
  expect(twilio.legs().filter(({ direction }) => direction === 'outbound-api')).toHaveLength(1)
})

const refusals = [
  'no',
  'not safe',
  'not now',
  'no wait',
  'he is here dont call',
  'no llame',
  'espere',
]
test.each(['x', 'STOP', 'stop texting me', ...refusals])('"%s" stops the ringing', async (word) => {
  const { twilio } = lineOnTwilio()
  twilio.number(PERSON, { behaviour: 'ask' })
  await twilio.text(PERSON, 'call')
  await twilio.text(PERSON, 'ring')
  await twilio.advance(2_000)
  const leg = twilio.legs().find(({ direction }) => direction === 'outbound-api')
  expect(leg?.status).toBe('ringing')
  await twilio.text(PERSON, word)
  await twilio.advance(1_000)
  expect(leg?.over).toBe(true)
  expect(leg?.heard).toEqual([])
})

test('a no in the middle of a talk that was asked for cuts nobody off', async () => {
  const { twilio } = lineOnTwilio()
  twilio.number(PERSON, { behaviour: 'ask' })
  await twilio.text(PERSON, 'call')
  await twilio.text(PERSON, 'ring')
  await twilio.advance(2_000)
  const leg = await twilio.number(PERSON).answer()
  for (const key of ['1', '1']) await leg.press(key)
  await twilio.advance(60_000)
  await twilio.text(PERSON, 'no')
  await twilio.advance(1_000)
  expect(leg.over).toBe(false)
})

test('a call asked for that was answered goes on, though Twilio never told that it rang', async () => {
  const { twilio } = lineOnTwilio()
  twilio.number(PERSON, { behaviour: 'ask' })
  twilio.faults.callbacks = 'lost'
  await twilio.text(PERSON, 'call')
  await twilio.text(PERSON, 'ring')
  await twilio.advance(2_000)
  const leg = await twilio.number(PERSON).answer()
  await leg.press('1')
  await twilio.advance(30_000)
  expect(leg.over).toBe(false)
  expect(
    twilio.trace.filter(
      (each) => each.kind === 'rest' && /POST.*Calls\//.test(JSON.stringify(each)),
    ),
  ).toEqual([])
})

test('a wrong key at a call asked for repeats the hello once, and a second one ends it', async () => {
  const { twilio } = lineOnTwilio()
  twilio.number(PERSON, { behaviour: 'ask' })
  const ask = async () => {
    await twilio.text(PERSON, 'call')
    await twilio.text(PERSON, 'ring')
    await twilio.advance(2_000)
    return twilio.number(PERSON).answer()
  }
  const leg = await ask()
  await leg.press('2')
  await leg.listen()
  expect(leg.heard).toHaveLength(2)
  expect(leg.heard[1]).toBe(leg.heard[0])
  await leg.press('1')
  await leg.listen()
  expect(leg.heard.at(-1)).toBe(content().wording.voice.en?.menus.get('person'))
  await leg.hangup()

  const second = await ask()
  await second.press('2')
  await second.press('3')
  expect(second.over).toBe(true)
  expect(new Set(second.heard).size).toBe(1)
})

test.each([
  ['unanswered', { ok: false, code: 0, status: 0 }, '<Gather'],
  ['answered by a 500', { ok: false, code: 20500, status: 500 }, '<Gather'],
  ['refused', { ok: false, code: 21211, status: 400 }, '<Response><Hangup/></Response>'],
] as const)('a call whose making was %s, and which is there: %j', async (_how, made, first) => {
  const background: Promise<void>[] = []
  const telephony = { ...hanging, ringPerson: async () => made }
  const { post, text } = createLine({ telephony, background: (work) => background.push(work) })
  await text('call')
  await text('ring')
  await Promise.all(background)
  const document = await post('/callback/answered?language=en', { CallSid: 'CA9', To: PERSON })
  expect(await document.text()).toContain(first)
})

test('X ends a call of which the SID came late', async () => {
  const ended: string[] = []
  let tell = (_made: Result<string>) => {}
  const late = new Promise<Result<string>>((resolve) => {
    tell = resolve
  })
  const telephony: Telephony = {
    ...hanging,
    ringPerson: async () => ({ ok: false, code: 0, status: 0, late }),
    endCall: async (sid) => {
      ended.push(sid)
      return { ok: true, value: undefined }
    },
  }
  const { text } = createLine({ telephony })
  await text('call')
  await text('ring')
  await text('x')
  tell({ ok: true, value: 'CA9' })
  await expect.poll(() => ended).toEqual(['CA9'])
})

test('a call asked for by text has a fallback that says nothing before a key', async () => {
  const line: SimulatedLine = lineOnTwilio({
    deliver: (request): Response | Promise<Response> => {
      const { pathname } = new URL(request.url)
      return pathname === '/callback/answered'
        ? new Response(null, { status: 502 })
        : line.app.fetch(request)
    },
  })
  const { twilio } = line
  twilio.number(PERSON, { behaviour: 'ask' })
  await twilio.text(PERSON, 'call')
  await twilio.text(PERSON, 'ring')
  await twilio.advance(2_000)
  const leg = await twilio.number(PERSON).answer()
  await leg.listen()
  expect(leg.heard).toEqual([])
  await leg.press('1')
  await leg.listen()
  expect(leg.heard.join()).toContain('1, 8 8 8')
})

test('who has pressed that key hears the number whatever breaks later', async () => {
  const { post } = createLine()
  const of = async (path: string, more: Record<string, string>) =>
    (await post(path, { CallSid: 'CA1', To: PERSON, ...more })).text()
  for (const path of ['/voice/turn?step=1', '/transfer/wait?t=x'])
    expect(await of('/callback/fallback', { ErrorUrl: PUBLIC_URL + path })).toContain('<Dial')
  // who may have talked is dialled for by their key alone
  for (const path of ['/transfer/left?t=x', '/voice/transfer-ended', '/voice/turn?step=1&talked=1'])
    expect(await of('/callback/fallback', { ErrorUrl: PUBLIC_URL + path })).toMatch(
      /<Gather [^>]*>(?:(?!<Dial).)*8 8 8(?:(?!<Dial).)*<Hangup\/>/,
    )
  for (const ErrorUrl of [`${PUBLIC_URL}/callback/answered?language=en`, '', 'no address'])
    expect(await of('/callback/fallback', { ErrorUrl })).toMatch(
      /<Response><Gather [^>]*\/><Hangup\/><\/Response>/,
    )
  expect(await of('/callback/pressed', { Digits: '5' })).toContain('<Response><Hangup/></Response>')
})

test('a call that does not begin to ring within 20 s is given up', async () => {
  const timers: { ms: number; work: () => Promise<void> }[] = []
  const ended: string[] = []
  const telephony: Telephony = {
    ...hanging,
    ringPerson: async () => ({ ok: true, value: 'CAqueued' }),
    endCall: async (sid) => {
      ended.push(sid)
      return { ok: true, value: undefined }
    },
  }
  const background: Promise<void>[] = []
  const { text } = createLine({
    telephony,
    later: (ms, work) => timers.push({ ms, work }),
    background: (work) => background.push(work),
  })
  await text('call')
  expect(await text('ring')).toContain('We are calling')
  await Promise.all(background)
  expect(timers[0]?.ms).toBe(20_000)
  await timers[0]?.work()
  expect(ended).toEqual(['CAqueued'])
})

test('a transfer that another release wrote in another shape is not used: the caller is connected', async () => {
  const { post } = createLine({ store: withKept('transfer x', '{"transfer":{},"caller":{}}') })
  const wait = await post('/transfer/wait?t=x', { CallSid: 'CA1' })
  expect(await wait.text()).toContain('<Leave/>')
  const left = await post('/transfer/left?t=x&step=3', { CallSid: 'CA1', QueueResult: 'leave' })
  expect(await left.text()).toMatch(/<Dial [^>]*><Number>\+18883737888<\/Number>/)
})

test('a transfer that the release before began goes on: whoever it rang is joined', async () => {
  const rung = (how: string) => ({
    destination: 'hotline',
    number: '+18883737888',
    how,
    accept: 'any',
  })
  const transfer = {
    phase: 'waiting',
    after: 'bridge',
    rungs: [rung('warm'), rung('bridge')],
    ...{ rung: 0, leg: 'asked', sid: 'CA9', began: Date.now(), since: Date.now() },
  }
  const kept = { transfer, caller: { language: 'es', quiet: false } }
  const { post } = createLine({ store: withKept('transfer x', `1 ${JSON.stringify(kept)}`) })
  const leg = await post('/transfer/leg?t=x&rung=0', { CallSid: 'CA9' })
  expect(await leg.text()).toContain('<Queue>x</Queue>')
  const left = await post('/transfer/left?t=x&step=3', { CallSid: 'CA1', QueueResult: 'bridged' })
  expect(await left.text()).not.toContain('<Dial')
})

test('a call-back that another release wrote in another shape is not taken for wanted', async () => {
  const { post } = createLine({ store: withKept(`callback ${PERSON}`, '{"state":"asked"}') })
  const response = await post('/callback/answered?language=en', { CallSid: 'CA1', To: PERSON })
  expect(await response.text()).toBe(
    '<?xml version="1.0" encoding="UTF-8"?><Response><Hangup/></Response>',
  )
})

/** A store that holds one value, sealed by this very line. */
function withKept(name: string, text: string): Store {
  const store = memoryStore()
  const vault = createVault(store, ['a session secret of more than 32 characters'])
  const ready = vault.read(name).then((slot) => vault.write(slot, vault.seal(slot, text), 900))
  return { ...store, get: (key) => ready.then(() => store.get(key)) }
}
