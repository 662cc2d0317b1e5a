/** Conversations survive the store: they go on from what the provider brings back, and what was wiped stays so. */
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { LineWork } from '../../src/line/state.ts'
import type { Deps } from '../../src/server/app.ts'
import type { SimulatedLine } from '../../src/simulator/simulated-line.ts'
import { memoryStore } from '../../src/store/memory.ts'
import { redisStore } from '../../src/store/redis.ts'
import { type Store, StoreError } from '../../src/store/store.ts'
import { content, createLine, LINE, lineOnTwilio, messageOf, nextOf, PERSON } from '../line.ts'
import { type RedisServer, startRedis } from '../redis.ts'
import { walk } from '../walk.ts'

/** A store that can be away, and come back with what it held at an earlier moment. */
function rewinding(inner: Store) {
  const keys = new Set<string>()
  let away = false
  let saved = new Map<string, Buffer | undefined>()
  const unlessAway = () => {
    if (away) throw new StoreError('ECONNREFUSED')
  }
  const now = async () => {
    const all = Array.from(keys, async (key) => [key, await inner.get(key)] as const)
    return new Map(await Promise.all(all))
  }
  return {
    async go() {
      if (!away) saved = await now()
      away = true
    },
    /** `old`: with what it held when it went, or at the latest `go`. */
    async back({ old = false } = {}) {
      away = false
      if (!old) return
      for (const key of keys) {
        const value = saved.get(key)
        if (value) await inner.exchange(key, await inner.get(key), value, 900)
        else await inner.delete(key)
      }
    },
    async empty() {
      for (const key of keys) await inner.delete(key)
    },
    store: {
      ...inner,
      async get(key) {
        unlessAway()
        return inner.get(key)
      },
      async exchange(key, ...change) {
        unlessAway()
        keys.add(key)
        return inner.exchange(key, ...change)
      },
      async delete(key) {
        unlessAway()
        return inner.delete(key)
      },
    } satisfies Store,
  }
}

type World = ReturnType<typeof rewinding>

/** A person who texts, a provider that keeps the cookie or does not, and a line that may be started anew. */
function texter(world: World, ticks: () => number) {
  const jar: string[] = []
  let work: LineWork | undefined
  let line = start()
  let messages = 0

  function start() {
    return createLine({
      store: world.store,
      ticks,
      now: () => Date.UTC(2026, 10, 26) + ticks(),
      onWork: (own: LineWork) => {
        work = own
      },
    } as Partial<Deps>)
  }

  return {
    restart: () => {
      line = start()
    },
    catchUp: () => work?.takeOver(),
    async text(Body: string, cookie: 'kept' | 'lost' | 'stale' = 'kept') {
      const brought = { kept: jar.at(-1), stale: jar.at(-2) ?? jar.at(-1), lost: undefined }[cookie]
      const params = { MessageSid: `SM${++messages}`, From: PERSON, To: LINE, Body }
      const response = await line.post('/sms', params, brought ? { cookie: brought } : {})
      const set = response.headers.getSetCookie()[0]?.split(';')[0]
      if (set) jar.push(set)
      return messageOf(await response.text())
    },
  }
}

/** Somebody who has read of a topic, on a store that can go away, and the clock of both. */
async function reader(inner: Store) {
  const world = rewinding(inner)
  let ms = 0
  const person = texter(world, () => ms)
  for (const body of ['hi', '1', '4', '1']) await person.text(body)
  const pass = (more: number) => {
    ms += more
  }
  return { world, person, pass }
}

const wording = content().wording.text
const said = (key: string) => Object.values(wording).map((words) => words.says.get(key))
const gates = Object.values(wording).map(({ menus }) => menus.get('gate'))
/** What may be said to whoever holds the phone after a wipe, until the gate is passed anew. */
const neutral = new Set([
  undefined,
  ...gates,
  ...['away', 'forgotten', 'not-safe', 'opted-out', 'limited', 'lost'].flatMap(said),
])
const missed = said('miss')
/** Also where it did not understand: its own words come after the apology, and no others. */
function isGate(answer: string | undefined): boolean {
  const isMiss = missed.some((miss) => miss && answer?.startsWith(miss))
  return gates.includes(answer) || (isMiss && gates.some((gate) => gate && answer?.endsWith(gate)))
}
const isNeutral = (answer: string | undefined) => neutral.has(answer) || isGate(answer)

/** X, FORGET, an opt-out, and "not safe", which is an answer to the gate. */
const WIPES = ['X', 'FORGET', 'stop texting me', 'STOP']
const bodies = [...WIPES, 'hi', 'signs', '1', '2', '7', '9', '*', '4']

type Event =
  | { do: 'text'; body: string; cookie: 'kept' | 'lost' | 'stale' }
  | { do: 'go' | 'back' | 'back with old data' | 'empty' | 'catch up' | 'wait' | 'restart' }

