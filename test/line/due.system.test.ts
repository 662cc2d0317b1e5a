/** What a process promised and did not live to do: another one does it, and nothing tells of whom. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { LineWork } from '../../src/line/state.ts'
import type { Deps } from '../../src/server/app.ts'
import { redisStore } from '../../src/store/redis.ts'
import type { Store } from '../../src/store/store.ts'
import { createLine, LINE, lineOnTwilio, PERSON, restBy } from '../line.ts'
import { type RedisServer, startRedis } from '../redis.ts'
import { connected } from '../store/stores.ts'

let server: RedisServer
beforeAll(async () => {
  server = await startRedis()
})
afterAll(() => server.stop())

const opened: Store[] = []
afterEach(async () => {
  for (const store of opened.splice(0)) await store.close()
  await server.client().flushall()
})

async function storeOfItsOwn() {
  const store = await connected(redisStore(server.url))
  opened.push(store)
  return store
}

/** Two processes on one Redis; the first one gets what Twilio sends, and never lives to do what is due. */
async function twoLines(changes: Pick<Partial<Deps>, 'retention' | 'later'> = {}) {
  let left: LineWork | undefined
  let other: LineWork | undefined
  const first = lineOnTwilio({
    store: await storeOfItsOwn(),
    later: () => {},
    onWork: (work) => {
      left = work
    },
    ...changes,
  })
  const { twilio } = first
  const rest = restBy(twilio.rest)
  createLine({
    store: await storeOfItsOwn(),
    telephony: rest,
    archive: rest,
    now: twilio.time,
    ticks: twilio.now,
    later: () => {},
    onWork: (work) => {
      other = work
    },
    ...changes,
  })
  /** Texts of Twilio that still say something. */
  const kept = async () => {
    const lists = await Promise.all([
      rest.messages({ from: PERSON, to: LINE }),
      rest.messages({ from: LINE, to: PERSON }),
    ])
    return lists.flatMap((list) => (list.ok ? list.value.filter(({ blank }) => !blank) : []))
  }
  /** Lets time pass, with the other process looking every five seconds. */
  const pass = async (seconds: number) => {
    for (let second = 0; second < seconds; second += 5) {
      await twilio.advance(5_000)
      await other?.takeOver()
    }
    await twilio.settled()
  }
  const asked = (method: string) =>
    twilio.trace.filter((entry) => entry.kind === 'rest' && entry.method === method).length
  return {
    ...first,
    kept,
    pass,
    asked,
    finish: () => left?.finish(),
    takeOver: () => other?.takeOver(),
  }
}

/** All that Redis holds, keys and values. */
async function dump() {
  const raw = server.client()
  const keys = await raw.keysBuffer('*')
  const values = await Promise.all(keys.map((key) => raw.getBuffer(key)))
  return Buffer.concat([...keys, ...values.map((value) => value ?? Buffer.alloc(0))])
}

test('FORGET: what was not final yet is blanked by another process', async () => {
  const { twilio, kept, pass } = await twoLines()
  twilio.faults.final = 20_000
  for (const body of ['hi', '1', 'signs']) await twilio.text(PERSON, body)
  await twilio.text(PERSON, 'forget')
  await twilio.settled()
  // the three answers before, and the one to FORGET
  expect(await kept()).toHaveLength(4)
  await pass(120)
  // the last answer may have come too late for anybody to know its id
  expect((await kept()).length).toBeLessThanOrEqual(1)
})

test('a process that is told to end looks for its own answer at once, and leaves the rest', async () => {
  const { twilio, kept, pass, finish } = await twoLines()
  twilio.faults.final = 20_000
  await twilio.text(PERSON, 'hi')
  await twilio.text(PERSON, 'forget')
  await twilio.settled()
  await finish()
  await pass(120)
  expect(await kept()).toEqual([])
})

