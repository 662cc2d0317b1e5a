/**
 * A real redis-server for a test, on a free port and without persistence, removed when the test is
 * over.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { freePort } from './free-port.ts'

export type RedisServer = Awaited<ReturnType<typeof startRedis>>

/** Killed when this process exits, for any reason. */
const running = new Set<ChildProcess>()
process.on('exit', () => {
  for (const server of running) server.kill('SIGKILL')
})

/** How often to retry if another process takes the port between finding it free and using it. */
const TRIES = 5
/** On a given port, a connection may briefly hold it, and no other can be used. */
const TRIES_THERE = 100
const AGAIN_MS = 100

/** Starts a server and waits until it answers. `port` is for restarting one where it was. */
export async function startRedis({ args = [], port }: { args?: string[]; port?: number } = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'harborline-redis-'))
  const leaveNoFolder = () => rm(folder, { recursive: true, force: true })
  const { server, listening } = await startSomewhere(folder, args, port).catch(async (error) => {
    await leaveNoFolder()
    throw error
  })
  const clients: Redis[] = []
  running.add(server)

  return {
    url: `redis://127.0.0.1:${listening}`,
    port: listening,
    folder,
    /** A separate client, for inspecting the data. */
    client(password?: string) {
      const client = new Redis(listening, '127.0.0.1', password ? { password } : {})
      client.on('error', () => {})
      clients.push(client)
      return client
    },
    /** Makes it stop answering; connections stay open. */
    pause() {
      server.kill('SIGSTOP')
    },
    resume() {
      server.kill('SIGCONT')
    },
    /** Kills it at once, losing all its data. */
    kill,
    async stop() {
      for (const client of clients) client.disconnect()
      await kill()
      running.delete(server)
      await leaveNoFolder()
    },
  }

  async function kill() {
    if (server.exitCode !== null || server.signalCode !== null) return
    const gone = once(server, 'exit')
    server.kill('SIGKILL')
    await gone
  }
}

async function startSomewhere(folder: string, args: string[], port: number | undefined) {
  for (let tries = 1; ; tries++) {
    const listening = port ?? (await freePort())
    const server = spawn(
      'redis-server',
      ['--port', `${listening}`, '--bind', '127.0.0.1', '--dir', folder].concat(
        ['--save', '', '--appendonly', 'no', '--rdbcompression', 'no'],
        args,
      ),
      { stdio: ['ignore', 'pipe', 'ignore'] },
    )
    const output = await untilReady(server)
    if (output === undefined) return { server, listening }
    if (tries === (port ? TRIES_THERE : TRIES))
      throw new Error(`redis-server did not start: ${output}`)
    if (port) await sleep(AGAIN_MS)
  }
}

/** Resolves with undefined once it is ready, or with its output if it exits. */
function untilReady(server: ChildProcess): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    let output = ''
    server.stdout?.on('data', (chunk) => {
      output += chunk
      if (output.includes('Ready to accept connections')) resolve(undefined)
    })
    server.once('exit', () => resolve(output))
    server.once('error', (cause) =>
      reject(new Error('redis-server is missing: apt-get install redis-server', { cause })),
    )
  })
}
