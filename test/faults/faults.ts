/** The faults: one row each, made for real. measure.ts measures all of them in the same way. */
import { execFileSync } from 'node:child_process'
import { openSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startRedis } from '../redis.ts'
import type { Lab, LabOptions } from './lab.ts'
import type { Way } from './proxy.ts'
import type { RestWay } from './rest-api.ts'

export type Fault = {
  name: string
  lab: LabOptions
  /** Prepares what must exist before the lab. */
  before?(): void
  begin?(lab: Lab): Promise<unknown> | unknown
  end?(lab: Lab): Promise<unknown> | unknown
  /** Milliseconds between the two. */
  lasts?: number
  /** A file without which the fault cannot be made. */
  needs?: string
  /** Whether it is measured by callers asking for a person, `right` being those connected. */
  callers?: true
  /**
   * Whether Redis accepts turns throughout: then no turn is taken twice, whichever process gets it.
   */
  live?: true
  /** Whether it is among the few made in every test run. */
  short?: true
}

const onRedis: LabOptions = { kind: 'redis' }
const onCluster: LabOptions = { kind: 'cluster' }
const onSentinel: LabOptions = { kind: 'sentinel' }

/** A fault in the connection to Redis. */
const way = (name: string, to: Way, more: Partial<Fault> = {}): Fault => ({
  name,
  lab: onRedis,
  begin: ({ proxy }) => proxy.set(to),
  end: ({ proxy }) => proxy.set({ kind: 'open' }),
  ...more,
})

/** A command that breaks Redis, and the one that repairs it. */
const told = (name: string, spoil: string[], mend: string[], password?: string): Fault => ({
  name,
  lab: onRedis,
  async begin({ redis }) {
    await redis.client().call(spoil[0] ?? '', ...spoil.slice(1))
    // existing connections would not notice
    if (password)
      await redis.client(password).call('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes')
  },
  end: ({ redis }) => redis.client(password).call(mend[0] ?? '', ...mend.slice(1)),
})

const FAKETIME = '/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1'
const clockFile = join(tmpdir(), `harborline-clock-${process.pid}`)

/** How the REST API, which places calls, behaves throughout. */
const rest = (name: string, way: RestWay, more: Partial<Fault> = {}): Fault => ({
  name,
  lab: { ...onRedis, rest: way },
  callers: true,
  ...more,
})

/** Changes every process's clock while it runs, and changes it back. */
const clock = (name: string, step: string): Fault => ({
  name,
  needs: FAKETIME,
  before: () => writeFileSync(clockFile, '+0'),
  lab: {
    ...onRedis,
    environment: {
      LD_PRELOAD: FAKETIME,
      FAKETIME_TIMESTAMP_FILE: clockFile,
      FAKETIME_CACHE_DURATION: '1',
      // timers continue; Node hangs without this
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
    },
  },
  begin: () => writeFileSync(clockFile, step),
  end: () => writeFileSync(clockFile, '+0'),
})

/** Restarts Redis at the same address, empty. */
async function again(lab: Lab): Promise<void> {
  const { port } = lab.redis
  await lab.redis.stop()
  lab.redis = await startRedis({ port })
}

