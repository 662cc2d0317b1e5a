/**
 * A real Redis with a replica and sentinels for a test, on free ports, removed when the test is
 * over.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { freePort } from './free-port.ts'
import { startRedis } from './redis.ts'

/** The master's name among the sentinels. */
export const MASTER = 'mymaster'
/** How long to wait on a busy machine. */
const PATIENCE_MS = 30_000

export type SentinelOptions = {
  sentinels?: number
  /** Milliseconds of silence after which the master is considered dead. */
  downAfter?: number
  /** The sentinels' password. */
  password?: string
  /** The password of master and replica. */
  dataPassword?: string
}

export type Sentinels = Awaited<ReturnType<typeof startSentinels>>

export async function startSentinels(options: SentinelOptions = {}) {
  const { sentinels: count = 3, downAfter = 500, password, dataPassword } = options
  const secret = dataPassword ? ['--requirepass', dataPassword, '--masterauth', dataPassword] : []
  const args = ['--repl-diskless-sync-delay', '0', ...secret]
  const master = await startRedis({ args })
  const replica = await startRedis({
    args: [...args, '--replicaof', '127.0.0.1', `${master.port}`],
  })
  const folder = await mkdtemp(join(tmpdir(), 'harborline-sentinel-'))
  const watch = [
    `sentinel monitor ${MASTER} 127.0.0.1 ${master.port} ${Math.floor(count / 2) + 1}`,
    `sentinel down-after-milliseconds ${MASTER} ${downAfter}`,
    `sentinel failover-timeout ${MASTER} 3000`,
    ...(dataPassword ? [`sentinel auth-pass ${MASTER} ${dataPassword}`] : []),
    ...(password ? [`requirepass ${password}`, `sentinel sentinel-pass ${password}`] : []),
  ]
  const started = await Promise.all(
    Array.from({ length: count }, () => startSentinel(folder, watch)),
  )
  const ports = started.map(({ port }) => port)
  const leaveNothing = () => {
    for (const { child } of started) child.kill('SIGKILL')
  }
  process.on('exit', leaveNothing)
  await until(async () => {
    const seen = await Promise.all(ports.map((port) => knownTo(port, password)))
    return seen.every(({ replicas, others }) => replicas === 1 && others === count - 1)
  })

  const hosts = ports.map((port) => `127.0.0.1:${port}`).join()
  const user = dataPassword ? `:${dataPassword}@` : ''
  const query = password ? `?sentinel_password=${password}` : ''
  return {
    master,
    replica,
    ports,
    url: `redis+sentinel://${user}${hosts}/${MASTER}${query}`,
    async stop() {
      process.off('exit', leaveNothing)
      await Promise.all(started.map(({ child }) => ended(child)))
      await Promise.all([master.stop(), replica.stop()])
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function startSentinel(folder: string, watch: string[]) {
  const port = await freePort()
  const settings = join(folder, `${port}.conf`)
  await writeFile(settings, [`port ${port}`, 'bind 127.0.0.1', ...watch, ''].join('\n'))
  const child = spawn('redis-server', [settings, '--sentinel'], { stdio: 'ignore' })
  return { port, child }
}

/** How many replicas and other sentinels a sentinel knows; none until it answers. */
async function knownTo(port: number, password: string | undefined) {
  const client = new Redis({ port, ...(password && { password }), retryStrategy: null })
  client.on('error', () => {})
  try {
    const told = (await client.call('SENTINEL', 'MASTER', MASTER)) as string[] // names and values
    const countOf = (name: string) => Number(told[told.indexOf(name) + 1])
    return { replicas: countOf('num-slaves'), others: countOf('num-other-sentinels') }
  } catch {
    return { replicas: 0, others: 0 }
  } finally {
    client.disconnect()
  }
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error('the sentinels did not find each other')
    await sleep(100)
  }
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
}
