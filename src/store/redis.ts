/**
 * The shared store: Redis, for several workers. Fails fast and never queues while Redis is down.
 */
import { randomBytes } from 'node:crypto'
import { type CircuitBreaker, circuitBreaker } from './circuit-breaker.ts'
import { connectRedis, type RedisClient } from './redis-client.ts'
import { codeOf, isReply, remedyFor } from './redis-trouble.ts'
import { readRedisUrl } from './redis-url.ts'
import { type Exchange, type Expected, type Store, StoreError } from './store.ts'

const NOTHING = Buffer.alloc(0)

/**
 * Number of keys written to probe Redis: enough that they are spread over several nodes of a
 * cluster.
 */
const PROBES = 8
/** Lifetime of a probe key that could not be deleted, in seconds. */
const PROBE_TTL_S = 2

export type RedisStore = Store & {
  /** What is wrong and how to fix it, in one sentence; undefined while it is up. */
  trouble(): Promise<string | undefined>
}

/**
 * `url`: see redis-url.ts; throws RedisUrlFault. `onTrouble` receives the kind of each connection
 * error, and nothing else.
 */
export function redisStore(url: string, onTrouble: (code: string) => void = () => {}): RedisStore {
  const target = readRedisUrl(url)
  const reason = lastReason()
  const client = connectRedis(target, (error) => {
    const code = codeOf(error)
    reason.heard(code)
    onTrouble(code)
  })
  const { commands } = client
  const run = createRun(client)
  let probing: Promise<string | undefined> | undefined

  /**
   * Why a turn could not be stored, if so. PING would not tell: it is answered even if writes or
   * scripts are refused.
   */
  function look(): Promise<string | undefined> {
    // one probe at a time is enough, however many ask
    probing ??= probe(client).then((code) => {
      probing = undefined
      if (code === undefined) reason.forget()
      else reason.heard(code)
      return code
    })
    return probing
  }

  return {
    get: (key) =>
      run(
        key,
        () => commands.getBuffer(key),
        isValue,
        (reply) => reply ?? undefined,
      ),
    exchange(key, expected, value, ttl, life = 'new') {
      const [begins, how] = expectedHere(expected)
      const command = () => commands.exchangeBuffer(key, begins, how, value, ttl, life)
      return run(key, command, isExchanged, exchangeOf)
    },
    delete: (key) =>
      run(
        key,
        () => commands.del(key),
        isCount,
        () => {},
      ),
    async health() {
      return (await look()) === undefined ? 'up' : 'down'
    },
    async trouble() {
      if ((await look()) === undefined) return undefined
      return remedyFor({ ...target, code: reason.is(), ...(await client.introduction()) })
    },
    async close() {
      client.close()
    },
  }
}

/** Runs a command, and reads its reply. Throws StoreError. */
function createRun(client: RedisClient) {
  const breakerOf = breakersByPart(client)
  return async function run<T, Answer>(
    key: string,
    command: () => Promise<unknown>,
    isAnswer: (reply: unknown) => reply is T,
    read: (reply: T) => Answer,
  ): Promise<Answer> {
    const { breaker, part } = breakerOf(key)
    if (breaker.open()) throw new StoreError('resting')
    client.together()
    try {
      const reply = await command()
      breaker.succeeded()
      if (isAnswer(reply)) return read(reply)
    } catch (error) {
      // an error reply means that Redis is there; only silence opens the breaker, and then the
      // connection is dropped with everything waiting on it
      if (isReply(error)) breaker.succeeded()
      else if (breaker.failed()) client.reconnect(part)
      throw new StoreError(codeOf(error))
    }
    // this reply belongs to another command: no reply on this connection can be trusted any more
    client.reconnect(part)
    throw new StoreError('misplaced')
  }
}

const isValue = (reply: unknown): reply is Buffer | null => reply === null || Buffer.isBuffer(reply)
const isExchanged = (reply: unknown): reply is 1 | Buffer | null => reply === 1 || isValue(reply)
const isCount = (reply: unknown): reply is number => typeof reply === 'number'

function exchangeOf(reply: 1 | Buffer | null): Exchange {
  return reply === 1 ? { written: true } : { written: false, current: reply ?? undefined }
}

/** The expectation in the form that the script takes. */
function expectedHere(expected: Expected): [Buffer, 'nothing' | 'value' | 'beginning'] {
  if (expected === undefined) return [NOTHING, 'nothing']
  return 'begins' in expected ? [expected.begins, 'beginning'] : [expected, 'value']
}

/**
 * The last known reason for an outage; that a connection closed says nothing, and may hide an
 * earlier reason.
 */
function lastReason() {
  let latest = 'unavailable'
  return {
    heard(code: string) {
      const tells = code !== 'unavailable' && code !== 'NOSLOTS'
      if (tells || latest === 'unavailable') latest = code
    },
    forget() {
      latest = 'unavailable'
    },
    is: () => latest,
  }
}

/** One breaker per part, so that a cluster node that is down does not take the others with it. */
function breakersByPart(client: RedisClient) {
  const breakers = new Map<string, CircuitBreaker>()
  return (key: string) => {
    const part = client.partOf(key)
    const breaker = breakers.get(part) ?? circuitBreaker()
    breakers.set(part, breaker)
    return { part, breaker }
  }
}

/**
 * Writes as a turn does, bypassing the circuit breaker, which is for turns alone. Returns the kind
 * of failure, if any.
 */
async function probe({ commands }: RedisClient): Promise<string | undefined> {
  const writes = async (keys: string[]) => {
    const write = (key: string) =>
      commands.exchangeBuffer(key, ...expectedHere(undefined), NOTHING, PROBE_TTL_S, 'new')
    const replies = await Promise.all(keys.map(write))
    // they expire anyway, and a turn does not need to delete
    for (const key of keys) commands.del(key).catch(() => {})
    return replies.every((reply) => reply === 1)
  }
  const keys = Array.from({ length: PROBES }, () => `h1:${randomBytes(16).toString('base64url')}`)
  try {
    // one alone first: whatever rejects it would reject them all, and reconnect for each
    const took = (await writes(keys.slice(0, 1))) && (await writes(keys.slice(1)))
    return took ? undefined : 'unavailable'
  } catch (error) {
    return codeOf(error)
  }
}