export const faults: readonly Fault[] = [
  { name: 'none', lab: onRedis },
  { name: 'none, memory store', lab: { kind: 'memory' } },

  {
    name: 'Redis killed, back empty',
    lab: onRedis,
    begin: ({ redis }) => redis.kill(),
    end: again,
    short: true,
  },
  {
    name: 'Redis not there at the start, three workers of one process',
    lab: { ...onRedis, late: true, processes: 1, environment: { WEB_CONCURRENCY: '3' } },
    end: again,
    short: true,
  },
  {
    name: 'Redis not there at the start, three processes that know nothing of each other',
    lab: { ...onRedis, late: true },
    end: again,
  },
  {
    name: 'Redis not there at the start, three processes behind deploy/haproxy.cfg',
    lab: { ...onRedis, late: true, balanced: true },
    end: again,
  },
  {
    name: 'Redis stopped (SIGSTOP)',
    lab: onRedis,
    begin: ({ redis }) => redis.pause(),
    end: ({ redis }) => redis.resume(),
    lasts: 9_000,
  },
  way('Redis 100 ms late', { kind: 'slow', ms: 100 }),
  way('Redis 600 ms late', { kind: 'slow', ms: 600 }),
  way('Redis up to 3 s late', { kind: 'slow', ms: 3_000, random: true }),
  way('1 answer of Redis in 15 lost, and reset', { kind: 'lossy', oneIn: 15 }),
  way('nothing comes back from Redis', { kind: 'hole' }, { short: true }),
  way('garbage instead of answers', { kind: 'says', text: 'HTTP/1.1 400 Bad Request\r\n\r\n' }),
  way('LOADING', { kind: 'says', text: '-LOADING Redis is loading the dataset in memory\r\n' }),
  told(
    'Redis full (OOM)',
    ['CONFIG', 'SET', 'maxmemory', '1'],
    ['CONFIG', 'SET', 'maxmemory', '0'],
  ),
  told('READONLY', ['REPLICAOF', '127.0.0.1', '1'], ['REPLICAOF', 'NO', 'ONE']),
  told(
    'a password is asked for (NOAUTH)',
    ['CONFIG', 'SET', 'requirepass', 'secret'],
    ['CONFIG', 'SET', 'requirepass', ''],
    'secret',
  ),
  told(
    'may not write (NOPERM)',
    ['ACL', 'SETUSER', 'default', '-set', '-eval', '-evalsha'],
    ['ACL', 'SETUSER', 'default', '+@all'],
  ),
  {
    name: 'busy with a script (BUSY)',
    lab: onRedis,
    begin({ redis }) {
      redis
        .client()
        .eval('while true do end', 0)
        .catch(() => {})
    },
    // a client would first query the server, and be told that it is busy
    end: ({ redis }) => execFileSync('redis-cli', ['-p', `${redis.port}`, 'SCRIPT', 'KILL']),
  },
  told('scripts forgotten (SCRIPT FLUSH)', ['SCRIPT', 'FLUSH'], ['SCRIPT', 'FLUSH']),
  told('FLUSHALL', ['FLUSHALL'], ['FLUSHALL']),

  {
    name: 'Sentinel: master killed',
    lab: onSentinel,
    begin: ({ sentinels }) => sentinels.master.kill(),
    short: true,
  },
  {
    name: 'Sentinel: master stopped, then back',
    lab: onSentinel,
    begin: ({ sentinels }) => sentinels.master.pause(),
    end: ({ sentinels }) => sentinels.master.resume(),
    lasts: 9_000,
  },
  {
    name: 'Cluster: 1,000 slots move there and back',
    lab: onCluster,
    async begin({ cluster }) {
      const [first, second] = cluster.masters
      if (!first || !second) throw new Error('two masters are needed')
      await cluster.migrate(first, second, 1_000)
      await cluster.migrate(second, first, 1_000)
    },
    lasts: 0,
    live: true,
    short: true,
  },
  {
    name: 'Cluster: a master killed',
    lab: onCluster,
    begin: ({ cluster }) => cluster.masters[0]?.kill(),
  },
  {
    name: 'Cluster: two masters stopped',
    lab: onCluster,
    begin: ({ cluster }) => cluster.masters.slice(1).map((node) => node.pause()),
    end: ({ cluster }) => cluster.masters.slice(1).map((node) => node.resume()),
  },
  {
    name: 'Cluster: every node killed',
    lab: onCluster,
    begin: ({ cluster }) => Promise.all(cluster.nodes.map((node) => node.kill())),
  },

  {
    name: 'one process of three killed, then another',
    lab: onRedis,
    async begin({ servers }) {
      servers[0]?.child.kill('SIGKILL')
    },
    async end(lab) {
      lab.servers[0] = await lab.start()
    },
  },
  {
    name: 'one process of three told to end (SIGTERM)',
    lab: { ...onRedis, environment: { DRAIN_S: '1' } },
    begin: ({ servers }) => servers[0]?.child.kill('SIGTERM'),
    async end(lab) {
      lab.servers[0] = await lab.start()
    },
  },
  {
    name: 'one process of three stands still 2 s',
    lab: onRedis,
    begin: ({ servers }) => servers[0]?.child.kill('SIGSTOP'),
    end: ({ servers }) => servers[0]?.child.kill('SIGCONT'),
    lasts: 2_000,
  },
  {
    name: 'the log on a full disk',
    lab: { ...onRedis, stdout: openSync('/dev/full', 'w'), environment: { LOG_LEVEL: 'info' } },
  },
  rest('REST: 500 to everything', 500, { short: true }),
  rest('REST: 429 to everything', 429),
  rest('REST: no answer', 'hangs'),
  clock('the clock an hour back', '-1h'),
  clock('the clock a day ahead', '+1d'),
]