test('with MESSAGE_RETENTION=blank the text of a turn is blanked by another process', async () => {
  const { twilio, kept, pass, asked } = await twoLines({ retention: 'blank' })
  await twilio.text(PERSON, 'hi')
  await twilio.text(PERSON, 'look', { NumMedia: '1' })
  await twilio.settled()
  expect(await kept()).toHaveLength(4)
  await pass(60)
  expect((await kept()).map(({ sid }) => sid)).toHaveLength(2)
  expect(asked('DELETE')).toBe(1)
})

test('the call that never rang is ended by another process, and one that rang is not', async () => {
  const { twilio, pass } = await twoLines()
  twilio.number(PERSON, { behaviour: 'answer', talkFor: 120 })
  for (const body of ['hi', '1', 'call', 'ring']) await twilio.text(PERSON, body)
  await pass(60)
  const ended = () =>
    twilio.trace.filter((entry) => entry.kind === 'rest' && entry.params.Status === 'completed')
      .length
  expect(ended()).toBe(0)

  // nothing is ever heard of the second one
  twilio.number(PERSON, { behaviour: 'no-answer' })
  twilio.faults.callbacks = 'lost'
  for (const body of ['call', 'ring']) await twilio.text(PERSON, body)
  await twilio.settled()
  await pass(20)
  expect(ended()).toBe(0)
  await pass(20)
  expect(ended()).toBe(1)
  await pass(120)
  expect(ended()).toBe(1)
})

test('a refusal is tried again, and given up after ten minutes', async () => {
  const { twilio, kept, pass, asked } = await twoLines({ retention: 'blank' })
  await twilio.text(PERSON, 'hi')
  await twilio.settled()
  twilio.faults.rest = 500
  await pass(60)
  twilio.faults.rest = 'ok'
  await pass(120)
  expect(await kept()).toHaveLength(1)

  await twilio.text(PERSON, '1')
  await twilio.settled()
  twilio.faults.rest = 500
  await pass(900)
  const tries = asked('POST')
  await pass(900)
  expect(asked('POST')).toBe(tries)
})

test('what was done in time is not done again', async () => {
  const work: (() => Promise<void>)[] = []
  const { twilio, pass, asked } = await twoLines({
    retention: 'blank',
    later: (_, each) => work.push(each),
  })
  await twilio.text(PERSON, 'hi')
  await twilio.advance(15_000)
  for (const each of work.splice(0)) await each()
  expect(asked('POST')).toBe(2)
  await pass(120)
  expect(asked('POST')).toBe(2)
})

test.each([-3_600, 3_600])('a clock set by %i s neither hurries nor loses it', async (seconds) => {
  const { twilio, kept, takeOver, pass } = await twoLines({ retention: 'blank' })
  await takeOver()
  await twilio.text(PERSON, 'hi')
  await twilio.settled()
  twilio.setTime(twilio.time() + seconds * 1000)
  await takeOver()
  expect(await kept()).toHaveLength(2)
  await pass(120)
  expect(await kept()).toHaveLength(1)
})

test('a dump of the store holds no number and no id', async () => {
  const { twilio } = await twoLines({ retention: 'blank' })
  twilio.faults.final = 600_000
  for (const body of ['hi', '1', 'call', 'ring', 'forget']) await twilio.text(PERSON, body)
  await twilio.settled()
  const everything = await dump()
  expect(everything.length).toBeGreaterThan(500)
  const secrets = [PERSON, PERSON.slice(1), PERSON.slice(2), LINE]
  for (const entry of twilio.trace) {
    if (entry.kind === 'webhook' && entry.params.MessageSid) secrets.push(entry.params.MessageSid)
    if (entry.kind === 'message') secrets.push(entry.sid)
    if ('leg' in entry && entry.leg) secrets.push(entry.leg)
  }
  expect(secrets.length).toBeGreaterThan(10)
  for (const secret of secrets)
    for (const encoding of ['utf8', 'base64', 'base64url', 'hex'] as const) {
      const text = encoding === 'utf8' ? secret : Buffer.from(secret).toString(encoding)
      expect(everything.includes(text.replace(/=+$/, ''))).toBe(false)
    }
})