const text = fc.record({
  do: fc.constant('text' as const),
  body: fc.constantFrom(...bodies),
  cookie: fc.constantFrom('kept' as const, 'kept' as const, 'lost' as const, 'stale' as const),
})
const store = fc.record({
  do: fc.constantFrom(
    'go' as const,
    'go' as const,
    'back' as const,
    'back with old data' as const,
    'empty' as const,
    'catch up' as const,
    'wait' as const,
  ),
})

/** Plays events after a person has read of a topic, and holds that nothing of before a wipe appears after it. */
async function play(inner: Store, events: readonly Event[]) {
  const { world, person, pass } = await reader(inner)
  let wiped = false
  let atGate = false
  for (const event of events) {
    pass(1_000)
    switch (event.do) {
      case 'text': {
        const answer = await person.text(event.body, event.cookie)
        const passes = atGate && ['1', '9'].includes(event.body)
        if (WIPES.includes(event.body)) wiped = true
        else if (passes) wiped = false
        if (wiped) expect(isNeutral(answer), `${event.body}: ${answer}`).toBe(true)
        // to a line that is shown an older place, 2 is an answer to what stood there
        if (atGate && event.body === '2' && event.cookie !== 'stale') wiped = true
        atGate = isGate(answer)
        break
      }
      case 'go':
        await world.go()
        break
      case 'back':
        await world.back()
        break
      case 'back with old data':
        await world.back({ old: true })
        break
      case 'empty':
        await world.empty()
        break
      case 'catch up':
        await person.catchUp()
        break
      case 'wait':
        pass(60_000)
        break
      case 'restart':
        person.restart()
        break
    }
  }
}

let server: RedisServer
beforeAll(async () => {
  server = await startRedis()
})
afterAll(() => server.stop())

async function onRedis(work: (store: Store) => Promise<void>) {
  await server.client().flushall()
  const redis = redisStore(server.url)
  await expect.poll(() => redis.health()).toBe('up')
  try {
    await work(redis)
  } finally {
    await redis.close()
  }
}

describe.each([
  ['the memory store', 100, (work: (store: Store) => Promise<void>) => work(memoryStore())],
  ['a real Redis', 10, onRedis],
] as const)('over %s', (name, runs, over) => {
  test('whatever becomes of the store and the cookies, nothing of before a wipe appears after it', {
    tags: ['walk'],
  }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof({ arbitrary: text, weight: 2 }, store), { minLength: 3, maxLength: 14 }),
        (events) => over((inner) => play(inner, events)),
      ),
      walk(`wipes over ${name}`, runs),
    )
  })

  test('so it is where the process ends in between, as long as the provider brings the cookie back', {
    tags: ['walk'],
  }, async () => {
    const kept = text.map((event) => ({ ...event, cookie: 'kept' as const }))
    const restart = fc.constant({ do: 'restart' as const })
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof({ arbitrary: kept, weight: 3 }, store, restart), { maxLength: 14 }),
        (events) => over((inner) => play(inner, events)),
      ),
      walk(`wipes and restarts over ${name}`, runs),
    )
  })
})

test('what was wiped while the store was away is in it as soon as it is back, whoever is asked then', async () => {
  const { world, person: one, pass } = await reader(memoryStore())
  await world.go()
  pass(1_000)
  await one.text('X')
  await world.back({ old: true })
  await one.catchUp()
  // another process, to which the provider brings nothing
  one.restart()
  expect(isNeutral(await one.text('7', 'lost'))).toBe(true)
})

test('what is brought back and can not be opened may be a wipe: the first question comes', async () => {
  const { world, person: one, pass } = await reader(memoryStore())
  one.restart()
  await world.go()
  pass(1_000)
  // sealed by a process that could give its key to nobody
  await one.text('X')
  one.restart()
  await world.back({ old: true })
  expect(isGate(await one.text('4'))).toBe(true)
})

test('the one case that can not be closed: the process that took the wipe is gone, and so is the cookie', async () => {
  const { world, person: one, pass } = await reader(memoryStore())
  await world.go()
  pass(1_000)
  await one.text('X')
  one.restart()
  await world.back({ old: true })
  expect(isNeutral(await one.text('7', 'lost'))).toBe(false)
})

