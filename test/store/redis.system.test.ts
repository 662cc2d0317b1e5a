/** The Redis store on a real Redis: what every store does, and what it does when Redis fails. */
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { inspect } from 'node:util'
import type { Redis } from 'ioredis'
import { afterAll, beforeAll, describe, expect, type TestContext, test, vi } from 'vitest'
import { redisStore } from '../../src/store/redis.ts'
import { type Store, StoreError } from '../../src/store/store.ts'
import { startProxy } from '../faults/proxy.ts'
import { freePort } from '../free-port.ts'
import { type RedisServer, startRedis } from '../redis.ts'
import { storeConformance } from './conformance.ts'
import { connected, makeRedis } from './stores.ts'

const KEY = 'canary-key-14155550123'
const VALUE = Buffer.from('canary-value-zebra-quartz')
const OTHER = Buffer.from('canary-value-maria')
const PASSWORD = 'canary-password'
const TTL = 900

/** A call to a Redis that is away; well under this, since nothing is waited for. */
const AT_ONCE_MS = 200
/** A call to a Redis that hangs: 250 ms and a little. */
const HUNG_MS = 1_300
/** The rest is 5 s, and the way back at most 2 s. */
const BACK_MS = 8_000
/** How much longer all of this may take on a machine that does other heavy work. */
const PATIENCE = 3

let server: RedisServer
beforeAll(async () => {
  server = await startRedis()
})
afterAll(() => server.stop())

storeConformance('the Redis store', () => makeRedis(server))

describe('the Redis store beside others', { timeout: 60_000 }, () => {
  test('of 200 writers over four connections one wins', async (context) => {
    const { raw } = await emptied(context)
    const stores = await Promise.all(Array.from({ length: 4 }, () => storeOn(context, server.url)))
    const values = Array.from({ length: 200 }, (_, writer) => Buffer.from(`writer ${writer}`))
    const results = await Promise.all(
      values.map((value, writer) => stores[writer % 4]?.exchange(KEY, undefined, value, TTL)),
    )
    const winners = values.filter((_, writer) => results[writer]?.written)
    expect(winners).toHaveLength(1)
    expect(await raw.getBuffer(KEY)).toEqual(winners[0])
  })

  test('no key is ever written without an end', async (context) => {
    const { store, raw } = await emptied(context)
    await store.exchange('claimed', undefined, VALUE, TTL)
    await store.exchange('changed', undefined, VALUE, TTL)
    await store.exchange('changed', VALUE, OTHER, 60)
    await store.exchange('lost', undefined, VALUE, TTL)
    await store.exchange('lost', undefined, OTHER, TTL)
    await store.exchange('deleted', undefined, VALUE, TTL)
    await store.delete('deleted')
    const keys = await raw.keys('*')
    expect(keys.sort()).toEqual(['changed', 'claimed', 'lost'])
    for (const key of keys) {
      const left = await raw.pttl(key)
      expect(left, key).toBeGreaterThan(0)
      expect(left, key).toBeLessThanOrEqual(key === 'changed' ? 60_000 : TTL * 1000)
    }
  })

  test('the commands of one round of the event loop are sent together', async (context) => {
    const { store, raw } = await emptied(context)
    await store.exchange('key 0', undefined, VALUE, TTL)
    const keys = Array.from({ length: 100 }, (_, at) => `key ${at}`)
    const before = await reads(raw)
    await Promise.all(keys.map((key) => store.get(key)))
    const afterGets = await reads(raw)
    await Promise.all(keys.map((key) => store.exchange(key, VALUE, OTHER, TTL)))
    const afterExchanges = await reads(raw)
    expect(afterGets - before).toBeLessThan(20)
    expect(afterExchanges - afterGets).toBeLessThan(20)
  })

  test('2,000 answers at once reach those who asked', async (context) => {
    const { store, raw } = await emptied(context)
    const keys = await fill(raw, 2_000)
    await expectNoneCrossed(
      keys.map((key) => `of ${key}`),
      (at) => store.get(`${keys[at]}`),
    )
  })

  test('answers reach those who asked also when some commands fail, and others write', async (context) => {
    const { store, raw } = await emptied(context)
    const keys = await fill(raw, 2_000)
    const poisoned = new Set(keys.filter((_, at) => at % 7 === 0))
    for (const key of poisoned) {
      await raw.del(key)
      await raw.lpush(key, 'not a value')
    }
    await expectNoneCrossed(
      keys.map((key) => (poisoned.has(key) ? 'WRONGTYPE' : `of ${key}`)),
      async (at) => {
        const key = `${keys[at]}`
        if (at % 3 > 0) return store.get(key)
        // a claim that fails: it gets what is there
        const result = await store.exchange(key, undefined, OTHER, TTL)
        return result.written ? OTHER : result.current
      },
    )
  })

  test('a store that is closed fails and keeps nothing running', async (context) => {
    const store = await storeOn(context, server.url)
    await store.close()
    expect((await failureOf(() => store.get(KEY))).code).toBe('unavailable')
    expect(await store.health()).toBe('down')
  })
})

