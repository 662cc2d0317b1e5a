/**
 * The lab: the built line in several processes with some kind of Redis, all of it real, and all of
 * it breakable.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { startBalancer } from '../haproxy.ts'
import { type RedisServer, startRedis } from '../redis.ts'
import { type RedisCluster, startCluster } from '../redis-cluster.ts'
import { type Sentinels, startSentinels } from '../redis-sentinel.ts'
import { PRODUCTION, startServer, untilReady } from '../server.ts'
import type { Deliver } from './person.ts'
import { type FaultProxy, startProxy } from './proxy.ts'
import { type RestApi, type RestWay, startRestApi } from './rest-api.ts'

export type Server = Awaited<ReturnType<typeof startServer>>

export type Kind = 'memory' | 'redis' | 'sentinel' | 'cluster'

export type Lab = {
  /** The line's processes; one that has ended can be replaced. */
  servers: Server[]
  /** Starts a process, in place of another or in addition. */
  start(more?: Started): Promise<Server>
  /** Delivers a webhook to each process in turn, or through the repository's load balancer. */
  deliver: Deliver
  /** The number of turns whose conversation came from the provider and not from the store. */
  carried(): Promise<number>
  /** For the kind `redis`: the server, which can be replaced, and the proxy in front of it. */
  redis: RedisServer
  proxy: FaultProxy
  sentinels: Sentinels
  cluster: RedisCluster
  rest: RestApi
  close(): Promise<void>
}

type Started = { environment?: Record<string, string>; stdout?: number | 'pipe' }

export type LabOptions = Started & {
  kind: Kind
  processes?: number
  /** Whether Redis is unavailable when the line starts. */
  late?: boolean
  /** Whether HAProxy with deploy/haproxy.cfg is in front of the processes. */
  balanced?: boolean
  /** How Twilio's REST API behaves, if used. */
  rest?: RestWay
}

/** Opens a lab. Parts that were not requested are missing, and throw when accessed. */
export async function openLab(options: LabOptions): Promise<Lab> {
  const {
    kind,
    processes = kind === 'memory' ? 1 : 3,
    late = false,
    balanced = false,
    rest,
  } = options
  const ends: (() => Promise<unknown> | unknown)[] = []
  const parts: Partial<Parts> = {}
  const url = await openStore(kind, parts, ends)
  if (late) await parts.redis?.kill()
  if (rest) {
    const api = await startRestApi(rest)
    ends.push(api.close)
    parts.rest = api
  }
  const servers: Server[] = []
  const start = async ({ environment, stdout }: Started = options) => {
    const server = await startServer(
      { ...SETTINGS, ...parts.rest?.environment, ...(url && { REDIS_URL: url }), ...environment },
      stdout === undefined ? {} : { stdout },
    )
    // like a load balancer, sends it nothing before it is ready
    await untilReady(server.url)
    ends.unshift(async () => {
      server.child.kill('SIGCONT')
      server.child.kill('SIGKILL')
    })
    return server
  }
  servers.push(...(await Promise.all(Array.from({ length: processes }, () => start()))))
  const front = balanced ? await startBalancer(servers.map(({ port }) => port)) : undefined
  if (front) ends.unshift(front.stop)
  const lab: Lab = {
    ...withNames(parts),
    servers,
    start,
    deliver: front ? through(front.url) : inTurn(servers),
    carried: () => carriedIn(servers),
    async close() {
      // the current one, which may have replaced another
      if (kind === 'redis') await lab.redis.stop()
      for (const end of ends) await end()
    },
  }
  return lab
}

const METRICS_TOKEN = 'a token of the faults'

const SETTINGS = {
  ...PRODUCTION,
  // more load than any line has, which its limits would answer with silence
  TEXTS_PER_SENDER: '0',
  TEXTS_PER_MINUTE: '0',
  CALLS_PER_MINUTE: '0',
  LOG_LEVEL: 'error',
  METRICS_TOKEN,
}

type Parts = Pick<Lab, 'redis' | 'proxy' | 'sentinels' | 'cluster' | 'rest'>

async function openStore(kind: Kind, parts: Partial<Parts>, ends: (() => unknown)[]) {
  switch (kind) {
    case 'memory':
      return undefined
    case 'redis': {
      const redis = await startRedis({ args: ['--busy-reply-threshold', '100'] })
      const proxy = await startProxy(redis.port)
      ends.push(
        () => proxy.close(),
        () => parts.redis?.stop(),
      )
      Object.assign(parts, { redis, proxy })
      return `redis://127.0.0.1:${proxy.port}`
    }
    case 'sentinel': {
      const sentinels = await startSentinels()
      ends.push(() => sentinels.stop())
      Object.assign(parts, { sentinels })
      return sentinels.url
    }
    case 'cluster': {
      const cluster = await startCluster({
        replicas: 1,
        args: ['--cluster-require-full-coverage', 'no'],
      })
      ends.push(() => cluster.stop())
      Object.assign(parts, { cluster })
      return cluster.url
    }
  }
}

/** A part that a fault needs and the lab lacks is an error in the table. */
function withNames(parts: Partial<Parts>): Parts {
  return new Proxy(parts, {
    get(all, name: keyof Parts) {
      const part = all[name]
      if (part === undefined) throw new Error(`this lab has no ${name}`)
      return part
    },
  }) as Parts // the proxy throws for what is not there
}

function through(url: string): Deliver {
  return async (request) => sendTo(url, request, await bodyOf(request))
}

/**
 * Sends each request to the next process, and to another if nobody listens there. A broken answer
 * counts as an answer.
 */
function inTurn(servers: readonly Server[]): Deliver {
  let turn = 0
  return async (request) => {
    const body = await bodyOf(request)
    const begin = turn++
    for (let tried = 0; ; tried++) {
      const server = servers[(begin + tried) % servers.length]
      if (!server) throw new Error('no process of the line')
      try {
        return await sendTo(server.url, request, body)
      } catch (error) {
        if (!isRefused(error) || tried === servers.length - 1) throw error
        await sleep(1)
      }
    }
  }
}

const bodyOf = async (request: Request) =>
  request.method === 'GET' ? null : await request.clone().text()

function sendTo(url: string, { url: asked, method, headers }: Request, body: string | null) {
  const { pathname, search } = new URL(asked)
  return fetch(url + pathname + search, {
    method,
    headers,
    body,
    signal: AbortSignal.timeout(16_000),
  })
}

async function carriedIn(servers: readonly Server[]): Promise<number> {
  const headers = { authorization: `Bearer ${METRICS_TOKEN}` }
  const pages = servers.map(({ url }) =>
    // counts of a process that has ended are gone
    fetch(`${url}/metrics`, { headers }).then(
      (answer) => answer.text(),
      () => '',
    ),
  )
  const lines = (await Promise.all(pages))
    .join('\n')
    .matchAll(/^harborline_turns_total\{.*from="carry".*\} (\d+)$/gm)
  return Array.from(lines, ([, count]) => Number(count)).reduce((sum, count) => sum + count, 0)
}

function isRefused(error: unknown): boolean {
  const { cause } = error as { cause?: { code?: string } } // fetch says why in its cause
  return cause?.code === 'ECONNREFUSED'
}