describe('while the store is away', () => {
  const talk = ['hi', '1', '4', '1', '7', '8', '9', '3', 'labor trafficking', '0', 'MENU', '5']
  const keys = ['1', '4', '1', '7', '8', '9', '2', '*', '9', '5', '0', '9']

  async function answersOf(line: SimulatedLine, at: number, fault: (away: boolean) => void) {
    const answers: string[] = []
    const breaks = (step: number) => {
      if (step === at) fault(true)
      if (step === at + 4) fault(false)
    }
    for (const [step, body] of talk.entries()) {
      breaks(step)
      answers.push((await line.twilio.text(PERSON, body)).join('\n'))
    }
    const leg = await line.twilio.call(PERSON)
    for (const [step, key] of keys.entries()) {
      breaks(step)
      await leg.press(key)
    }
    answers.push(...leg.heard)
    return answers
  }

  test('every turn of a text and of a call is the one that it would have been, wherever it breaks', async () => {
    const right = await answersOf(lineOnTwilio(), -9, () => {})
    expect(new Set(right).size).toBeGreaterThan(15)
    for (let at = 0; at < talk.length; at++) {
      const line = lineOnTwilio()
      const hangs = (away: boolean) => line.change({ redis: away ? 'hangs' : 'works' })
      expect(await answersOf(line, at, hangs), `from step ${at}`).toEqual(right)
      const turns = line.events.filter((event) => event.event === 'turn')
      expect(turns.filter(({ from }) => from === 'carry').length).toBeGreaterThanOrEqual(4)
    }
  })

  test('a Redis that stands still, or is killed and starts empty, is not noticed', async () => {
    const right = await answersOf(lineOnTwilio(), -9, () => {})
    const redis = await startRedis()
    const own = redisStore(redis.url)
    try {
      await expect.poll(() => own.health()).toBe('up')
      const line = lineOnTwilio({ store: own })
      const stands = (away: boolean) => (away ? redis.pause() : redis.resume())
      expect(await answersOf(line, 3, stands)).toEqual(right)
    } finally {
      redis.resume()
      await own.close()
      await redis.stop()
    }
  })
})

test('a cookie of somebody else, or of a conversation that is over, is as none', async () => {
  let ms = 0
  const line = createLine({
    store: memoryStore({ now: () => ms }),
    now: () => Date.UTC(2026, 10, 26) + ms,
    ticks: () => ms,
  })
  let messages = 0
  const send = async (From: string, Body: string, cookie = '') => {
    const params = { MessageSid: `SM${++messages}`, From, To: LINE, Body }
    const response = await line.post('/sms', params, { cookie })
    const [set = ''] = response.headers.getSetCookie()
    return { answer: messageOf(await response.text()) ?? '', set, cookie: set.split(';')[0] ?? '' }
  }
  let latest = await send(PERSON, 'hi')
  expect(latest.set).toMatch(/^c=[\w-]{60,1500}; Max-Age=900; Path=\/; HttpOnly; Secure$/)
  for (const body of ['1', '4', '1']) latest = await send(PERSON, body, latest.cookie)
  expect((await send('+14155550124', '7', latest.cookie)).answer).toContain('Safe to text now?')
  ms += 901_000
  expect((await send(PERSON, '7', latest.cookie)).answer).toContain('Safe to text now?')
})

test('while a session secret is rotated, processes of before, between and after are one line', async () => {
  const [OLD, NEW] = [
    'the old secret, of more than 32 characters',
    'the new secret, of more than 32 characters',
  ]
  const shared = memoryStore()
  const process = (...sessionSecrets: [string, ...string[]]) =>
    createLine({ store: shared, sessionSecrets })
  const rollout = [process(OLD), process(OLD, NEW), process(NEW, OLD), process(NEW)]
  let messages = 0
  /** Without a cookie, so that the store alone knows. */
  const send = async (at: number, Body: string, From: string) => {
    const params = { MessageSid: `SM${++messages}`, From, To: LINE, Body }
    const response = await rollout[at]?.post('/sms', params)
    return messageOf((await response?.text()) ?? '')
  }
  for (const [first, next] of [
    [0, 1],
    [1, 2],
    [2, 3],
    [2, 1],
  ] as const) {
    const From = `+1415555${1000 + first * 10 + next}`
    let at = 0
    const turn = (body: string) => send([first, next][at++ % 2] ?? first, body, From)
    expect(await turn('hi')).toContain('Safe to text now?')
    expect(await turn('1')).toContain('I need something now')
    for (const body of ['4', '1', '9', '4']) await turn(body)
    expect(await turn('9')).toContain('I need something now')
    await turn('X')
    for (const body of ['7', '9', '1']) expect(isNeutral(await turn(body))).toBe(true)
  }
  // straight to the new one in front: a wipe covers what the old one wrote
  const From = '+14155551999'
  await send(0, 'hi', From)
  await send(0, '1', From)
  await send(2, 'X', From)
  expect(isNeutral(await send(0, '9', From))).toBe(true)
})

test('the keys of a call that was put through elsewhere go on where its address says', async () => {
  const { post } = createLine()
  let document = await (await post('/voice', { CallSid: 'CA1', From: PERSON })).text()
  // a process that knows nothing but the keys of the carry: the store has lost the rest
  const press = async (Digits: string) => {
    document = await (await post(nextOf(document), { CallSid: 'CA1', From: PERSON, Digits })).text()
  }
  for (const key of ['1', '4']) await press(key)
  const before = document
  await press('9')
  const other = createLine({ store: { ...memoryStore(), get: async () => undefined } })
  // sealed by a key that this process does not have: as without it
  const lost = await (await other.post(nextOf(before), { CallSid: 'CA1', Digits: '9' })).text()
  expect(lost).toContain('Hello. This is the California Information Line')
})