// each has a Redis of its own; most of their time is waiting
describe.concurrent('the Redis store in trouble', { timeout: 60_000 }, () => {
  test('without a Redis at the start it fails at once, and works once there is one', async (context) => {
    const port = await freePort()
    const trouble: string[] = []
    const store = redisStore(`redis://127.0.0.1:${port}`, (code) => trouble.push(code))
    context.onTestFinished(() => store.close())
    const failures = await failuresOf(3, () => store.get(KEY))
    expect(quickest(failures)).toBeLessThan(AT_ONCE_MS)
    expect(await store.health()).toBe('down')
    await vi.waitFor(() => expect(trouble).toContain('ECONNREFUSED'), { timeout: 10_000 })

    const server = await startRedis({ port })
    context.onTestFinished(() => server.stop())
    await back(store)
    expect(await store.exchange(KEY, undefined, VALUE, TTL)).toEqual({ written: true })
    expect(await store.get(KEY)).toEqual(VALUE)
  })

  test('killed and started again it is used again, and what it held is nothing', async (context) => {
    const { server, store } = await ownRedis(context)
    await store.exchange(KEY, undefined, VALUE, TTL)
    server.kill()
    const failures = await failuresOf(3, () => store.get(KEY))
    // nothing waits for the next try to connect: at most one of the three was held up by other work
    expect(failures.filter(({ ms }) => ms > 100).length).toBeLessThanOrEqual(1)

    const again = await startRedis({ port: server.port })
    context.onTestFinished(() => again.stop())
    await back(store)
    expect(await store.exchange(KEY, VALUE, OTHER, TTL)).toEqual({
      written: false,
      current: undefined,
    })
    expect(await store.exchange(KEY, undefined, OTHER, TTL)).toEqual({ written: true })
  })

  test('hung it is waited for briefly, then left alone, and used again afterwards', async (context) => {
    const { server, store } = await ownRedis(context)
    await store.exchange(KEY, undefined, VALUE, TTL)
    server.pause()
    const hung = [
      await failureOf(() => store.get(KEY)),
      await failureOf(() => store.exchange(KEY, VALUE, OTHER, TTL)),
      await failureOf(() => store.get(`${KEY} other`)),
    ]
    // a connection that says nothing may be given up as well
    for (const { code } of hung) expect(code).toMatch(/^(timeout|unavailable)$/)
    expect(hung[0]?.code).toBe('timeout')
    expect(quickest(hung)).toBeLessThan(HUNG_MS)
    for (const { ms } of hung) expect(ms).toBeLessThan(HUNG_MS * PATIENCE)

    const resting = await failuresOf(5, () => store.get(KEY))
    expect(new Set(resting.map(({ code }) => code))).toEqual(new Set(['resting']))
    expect(quickest(resting)).toBeLessThan(50)
    expect(await store.health()).toBe('down')

    server.resume()
    await back(store)
    // the write that was given up may have landed: who reads sees which
    const current = await store.get(KEY)
    expect([VALUE, OTHER]).toContainEqual(current)
    expect(await store.get(`${KEY} other`)).toBeUndefined()
    expect(await store.exchange(KEY, current, Buffer.from('next'), TTL)).toEqual({ written: true })
    expect(await store.health()).toBe('up')
  })

  test('many callers at once of a hung Redis are all let go in time', async (context) => {
    const { server, store } = await ownRedis(context)
    server.pause()
    const failures = await Promise.all(
      Array.from({ length: 500 }, (_, at) => failureOf(() => store.get(`${KEY} ${at}`))),
    )
    expect(new Set(failures.map(({ code }) => code))).toEqual(new Set(['timeout']))
    expect(quickest(failures)).toBeLessThan(HUNG_MS * PATIENCE)
    server.resume()
  })

  test('a connection that went dead without a word is replaced', async (context) => {
    const server = await startRedis()
    context.onTestFinished(() => server.stop())
    const way = await wayTo(server.port)
    context.onTestFinished(way.close)
    const store = await storeOn(context, `redis://127.0.0.1:${way.port}`)
    await store.exchange(KEY, undefined, VALUE, TTL)
    way.swallow()
    const failures = await failuresOf(3, () => store.get(KEY))
    expect(quickest(failures)).toBeLessThan(HUNG_MS)
    await back(store)
    expect(await store.get(KEY)).toEqual(VALUE)
  })

  test('full it is still read, however many writes it refuses', async (context) => {
    const { store, raw } = await ownRedis(context, { args: ['--maxmemory-policy', 'noeviction'] })
    await store.exchange(KEY, undefined, VALUE, TTL)
    await raw.config('SET', 'maxmemory', '1mb')
    for (let refused = 0; refused < 5; refused++) {
      expect((await failureOf(() => store.exchange(KEY, VALUE, OTHER, TTL))).code).toBe('OOM')
    }
    expect(await store.get(KEY)).toEqual(VALUE)
    await raw.config('SET', 'maxmemory', '0')
    expect(await store.exchange(KEY, VALUE, OTHER, TTL)).toEqual({ written: true })
  })

  test('a replica is read, refuses writes, and takes them once it leads', async (context) => {
    const { store, raw } = await ownRedis(context)
    await store.exchange(KEY, undefined, VALUE, TTL)
    // of a leader that is not there: it goes on serving what it has
    await raw.replicaof('127.0.0.1', await freePort())
    expect((await failureOf(() => store.exchange(KEY, VALUE, OTHER, TTL))).code).toBe('READONLY')
    await vi.waitFor(async () => expect(await store.get(KEY)).toEqual(VALUE), { timeout: BACK_MS })
    await raw.replicaof('NO', 'ONE')
    await back(store)
    expect(await store.exchange(KEY, VALUE, OTHER, TTL)).toEqual({ written: true })
  })

  test('a Redis that forgot its scripts is told them again', async (context) => {
    const { store, raw } = await ownRedis(context)
    await store.exchange(KEY, undefined, VALUE, TTL)
    await raw.script('FLUSH')
    expect(await store.exchange(KEY, VALUE, OTHER, TTL)).toEqual({ written: true })
    await raw.script('FLUSH')
    const results = await Promise.all(
      Array.from({ length: 50 }, () => store.exchange(KEY, OTHER, VALUE, TTL)),
    )
    expect(results.filter((result) => result.written)).toHaveLength(1)
  })

  test('a Redis that was emptied holds nothing, and is written to again', async (context) => {
    const { store, raw } = await ownRedis(context)
    await store.exchange(KEY, undefined, VALUE, TTL)
    await raw.flushall()
    expect(await store.get(KEY)).toBeUndefined()
    expect(await store.exchange(KEY, VALUE, OTHER, TTL)).toEqual({
      written: false,
      current: undefined,
    })
    expect(await store.exchange(KEY, undefined, OTHER, TTL)).toEqual({ written: true })
  })

  test.each([
    [':1\r\n', 'misplaced'],
    ['-LOADING Redis is loading the dataset in memory\r\n', 'LOADING'],
  ])(
    'answers that are not to what was asked (%j) are no values, and soon over',
    async (text, code) => {
      const redis = await startRedis()
      const proxy = await startProxy(redis.port)
      const store = redisStore(`redis://127.0.0.1:${proxy.port}`)
      try {
        await vi.waitFor(async () => expect(await store.health()).toBe('up'), { timeout: 10_000 })
        await store.exchange(KEY, undefined, VALUE, TTL)
        proxy.set({ kind: 'says', text })
        // one answer to all that leaves in one write, as a connection has it that lost some
        const asked = await Promise.allSettled([store.get(KEY), store.get(KEY), store.get('other')])
        expect(asked[0]).toMatchObject({ status: 'rejected', reason: { code } })
        expect(asked.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
        proxy.set({ kind: 'open' })
        const isRight = async () => {
          expect(await store.exchange('other', VALUE, OTHER, TTL)).toMatchObject({ written: false })
          expect(await store.get(KEY)).toEqual(VALUE)
        }
        await vi.waitFor(isRight, { timeout: 10_000, interval: 50 })
      } finally {
        await store.close()
        proxy.close()
        await redis.stop()
      }
    },
  )

  test('a key of the wrong type spoils nothing but itself, however often it is asked for', async (context) => {
    const { store, raw } = await ownRedis(context)
    await store.exchange('sound', undefined, VALUE, TTL)
    await raw.lpush(KEY, 'not a value')
    for (let asked = 0; asked < 3; asked++) {
      expect((await failureOf(() => store.get(KEY))).code).toBe('WRONGTYPE')
      expect((await failureOf(() => store.exchange(KEY, undefined, VALUE, TTL))).code).toBe(
        'WRONGTYPE',
      )
    }
    expect(await store.get('sound')).toEqual(VALUE)
    await store.delete(KEY)
    expect(await store.exchange(KEY, undefined, VALUE, TTL)).toEqual({ written: true })
  })

  test('a Redis that wants a password says so, and nothing of it is told', async (context) => {
    const server = await startRedis({ args: ['--requirepass', PASSWORD] })
    context.onTestFinished(() => server.stop())
    const wrong = server.url.replace('://', '://:canary-wrong-password@')
    const right = server.url.replace('://', `://:${PASSWORD}@`)
    for (const [url, code] of [
      [server.url, 'NOAUTH'],
      [wrong, 'WRONGPASS'],
    ] as const) {
      const trouble = new Set<string>()
      const store = redisStore(url, (code) => trouble.add(code))
      context.onTestFinished(() => store.close())
      await vi.waitFor(() => expect(trouble).toEqual(new Set([code])), { timeout: 10_000 })
      const failures = await failuresOf(3, () => store.exchange(KEY, undefined, VALUE, TTL))
      expect(quickest(failures)).toBeLessThan(AT_ONCE_MS)
    }
    const store = await storeOn(context, right)
    expect(await store.exchange(KEY, undefined, VALUE, TTL)).toEqual({ written: true })
  })

  test('a Redis that is busy with something else is a failure that passes', async (context) => {
    const { store, raw, server } = await ownRedis(context, {
      args: ['--busy-reply-threshold', '50'],
    })
    await store.exchange(KEY, undefined, VALUE, TTL)
    const endless = server
      .client()
      .eval('while true do end', 0)
      .catch(() => 'killed')
    await vi.waitFor(
      async () => {
        const { code } = await failureOf(() => store.get(KEY))
        expect(code).toMatch(/^(BUSY|resting)$/)
      },
      { timeout: BACK_MS * PATIENCE, interval: 100 },
    )
    await raw.script('KILL')
    await endless
    await back(store)
    expect(await store.get(KEY)).toEqual(VALUE)
  })
})

test('where redis-server is missing the tests fail, and say how to mend it', async ({
  onTestFinished,
}) => {
  vi.stubEnv('PATH', '/nowhere')
  onTestFinished(() => {
    vi.unstubAllEnvs()
  })
  await expect(startRedis()).rejects.toThrow(
    'redis-server is missing: apt-get install redis-server',
  )
})

async function storeOn(context: TestContext, url: string): Promise<Store> {
  const store = redisStore(url)
  context.onTestFinished(() => store.close())
  return connected(store)
}

/** The shared Redis, with nothing in it. */
async function emptied(context: TestContext) {
  const raw = server.client()
  await raw.flushall()
  return { raw, store: await storeOn(context, server.url) }
}

/** A Redis for one test alone, which may be broken. */
async function ownRedis(context: TestContext, options: { args?: string[] } = {}) {
  const server = await startRedis(options)
  context.onTestFinished(() => server.stop())
  return { server, raw: server.client(), store: await storeOn(context, server.url) }
}

/** A way to a Redis on which connections can go dead, while new ones are good. */
async function wayTo(port: number) {
  const sockets = new Set<Socket>()
  const way = createServer((near) => {
    const far = connect(port, '127.0.0.1')
    for (const socket of [near, far]) sockets.add(socket.on('error', () => {}))
    near.pipe(far).pipe(near)
  }).listen(0, '127.0.0.1')
  await once(way, 'listening')
  return {
    port: (way.address() as AddressInfo).port,
    /** From now on nothing passes on the connections that there are, and nobody is told. */
    swallow() {
      for (const socket of sockets) socket.unpipe().resume()
    },
    close() {
      for (const socket of sockets) socket.destroy()
      way.close()
    },
  }
}

/**
 * Asks for everything at once. On a busy machine some answers can come too late, and it is asked
 * again; none may ever be another one's.
 */
async function expectNoneCrossed(
  expected: string[],
  ask: (at: number) => Promise<Buffer | undefined>,
): Promise<void> {
  for (let round = 0; ; round++) {
    const answers = await Promise.all(
      expected.map((_, at) => ask(at).then((value) => `${value}`, kindOf)),
    )
    const late = answers.map((answer) => /^(timeout|resting)$/.test(answer))
    expect(answers.filter((_, at) => !late[at])).toEqual(expected.filter((_, at) => !late[at]))
    if (!late.includes(true)) return
    expect(round, 'rounds with late answers').toBeLessThan(4)
    await sleep(BACK_MS)
  }
}

async function fill(raw: Redis, count: number): Promise<string[]> {
  const keys = Array.from({ length: count }, (_, at) => `key ${at}`)
  await raw.mset(keys.flatMap((key) => [key, `of ${key}`]))
  return keys
}

async function reads(raw: Redis): Promise<number> {
  const stats = await raw.info('stats')
  return Number(/total_reads_processed:(\d+)/.exec(stats)?.[1])
}

type Failure = { code: string; ms: number }

/** Calls, expects a failure, and expects that the failure tells nothing about anyone. */
async function failureOf(call: () => Promise<unknown>): Promise<Failure> {
  const started = performance.now()
  const error = await call().then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  const ms = performance.now() - started
  expect(error).toBeInstanceOf(StoreError)
  if (!(error instanceof StoreError)) throw new Error('no failure of the store')
  const shown = inspect(error, { depth: Number.POSITIVE_INFINITY, showHidden: true })
  const told = [error.message, error.stack, shown, JSON.stringify(error), `${error.cause}`].join()
  for (const secret of [KEY, `${VALUE}`, `${OTHER}`, 'canary'])
    for (const form of ['utf8', 'base64', 'hex'] as const)
      expect(told).not.toContain(Buffer.from(secret).toString(form))
  return { code: error.code, ms }
}

async function failuresOf(times: number, call: () => Promise<unknown>): Promise<Failure[]> {
  const failures: Failure[] = []
  for (let at = 0; at < times; at++) failures.push(await failureOf(call))
  return failures
}

/** The least of the times: other work on the machine can only have lengthened them. */
function quickest(failures: Failure[]): number {
  return Math.min(...failures.map(({ ms }) => ms))
}

/** Waits until the store works again, as callers who keep coming would find it. */
async function back(store: Store): Promise<void> {
  await vi.waitFor(() => store.get(KEY), { timeout: BACK_MS * PATIENCE, interval: 100 })
}

function kindOf(error: unknown): string {
  if (!(error instanceof StoreError)) throw error
  return error.code
}
