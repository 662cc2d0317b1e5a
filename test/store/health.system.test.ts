/** Health: whether a Redis would keep a turn, which more of them answer PING than do. */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { expect, type TestContext, test, vi } from 'vitest'
import { redisStore } from '../../src/store/redis.ts'
import { freePort } from '../free-port.ts'
import { startRedis } from '../redis.ts'
import { connected } from './stores.ts'

/** Patience with a busy machine. */
const SOON = { timeout: 10_000 }

async function ownRedis({ onTestFinished }: TestContext, args: string[] = []) {
  const server = await startRedis({ args })
  onTestFinished(() => server.stop())
  const store = redisStore(server.url)
  onTestFinished(() => store.close())
  return { store, raw: server.client() }
}

test.concurrent.for<[what: string, args: string[], spoil: (raw: Redis) => Promise<unknown>]>([
  ['is full', ['--maxmemory-policy', 'noeviction'], (raw) => raw.config('SET', 'maxmemory', '1mb')],
  ['only copies another', [], async (raw) => raw.replicaof('127.0.0.1', await freePort())],
  ['may run no scripts', [], (raw) => raw.call('ACL', 'SETUSER', 'default', '-evalsha', '-eval')],
  ['may not write', [], (raw) => raw.call('ACL', 'SETUSER', 'default', '-set')],
  [
    'may only write elsewhere',
    [],
    (raw) => raw.call('ACL', 'SETUSER', 'default', 'resetkeys', '~x:*'),
  ],
])('a Redis that %s answers PING and is down', async ([_what, args, spoil], context) => {
  const { store, raw } = await ownRedis(context, args)
  await connected(store)
  await spoil(raw)
  expect(await raw.ping()).toBe('PONG')
  expect(await store.health()).toBe('down')
})

test('a node that holds a part of a cluster is down', async (context) => {
  const { store, raw } = await ownRedis(context, [
    '--cluster-enabled',
    'yes',
    '--cluster-require-full-coverage',
    'no',
  ])
  await raw.call('CLUSTER', 'ADDSLOTSRANGE', '0', '5460')
  await vi.waitFor(async () => expect(await raw.cluster('INFO')).toContain('state:ok'), SOON)
  // a turn of one person in three would be kept
  expect(await store.health()).toBe('down')
  await raw.call('CLUSTER', 'ADDSLOTSRANGE', '5461', '16383')
  await connected(store)
})

test('a sentinel is down', async ({ onTestFinished }) => {
  const folder = mkdtempSync(join(tmpdir(), 'harborline-sentinel-'))
  const port = await freePort()
  const settings = join(folder, 'sentinel.conf')
  writeFileSync(settings, `port ${port}\nbind 127.0.0.1\ndir ${folder}\n`)
  const sentinel = spawn('redis-server', [settings, '--sentinel'], { stdio: 'ignore' })
  onTestFinished(() => {
    sentinel.kill('SIGKILL')
    rmSync(folder, { recursive: true })
  })
  const raw = new Redis(port, '127.0.0.1').on('error', () => {})
  onTestFinished(() => raw.disconnect())
  await vi.waitFor(async () => expect(await raw.ping()).toBe('PONG'), SOON)
  const store = redisStore(`redis://127.0.0.1:${port}`)
  onTestFinished(() => store.close())
  // once connected it could answer PING
  await new Promise((go) => setTimeout(go, 500))
  expect(await store.health()).toBe('down')
})

test('looking leaves nothing behind, and many who ask are one look', async (context) => {
  const { store, raw } = await ownRedis(context)
  await connected(store)
  const before = Number(/cmdstat_set:calls=(\d+)/.exec(await raw.info('commandstats'))?.[1])
  const answers = await Promise.all(Array.from({ length: 500 }, () => store.health()))
  expect(new Set(answers)).toEqual(new Set(['up']))
  const after = Number(/cmdstat_set:calls=(\d+)/.exec(await raw.info('commandstats'))?.[1])
  expect(after - before).toBeLessThan(20)
  await vi.waitFor(async () => expect(await raw.dbsize()).toBe(0), SOON)
})
