/**
 * A real Redis Cluster for a test: masters and replicas on free ports, removed when the test is
 * over.
 */
import { execFile } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { freePort } from './free-port.ts'
import { type RedisServer, startRedis } from './redis.ts'

const run = promisify(execFile)
const SLOTS = 16_384
/** How often to retry if a port is taken between finding it free and using it. */
const TRIES = 5
/** How long to wait on a busy machine. */
const PATIENCE_MS = 30_000

export type RedisCluster = Awaited<ReturnType<typeof startCluster>>

export type ClusterOptions = {
  masters?: number
  /** Per master. */
  replicas?: number
  /** Milliseconds of silence after which a node is considered dead. */
  timeout?: number
  args?: string[]
}

/** Starts a cluster whose masters share the slots evenly. */
export async function startCluster(options: ClusterOptions = {}) {
  const { masters = 3, replicas = 0, timeout = 1_000, args = [] } = options
  const starting = Array.from({ length: masters * (1 + replicas) }, () => startNode(timeout, args))
  const started = await Promise.all(starting).catch(async (error) => {
    // stops those that did start
    for (const one of await Promise.allSettled(starting))
      if (one.status === 'fulfilled') await one.value.server.stop()
    throw error
  })
  const nodes = started.map(({ server }) => server)
  const clients = nodes.map((node) => node.client())
  const ids = await Promise.all(clients.map(async (client) => `${await client.cluster('MYID')}`))
  const [first] = started
  if (!first) throw new Error('a cluster has at least one node')
  const meet = ['MEET', '127.0.0.1', `${first.server.port}`, `${first.bus}`]
  await Promise.all(clients.slice(1).map((client) => client.call('CLUSTER', meet)))
  await Promise.all(
    clients.slice(0, masters).map((client, at) => {
      const [from, to] = [Math.floor, (end: number) => Math.floor(end) - 1].map((round, side) =>
        round(((at + side) * SLOTS) / masters),
      )
      return client.call('CLUSTER', 'ADDSLOTSRANGE', `${from}`, `${to}`)
    }),
  )
  await until(async () => {
    const known = await Promise.all(clients.map((client) => client.cluster('NODES')))
    return known.every((text) => ids.every((id) => `${text}`.includes(id)))
  })
  await Promise.all(
    clients
      .slice(masters)
      .map((client, at) => client.call('CLUSTER', 'REPLICATE', ids[at % masters] ?? '')),
  )
  await until(async () => {
    const states = await Promise.all(clients.map((client) => client.cluster('INFO')))
    const roles = await Promise.all(
      clients.slice(masters).map((client) => client.info('replication')),
    )
    return (
      states.every((text) => `${text}`.includes('cluster_state:ok')) &&
      roles.every((text) => text.includes('master_link_status:up'))
    )
  })

  return {
    nodes,
    masters: nodes.slice(0, masters),
    url: `redis+cluster://${nodes.map(({ port }) => `127.0.0.1:${port}`).join()}`,
    /** Moves a number of slots from one master to another, with their contents, using redis-cli. */
    async migrate(from: RedisServer, to: RedisServer, slots: number) {
      // redis-cli refuses until the nodes have told each other about the last change
      const check = ['--cluster', 'check', `127.0.0.1:${from.port}`]
      await until(() =>
        run('redis-cli', check).then(
          () => true,
          () => false,
        ),
      )
      const idOf = (node: RedisServer) => ids[nodes.indexOf(node)] ?? ''
      const connect = ['--cluster', 'reshard', `127.0.0.1:${from.port}`, '--cluster-yes']
      const what = ['--cluster-from', idOf(from), '--cluster-to', idOf(to)]
      await run('redis-cli', [...connect, ...what, '--cluster-slots', `${slots}`])
    },
    async stop() {
      await Promise.all(nodes.map((node) => node.stop()))
    },
  }
}

async function startNode(timeout: number, args: string[]) {
  const pace = ['--cluster-node-timeout', `${timeout}`, '--repl-diskless-sync-delay', '0']
  for (let tries = 1; ; tries++) {
    const bus = await freePort()
    const own = ['--cluster-enabled', 'yes', '--cluster-port', `${bus}`]
    try {
      return { server: await startRedis({ args: [...own, ...pace, ...args] }), bus }
    } catch (error) {
      // another process may have taken the bus port in the meantime
      if (tries === TRIES) throw error
    }
  }
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error('the cluster did not come together')
    await sleep(50)
  }
}
