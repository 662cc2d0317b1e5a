/** The shared store: Redis, for more than one worker. Fails fast and never queues while it is away. */
import { randomBytes } from 'node:crypto'
import { type CircuitBreaker, circuitBreaker } from './circuit-breaker.ts'
import { connectRedis, type RedisClient } from './redis-client.ts'
import { codeOf, isReply, remedyFor } from './redis-trouble.ts'
import { readRedisUrl } from './redis-url.ts'
import { type Exchange, type Expected, type Store, StoreError } from './store.ts'

const NOTHING = Buffer.alloc(0)

/** Keys written to see whether Redis takes turns: so many that one node of a cluster does not hold them all. */
const PROBES = 8
/** Seconds that a probe lives that could not be deleted. */
const PROBE_TTL_S = 2

export type RedisStore = Store & {
  /** What is the matter and how it is mended, in one sentence; nothing while it is up. */
  trouble(): Promise<string | undefined>
}

/**
 * `url`: see redis-url.ts; throws RedisUrlFault. `onTrouble` hears the kind of each connection error,
 * nothing else.
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
  const breakerOf = breakersByPart(client)
  let probing: Promise<string | undefined> | undefined

  async function run<T>(
    key: string,
    command: () => Promise<unknown>,
    isAnswer: (reply: unknown) => reply is T,
  ): Promise<T> {
    const { breaker, part } = breakerOf(key)
    if (breaker.open()) throw new StoreError('resting')
    client.together()
    try {
      const reply = await command()
      breaker.succeeded()
      if (isAnswer(reply)) return reply
    } catch (error) {
      // a Redis that refuses is there; only one that does not answer is left alone, and its connection,
      // with all that still waits on it, is given up
      if (isReply(error)) breaker.succeeded()
      else if (breaker.failed()) client.reconnect(part)
      throw new StoreError(codeOf(error))
    }
    // the answer to another command: on that connection none can be told from another any more
    client.reconnect(part)
    throw new StoreError('misplaced')
  }

  /** Why a turn could not be kept, if so: PING is also answered by what takes no writes or runs no scripts. */
  function look(): Promise<string | undefined> {
    // anybody may ask, and however many do, one look at a time is enough
    probing ??= probe(client).then((code) => {
      probing = undefined
      if (code === undefined) reason.forget()
      else reason.heard(code)
      return code
    })
    return probing
  }

  return {
    async get(key) {
      return (await run(key, () => commands.getBuffer(key), isValue)) ?? undefined
    },
    async exchange(key, expected, value, ttl, life = 'new'): Promise<Exchange> {
      const reply = await run(
        key,
        () => commands.exchangeBuffer(key, ...expectedHere(expected), value, ttl, life),
        isExchanged,
      )
      if (reply === 1) return { written: true }
      return { written: false, current: reply ?? undefined }
    },
    async delete(key) {
      await run(key, () => commands.del(key), isCount)
    },
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

const isValue = (reply: unknown): reply is Buffer | null => reply === null || Buffer.isBuffer(reply)
const isExchanged = (reply: unknown): reply is 1 | Buffer | null => reply === 1 || isValue(reply)
const isCount = (reply: unknown): reply is number => typeof reply === 'number'

/** What is expected, as the script takes it. */
function expectedHere(expected: Expected): [Buffer, 'nothing' | 'value' | 'beginning'] {
  if (expected === undefined) return [NOTHING, 'nothing']
  return 'begins' in expected ? [expected.begins, 'beginning'] : [expected, 'value']
}

/** Why it is away, as far as was heard: that a connection ended says nothing, and may have a reason before it. */
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

/** One for each part, so that a node of a cluster that is away does not take the others with it. */
function breakersByPart(client: RedisClient) {
  const breakers = new Map<string, CircuitBreaker>()
  return (key: string) => {
    const part = client.partOf(key)
    const breaker = breakers.get(part) ?? circuitBreaker()
    breakers.set(part, breaker)
    return { part, breaker }
  }
}

/** Writes as a turn does. Not through the circuit breaker, which is for turns alone. Gives the kind of a failure. */
async function probe({ commands }: RedisClient): Promise<string | undefined> {
  const writes = async (keys: string[]) => {
    const write = (key: string) =>
      commands.exchangeBuffer(key, ...expectedHere(undefined), NOTHING, PROBE_TTL_S, 'new')
    const replies = await Promise.all(keys.map(write))
    // they end by themselves too, and a turn does not need to delete
    for (const key of keys) commands.del(key).catch(() => {})
    return replies.every((reply) => reply === 1)
  }
  const keys = Array.from({ length: PROBES }, () => `h1:${randomBytes(16).toString('base64url')}`)
  try {
    // one alone first: what refuses it would refuse them all, and be reconnected to for each
    const took = (await writes(keys.slice(0, 1))) && (await writes(keys.slice(1)))
    return took ? undefined : 'unavailable'
  } catch (error) {
    return codeOf(error)
  }
}
