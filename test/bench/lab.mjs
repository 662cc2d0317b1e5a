/** The lab: a Redis of its own and the servers under test, each pinned to a core, all ended at the end. */
import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import net from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { Redis } from 'ioredis'
import { environment } from './settings.mjs'

/** Servers have a core for themselves; Redis and the load share the other one. */
const SERVER_CORE = '0'
const OTHER_CORE = '1'
/** For what is to use several. */
const BOTH_CORES = '0,1'
const START_LIMIT_MS = 20_000

const fileOf = (path) => fileURLToPath(new URL(path, import.meta.url))

// a phone number that texts is given its cookie back by Twilio
const line = { file: fileOf('../../dist/main.js'), ours: true, cookies: true }

/** What can be started. `ours`: holds the line's conversation, not the peers'. `workers`: on both cores, beside the load and Redis. */
export const servers = {
  base: { file: fileOf('peers/base.mjs') },
  bare: { file: fileOf('peers/bare.mjs') },
  obvious: { file: fileOf('peers/obvious.mjs') },
  express: { file: fileOf('peers/express.mjs'), cookies: true },
  fastify: { file: fileOf('peers/fastify.mjs') },
  line,
  'line, memory store': { ...line, inMemory: true },
  'line, 1 worker': { ...line, workers: 1 },
  'line, 2 workers': { ...line, workers: 2 },
  'line, cluster': { ...line, cluster: true },
}

/** Opens a lab. Everything in it is on the loopback, on ports that were free. */
export async function openLab() {
  const children = new Set()
  const folder = mkdtempSync(join(tmpdir(), 'line-bench-'))
  const end = () => {
    for (const child of children) child.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  }
  process.once('exit', end)
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(130))

  function spawnOn(core, command, args, env) {
    const child = spawn('taskset', ['-c', core, command, ...args], {
      env,
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    // the line's warnings are no news here; what a server says at an early end is
    child.complaints = ''
    child.stderr.on('data', (text) => {
      child.complaints += text
    })
    children.add(child)
    child.once('exit', () => children.delete(child))
    return child
  }

  execFileSync('taskset', ['-acp', OTHER_CORE, String(process.pid)])
  const redisPort = await freePort()
  const redisServer = spawnOn(OTHER_CORE, 'redis-server', [
    ...['--port', String(redisPort), '--bind', '127.0.0.1', '--dir', folder],
    ...['--save', '', '--appendonly', 'no', '--databases', '64'],
  ])
  await listening(redisPort, redisServer)
  const redis = new Redis(redisPort, '127.0.0.1', { enableReadyCheck: false })

  /** Three masters, a third of the slots each. */
  async function startCluster() {
    const nodes = []
    for (const [from, to] of [
      [0, 5460],
      [5461, 10922],
      [10923, 16383],
    ]) {
      const [port, bus] = [await freePort(), await freePort()]
      const node = spawnOn(OTHER_CORE, 'redis-server', [
        ...['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', ''],
        ...['--cluster-enabled', 'yes', '--cluster-config-file', `nodes-${port}.conf`],
        ...['--cluster-port', String(bus)],
      ])
      await listening(port, node)
      const client = new Redis(port, '127.0.0.1')
      await client.call('CLUSTER', 'ADDSLOTSRANGE', from, to)
      nodes.push({ port, bus, client })
    }
    for (const { port, bus } of nodes.slice(1))
      await nodes[0].client.call('CLUSTER', 'MEET', '127.0.0.1', port, bus)
    for (const { client } of nodes) {
      while (!(await client.call('CLUSTER', 'INFO')).includes('cluster_state:ok')) await sleep(50)
      client.disconnect()
    }
    return `redis+cluster://${nodes.map(({ port }) => `127.0.0.1:${port}`).join(',')}`
  }
  const redisUrl = (database) => `redis://127.0.0.1:${redisPort}/${database}`
  let databases = 0

  return {
    redis,
    redisPid: redisServer.pid,
    redisUrl,

    /** Starts a server with a Redis database of its own, and waits until it listens. */
    async start(name) {
      const { file, inMemory, workers, cluster, ...traits } = servers[name]
      const port = await freePort()
      const database = ++databases
      const url = cluster ? await startCluster() : redisUrl(database)
      const env = environment({ port, redisUrl: inMemory ? undefined : url, workers })
      const started = performance.now()
      const core = workers ? BOTH_CORES : SERVER_CORE
      const child = spawnOn(core, process.execPath, [file], env)
      await listening(port, child)
      const startedIn = performance.now() - started
      return { name, port, database, pid: child.pid, child, startedIn, ...traits }
    },

    async stop({ child }) {
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGKILL')
      await ended
    },

    close() {
      redis.disconnect()
      process.off('exit', end)
      end()
    },
  }
}

async function freePort() {
  const server = net.createServer()
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address()
  await new Promise((resolve) => server.close(resolve))
  return port
}

/** Waits until somebody listens on the port, by trying every few milliseconds. */
async function listening(port, child) {
  const deadline = performance.now() + START_LIMIT_MS
  while (!(await canConnect(port))) {
    if (child.exitCode !== null) throw new Error(`a server ended at its start: ${child.complaints}`)
    if (performance.now() > deadline) throw new Error('a server does not listen')
    await sleep(2)
  }
}

function canConnect(port) {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1')
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
    socket.once('connect', () => socket.destroy())
  })
}
