/** The connection: ioredis' own client for each kind of Redis, with settings that fail fast and never queue. */
import { Cluster, Command, Redis, type RedisOptions } from 'ioredis'
import type { RedisTarget } from './redis-url.ts'
import type { Life } from './store.ts'

/**
 * Compare and set on one key; the reply is 1, or what the key holds (nil: nothing). The second
 * argument says what is expected: nothing, since an empty value is not that; the first argument; or a value
 * that begins with it. The fifth says whether what is there keeps the time that it has left.
 */
const EXCHANGE = `
local current = redis.call('GET', KEYS[1])
local expected = ARGV[2] ~= 'nothing' and ARGV[1]
local compared = current
if current and ARGV[2] == 'beginning' then compared = string.sub(current, 1, #ARGV[1]) end
if compared ~= expected then return current end
if current and ARGV[5] == 'left' then redis.call('SET', KEYS[1], ARGV[3], 'KEEPTTL')
else redis.call('SET', KEYS[1], ARGV[3], 'EX', ARGV[4]) end
return 1`

/**
 * A command is given up after this long: less than the last guard waits, and more than the event loop
 * may stand still for a moment, since then all commands under way look late at once.
 */
const COMMAND_TIMEOUT_MS = 1_000
const CONNECT_TIMEOUT_MS = 1_000

type Commands = {
  exchangeBuffer(
    key: string,
    expected: Buffer,
    expects: 'nothing' | 'value' | 'beginning',
    value: Buffer,
    ttl: number,
    life?: Life,
  ): Promise<Buffer | number | null>
}

/** What both of them can do. Each command is about one key, so that any part of a cluster can do it. */
export type RedisClient = {
  commands: Pick<Redis, 'getBuffer' | 'del'> & Commands
  /** What part of Redis a key is kept by: one of one, or a node of a cluster. */
  partOf(key: string): string
  /** To be called before a command: what is sent in one round of the event loop leaves in one write. */
  together(): void
  /** Gives the connection to a part up, with all that still waits on it. */
  reconnect(part: string): void
  /** What is at the other end, by its own word: its mode and its role, where one Redis is expected. */
  introduction(): Promise<{ mode: string; role: string } | undefined>
  close(): void
}

/** `onError` hears every error of a connection. */
export function connectRedis(target: RedisTarget, onError: (error: unknown) => void): RedisClient {
  return target.kind === 'cluster' ? connectCluster(target, onError) : connectOne(target, onError)
}

/** What every connection has in common. `undefined` is not an option of ioredis: it would be a value. */
function optionsOf({ username, password, tls }: RedisTarget) {
  return {
    ...(username && { username }),
    ...(password && { password }),
    ...(tls && { tls: {} }),
    commandTimeout: COMMAND_TIMEOUT_MS,
    connectTimeout: CONNECT_TIMEOUT_MS,
    maxRetriesPerRequest: 0,
    autoResendUnfulfilledCommands: false,
    enableReadyCheck: false,
    disableClientInfo: true,
    // its automatic pipelines can hand one command's answer to another (ioredis #1931, #2181)
    enableAutoPipelining: false,
    reconnectOnError: (error: Error) => error.message.startsWith('READONLY'),
  } satisfies RedisOptions
}

/** Milliseconds until the next try: at once nearly, then ever later, and never all processes together. */
const backOff = (times: number) =>
  Math.min(2_000, 50 * 2 ** Math.min(times, 6)) + Math.random() * 100

function connectOne(
  target: Exclude<RedisTarget, { kind: 'cluster' }>,
  onError: (error: unknown) => void,
): RedisClient {
  const [first] = target.hosts
  const redis = new Redis({
    ...optionsOf(target),
    ...(target.kind === 'sentinel' ? sentinelOptions(target) : first),
    db: target.database,
    enableOfflineQueue: false,
    retryStrategy: backOff,
  })
  redis.on('error', onError)
  redis.defineCommand('exchange', { numberOfKeys: 1, lua: EXCHANGE })
  return {
    commands: redis as Redis & Commands, // `exchange` is of this file
    partOf: () => 'all',
    together: writesTogether(redis),
    reconnect() {
      if (redis.status === 'ready') redis.disconnect(true)
    },
    async introduction() {
      const fields = await redis.call('HELLO').catch(() => undefined)
      return introductionOf(fields)
    },
    close: () => redis.disconnect(),
  }
}

/** Sentinels say who leads each time that a connection is made: also after READONLY, and after silence. */
function sentinelOptions(target: RedisTarget & { kind: 'sentinel' }) {
  const { hosts, master, sentinel, tls } = target
  return {
    sentinels: hosts.map((host) => ({ ...host })),
    name: master,
    ...(sentinel.username && { sentinelUsername: sentinel.username }),
    ...(sentinel.password && { sentinelPassword: sentinel.password }),
    ...(tls && { enableTLSForSentinelMode: true, sentinelTLS: {} }),
    sentinelCommandTimeout: COMMAND_TIMEOUT_MS,
    sentinelRetryStrategy: backOff,
  } satisfies RedisOptions
}

/** So many other nodes are asked for a command; where one is gone, after a moment each time. */
const REDIRECTIONS = 5
const GONE_MS = 50
/** How often the map of the cluster is asked for, should nobody stumble over a change. */
const MAP_EVERY_MS = 3_000

function connectCluster(
  target: RedisTarget & { kind: 'cluster' },
  onError: (error: unknown) => void,
): RedisClient {
  const cluster = new Cluster(
    target.hosts.map((host) => ({ ...host })),
    {
      // here, not among the options of a node: else a command waits for ever while the cluster is away
      // (ioredis #1604)
      enableOfflineQueue: false,
      enableReadyCheck: false,
      enableAutoPipelining: false,
      redisOptions: optionsOf(target),
      clusterRetryStrategy: backOff,
      maxRedirections: REDIRECTIONS,
      retryDelayOnFailover: GONE_MS,
      // it lasts longer than anybody can wait
      retryDelayOnClusterDown: 0,
      slotsRefreshTimeout: COMMAND_TIMEOUT_MS,
      slotsRefreshInterval: MAP_EVERY_MS,
      // a certificate is of a name: looked up by the connection, and not before
      ...(target.tls && { dnsLookup: (name, found) => found(null, name) }),
    },
  )
  cluster.on('error', onError).on('node error', onError)
  // a node without a cluster knows of no node, not even of itself, and ioredis leaves it without a word
  cluster.on('close', () => cluster.slots.length === 0 && onError({ code: 'NOSLOTS' }))
  cluster.defineCommand('exchange', { numberOfKeys: 1, lua: EXCHANGE })
  return {
    commands: cluster as Cluster & Commands, // `exchange` is of this file
    partOf(key) {
      const slot = new Command('get', [key]).getSlot()
      return cluster.slots[slot]?.[0] ?? 'unknown'
    },
    together() {},
    reconnect(part) {
      const node = cluster.nodes().find(({ options: { host, port } }) => `${host}:${port}` === part)
      node?.disconnect()
    },
    introduction: async () => undefined,
    close: () => cluster.disconnect(),
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

/** HELLO answers with names and values in turn. */
function introductionOf(fields: unknown): { mode: string; role: string } | undefined {
  if (!Array.isArray(fields)) return undefined
  const after = (name: string) => `${fields[fields.indexOf(name) + 1]}`
  return { mode: after('mode'), role: after('role') }
}
