/** Starts the line: environment in, server out. The only place that reads the one and opens the other. */
import cluster from 'node:cluster'
import { existsSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { type Config, ConfigError, readConfig } from './config.ts'
import { describe, FaultsError } from './content/fault.ts'
import { type Content, loadContent } from './content/load.ts'
import { buildCache } from './content/read/cache.ts'
import type { LineWork } from './line/line.ts'
import { createApp, type Deps } from './server/app.ts'
import { memoryStore } from './store/memory.ts'
import { redisStore } from './store/redis.ts'
import { createLog, kindOf, type Log } from './telemetry/log.ts'
import { createRest } from './twilio/rest.ts'

const ROOT = new URL('..', import.meta.url).pathname
/** A request under way when the process is told to end has this long. */
const GRACE_MS = 8_000
/** How often a process looks for what another one has left to do. */
const LOOK_MS = 5_000

try {
  const config = readConfig(process.env)
  const content = loadContent(ROOT, { name: config.lineName, cache: buildCache(ROOT) })
  if (config.workers > 1 && cluster.isPrimary) superviseWorkers(config, content)
  else await run(config, content)
} catch (error) {
  // these two are written for the operator; anything else is a bug and shows itself
  if (!(error instanceof ConfigError || error instanceof FaultsError)) throw error
  console.error(error.message)
  process.exitCode = 1
}

async function run(config: Config, content: Content): Promise<void> {
  const written = createLog(config.logLevel)
  const metrics = await metricsOf(config)
  const log: Log = (event) => {
    written(event)
    metrics?.count(event)
  }
  // an error can quote a message: in production only its kind is written
  if (config.production)
    process.on('uncaughtException', (error) => {
      log({ event: 'crashed', kind: kindOf(error) })
      process.exit(1)
    })
  const rest = restOf(config)
  const store = config.redisUrl
    ? redisStore(config.redisUrl, (code) => log({ event: 'store_trouble', code }))
    : memoryStore()
  let stopping = false
  let work: LineWork | undefined
  const deps: Deps = {
    onWork: (own) => {
      work = own
    },
    content,
    store,
    log,
    publicUrl: config.publicUrl,
    lineNumber: config.lineNumber,
    authTokens: config.authTokens,
    sessionSecrets: config.sessionSecrets,
    sessionTtl: config.sessionTtl,
    stopping: () => stopping,
    telephony: rest,
    archive: rest,
    retention: config.retention,
    optOut: config.optOut,
    limits: config.limits,
    keyWait: config.keyWait,
    metrics: metrics && { token: metrics.token, page: metrics.page },
    timeZone: config.timeZone,
  }
  // compiled now, and not while somebody waits for the answer to the first text
  void content.lexicon
  if (!cluster.isWorker) greet(config, content)
  const app = isTrial(config) ? await withPhones(config, deps) : createApp(deps)
  const server = serve(
    {
      fetch: app.fetch,
      port: config.port,
      hostname: config.host,
      serverOptions: { requestTimeout: 10_000, headersTimeout: 5_000 },
    },
    ({ port }: AddressInfo) =>
      log({ event: 'started', store: config.redisUrl ? 'redis' : 'memory', port }),
  )
  const stop = () => {
    if (stopping) process.exit(1)
    stopping = true
    log({ event: 'stopping' })
    server.close(async () => {
      await work?.finish()
      await store.close()
      process.exit(0)
    })
    setInterval(() => 'closeIdleConnections' in server && server.closeIdleConnections(), 50).unref()
    setTimeout(() => process.exit(0), GRACE_MS).unref()
  }
  setInterval(() => work?.takeOver(), LOOK_MS).unref()
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
}

/** Whether somebody tries the line at this machine, without a Twilio account. */
function isTrial({ production, accountSid, tokenMadeUp, host }: Config): boolean {
  const alone = ['127.0.0.1', 'localhost'].includes(host)
  return !production && !accountSid && tokenMadeUp && alone && existsSync(`${ROOT}public`)
}

/** The line and two phones in the browser. Loaded only here, so that production never does. */
async function withPhones({ redisUrl, host, port }: Config, deps: Deps) {
  const { phonesInTheBrowser } = await import('./simulator/phones/server.tsx')
  if (port > 0) console.log(`Two phones to try the line with: http://${host}:${port}`)
  // sessions in memory live by the phones' own clock
  return phonesInTheBrowser({ ...deps, store: redisUrl ? deps.store : undefined })
}

/** The counts, when there is a token to show them. Loaded only then. */
async function metricsOf({ metricsToken: token }: Config) {
  if (!token) return undefined
  const { createMetrics } = await import('./telemetry/metrics.ts')
  return { token, ...createMetrics() }
}

/** The REST API, when there is an account for it; without one every caller is bridged. */
function restOf(config: Config) {
  const { accountSid, apiKey, authTokens, lineNumber, publicUrl } = config
  if (!accountSid) return undefined
  const { sid: user, secret: password } = apiKey ?? { sid: accountSid, secret: authTokens[0] }
  return createRest({ accountSid, user, password, from: lineNumber, publicUrl })
}

/** One process a core behind one port. A worker that dies is replaced. */
function superviseWorkers(config: Config, content: Content): void {
  greet(config, content)
  // what was made up here must be the same in every worker
  const shared = {
    TWILIO_AUTH_TOKEN: config.authTokens.join(),
    SESSION_SECRET: config.sessionSecrets.join(),
  }
  let stopping = false
  for (let worker = 0; worker < config.workers; worker++) cluster.fork(shared)
  cluster.on('exit', () => {
    if (!stopping) cluster.fork(shared)
  })
  const stop = () => {
    stopping = true
    for (const worker of Object.values(cluster.workers ?? {})) worker?.process.kill('SIGTERM')
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
}

/** What an operator should read at a start, once. */
function greet(config: Config, content: Content): void {
  for (const warning of content.warnings) console.warn(`warning: ${warning}`)
  for (const fault of content.stale) console.warn(`warning: ${describe(fault)}`)
  if (!config.redisUrl)
    console.warn(
      'warning: REDIS_URL is not set: sessions are kept in memory and end with the process',
    )
  if (config.tokenMadeUp)
    console.log(
      `TWILIO_AUTH_TOKEN is not set: this start made one up, ${config.authTokens[0]}\n` +
        'Sign a request with it by scripts/post, or talk to the line by npm run chat.',
    )
}
