/** The shared store: Redis, for more than one worker. Fails fast and never queues while it is away. */
import { randomBytes } from 'node:crypto'
import { Redis } from 'ioredis'
import { type Exchange, type Life, type Store, StoreError } from './store.ts'

/**
 * Compare and set on one key; the reply is 1, or what the key holds (nil: nothing). The second
 * argument says whether anything is expected, since an empty value is not nothing; the fifth, whether
 * what is there keeps the time that it has left.
 */
const EXCHANGE = `
local current = redis.call('GET', KEYS[1])
local expected = ARGV[2] == '1' and ARGV[1]
if current ~= expected then return current end
if current and ARGV[5] == 'left' then redis.call('SET', KEYS[1], ARGV[3], 'KEEPTTL')
else redis.call('SET', KEYS[1], ARGV[3], 'EX', ARGV[4]) end
return 1`

/**
 * A command is given up after this long: less than the last guard waits, and more than the event loop
 * may stand still for a moment, since then all commands under way look late at once.
 */
const COMMAND_TIMEOUT_MS = 1_000
/**
 * After this many failures in a row the connection is given up, with all that still waits on it, and
 * Redis is left alone for a while, so that answers stay quick.
 */
const FAILURES_TO_REST = 3
const REST_MS = 5_000
/** Failures closer to each other than this are one: a moment in which many commands were lost. */
const MOMENT_MS = 100

const NOTHING = Buffer.alloc(0)

/** Keys written to see whether Redis takes turns: so many that one node of a cluster does not hold them all. */
const PROBES = 8
/** Seconds that a probe lives that could not be deleted. */
const PROBE_TTL_S = 2

type Client = Redis & {
  exchangeBuffer(
    key: string,
    expected: Buffer,
    expects: 0 | 1,
    value: Buffer,
    ttl: number,
    life?: Life,
  ): Promise<Buffer | number | null>
}

/** `url`: redis:// or rediss://. `onTrouble` hears the kind of each connection error, nothing else. */
export function redisStore(url: string, onTrouble: (code: string) => void = () => {}): Store {
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    commandTimeout: COMMAND_TIMEOUT_MS,
    connectTimeout: 1_000,
    maxRetriesPerRequest: 0,
    autoResendUnfulfilledCommands: false,
    enableReadyCheck: false,
    disableClientInfo: true,
    // its automatic pipelines can hand one command's answer to another (ioredis #1931, #2181)
    enableAutoPipelining: false,
    retryStrategy: (times) => Math.min(2_000, 50 * 2 ** Math.min(times, 6)) + Math.random() * 100,
    reconnectOnError: (error) => error.message.startsWith('READONLY'),
  }) as Client
  redis.on('error', (error) => onTrouble(codeOf(error)))
  redis.defineCommand('exchange', { numberOfKeys: 1, lua: EXCHANGE })

  const breaker = circuitBreaker()
  const together = writesTogether(redis)
  let probing: Promise<'up' | 'down'> | undefined

  async function run<T>(command: () => Promise<T>): Promise<T> {
    if (breaker.open()) throw new StoreError('resting')
    together()
    try {
      const reply = await command()
      breaker.succeeded()
      return reply
    } catch (error) {
      // a Redis that refuses is there; only one that does not answer is left alone
      if (isReply(error)) breaker.succeeded()
      else if (breaker.failed() && redis.status === 'ready') redis.disconnect(true)
      throw new StoreError(codeOf(error))
    }
  }

  return {
    async get(key) {
      return (await run(() => redis.getBuffer(key))) ?? undefined
    },
    async exchange(key, expected, value, ttl, life = 'new'): Promise<Exchange> {
      const reply = await run(() =>
        redis.exchangeBuffer(key, expected ?? NOTHING, expected ? 1 : 0, value, ttl, life),
      )
      if (reply === 1) return { written: true }
      return { written: false, current: Buffer.isBuffer(reply) ? reply : undefined }
    },
    async delete(key) {
      await run(() => redis.del(key))
    },
    /** Whether a turn could be kept: PING is also answered by what takes no writes or runs no scripts. */
    health() {
      // anybody may ask, and however many do, one look at a time is enough
      probing ??= probe(redis).finally(() => {
        probing = undefined
      })
      return probing
    },
    async close() {
      redis.disconnect()
    },
  }
}

/** Writes as a turn does. Not through the circuit breaker, which is for turns alone. */
async function probe(redis: Client): Promise<'up' | 'down'> {
  const writes = async (keys: string[]) => {
    const write = (key: string) => redis.exchangeBuffer(key, NOTHING, 0, NOTHING, PROBE_TTL_S)
    const replies = await Promise.all(keys.map(write))
    // they end by themselves too, and a turn does not need to delete
    for (const key of keys) redis.del(key).catch(() => {})
    return replies.every((reply) => reply === 1)
  }
  const keys = Array.from({ length: PROBES }, () => `h1:${randomBytes(16).toString('base64url')}`)
  try {
    // one alone first: what refuses it would refuse them all, and be reconnected to for each
    return (await writes(keys.slice(0, 1))) && (await writes(keys.slice(1))) ? 'up' : 'down'
  } catch {
    return 'down'
  }
}

/** Opens after a few failures in a row, and lets one try through each time the rest is over. */
function circuitBreaker() {
  let failures = 0
  let latest = Number.NEGATIVE_INFINITY
  let restUntil = 0
  return {
    open: () => {
      if (failures < FAILURES_TO_REST) return false
      const now = performance.now()
      if (now < restUntil) return true
      restUntil = now + REST_MS
      return false
    },
    succeeded: () => {
      failures = 0
    },
    /** Whether this one opened it. */
    failed: () => {
      const now = performance.now()
      const sameMoment = now - latest < MOMENT_MS
      latest = now
      if (sameMoment) return false
      failures += 1
      restUntil = now + REST_MS
      return failures === FAILURES_TO_REST
    },
  }
}

/**
 * Sends the commands of one round of the event loop in one write to the socket. Measured: a third
 * less CPU a turn under load; the order and the answers of commands stay as they are.
 */
function writesTogether(redis: Redis): () => void {
  let waiting = false
  return () => {
    const stream = redis.stream
    if (waiting || !stream?.writable) return
    waiting = true
    stream.cork()
    setImmediate(() => {
      waiting = false
      stream.uncork()
    })
  }
}

/** Whether the server itself said no. */
function isReply(error: unknown): boolean {
  return error instanceof Error && error.name === 'ReplyError'
}

/** The kind of a Redis error. Its message and its command hold keys and values and go no further. */
function codeOf(error: unknown): string {
  const { message = '', code } = error as { message?: string; code?: string }
  if (message === 'Command timed out') return 'timeout'
  return code ?? /^[A-Z]{3,20}(?= )/.exec(message)?.[0] ?? 'unavailable'
}
