/** A Redis that is not what REDIS_URL says, or does not do what a turn needs: each has its sentence. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type TestContext, test, vi } from 'vitest'
import { redisStore } from '../../src/store/redis.ts'
import { freePort } from '../free-port.ts'
import { startRedis } from '../redis.ts'
import { startCluster } from '../redis-cluster.ts'
import { startSentinels } from '../redis-sentinel.ts'

/** Patience with a busy machine. */
const SOON = { timeout: 20_000, interval: 50 }
const PASSWORD = 'canary-password'

type Place = { url: string; stop: () => Promise<unknown> }

async function redisWith(...args: string[]): Promise<Place> {
  return startRedis({ args })
}

const changed = (place: Place, from: string, to: string): Place => ({
  ...place,
  url: place.url.replace(from, to),
})

test.concurrent.for<[what: string, says: string, place: () => Promise<Place>]>([
  [
    'a plain address at a sentinel',
    'points at a sentinel, which keeps nothing; write redis+sentinel://',
    async () => {
      const watched = await startSentinels({ sentinels: 1 })
      return { url: `redis://127.0.0.1:${watched.ports[0]}`, stop: watched.stop }
    },
  ],
  [
    'a plain address at a node of a cluster',
    'points at one node of a cluster, which keeps a part only; write redis+cluster://',
    async () => {
      const cluster = await startCluster()
      return { url: cluster.nodes[0]?.url ?? '', stop: cluster.stop }
    },
  ],
  [
    'a plain address at a replica',
    'points at a replica, which takes no writes; point it at the master',
    async () => redisWith('--replicaof', '127.0.0.1', `${await freePort()}`),
  ],
  [
    'a cluster address at a single Redis',
    'says cluster, and what answers is no node of one; write redis://',
    async () => changed(await redisWith(), 'redis://', 'redis+cluster://'),
  ],
  [
    'a cluster that lacks some of its slots',
    'The cluster is down for a part of its slots',
    async () => {
      const cluster = await startCluster()
      await cluster.nodes[0]?.kill()
      return cluster
    },
  ],
  [
    'a node that is in no cluster yet',
    'has no slots and no cluster yet; see redis-cli --cluster create',
    async () =>
      changed(await redisWith('--cluster-enabled', 'yes'), 'redis://', 'redis+cluster://'),
  ],
  [
    'a sentinel address at a single Redis',
    'says sentinel, and what answers is none',
    async () => {
      const place = await redisWith()
      return { ...place, url: `${place.url.replace('redis:', 'redis+sentinel:')}/main` }
    },
  ],
  ['a password that is missing', 'wants a password', () => redisWith('--requirepass', PASSWORD)],
  [
    'a wrong password',
    'refuses the user or the password',
    async () =>
      changed(await redisWith('--requirepass', PASSWORD), '://', '://:canary-wrong-password@'),
  ],
  [
    'a user who may not do what a turn needs',
    'may not do what a turn needs',
    async () =>
      changed(
        await redisWith('--user', 'line', 'on', `>${PASSWORD}`, '~h1:*', '+get'),
        '://',
        `://line:${PASSWORD}@`,
      ),
  ],
  [
    'a Redis that is full',
    'is full; give it more maxmemory',
    () => redisWith('--maxmemory', '1mb', '--maxmemory-policy', 'noeviction'),
  ],
  [
    'an address at which nobody listens',
    'Nothing listens at the address',
    async () => ({ url: `redis://127.0.0.1:${await freePort()}`, stop: async () => {} }),
  ],
  [
    'TLS asked of a Redis without it',
    'where it speaks no TLS, write redis://',
    async () => changed(await redisWith(), 'redis://', 'rediss://'),
  ],
])('%s is named, with a remedy', async ([_what, says, place], context) => {
  const { url, stop } = await place()
  context.onTestFinished(async () => void (await stop()))
  const store = redisStore(url)
  context.onTestFinished(() => store.close())
  await vi.waitFor(async () => expect(await store.trouble()).toContain(says), SOON)
  expect(await store.health()).toBe('down')
  const said = `${await store.trouble()}`
  expect(said).not.toMatch(/canary|127\.0\.0\.1:\d/)
  expect(said.split('. ')).toHaveLength(1)
})

test('the least rights of docs/operating.md are enough', async (context) => {
  const rights = ['~h1:*', '+get', '+set', '+del', '+eval', '+evalsha']
  const server = await startRedis({ args: ['--user', 'line', 'on', `>${PASSWORD}`, ...rights] })
  context.onTestFinished(() => server.stop())
  const store = redisStore(server.url.replace('://', `://line:${PASSWORD}@`))
  context.onTestFinished(() => store.close())
  await vi.waitFor(async () => expect(await store.trouble()).toBeUndefined(), SOON)
})

test('TLS is spoken by a certificate that is known; one that is not, and its lack, are named', async (context) => {
  const { args, authority } = certificates(context)
  const port = await freePort()
  const secure = ['--tls-port', `${port}`, '--tls-auth-clients', 'no', ...args]
  const server = await startRedis({ args: secure })
  context.onTestFinished(() => server.stop())
  const plain = redisStore(`redis://localhost:${port}`)
  context.onTestFinished(() => plain.close())
  await vi.waitFor(async () => expect(await plain.trouble()).toContain('write rediss://'), SOON)
  const unknown = redisStore(`rediss://localhost:${port}`)
  context.onTestFinished(() => unknown.close())
  await vi.waitFor(
    async () => expect(await unknown.trouble()).toContain('NODE_EXTRA_CA_CERTS'),
    SOON,
  )
  // the authority is read by Node at its start
  const look = `
    import { redisStore } from ${JSON.stringify(new URL('../../src/store/redis.ts', import.meta.url).href)}
    const store = redisStore('rediss://localhost:${port}')
    for (let tries = 0; tries < 100 && (await store.health()) === 'down'; tries++)
      await new Promise((go) => setTimeout(go, 50))
    console.log(await store.health())
    await store.close()`
  const output = execFileSync(
    process.execPath,
    ['--import', 'tsx', '--input-type=module', '-e', look],
    {
      env: { ...process.env, NODE_EXTRA_CA_CERTS: authority },
      encoding: 'utf8',
    },
  )
  expect(output.trim()).toBe('up')
})

/** A certificate for localhost that nobody else knows, as arguments for redis-server. */
function certificates({ onTestFinished }: TestContext) {
  const folder = mkdtempSync(join(tmpdir(), 'harborline-tls-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const [key, authority] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
  const made = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-keyout', key]
  const names = [
    '-out',
    authority,
    '-subj',
    '/CN=localhost',
    '-addext',
    'subjectAltName=DNS:localhost',
  ]
  execFileSync('openssl', [...made, ...names], { stdio: 'ignore' })
  const args = [
    '--tls-cert-file',
    authority,
    '--tls-key-file',
    key,
    '--tls-ca-cert-file',
    authority,
  ]
  return { args, authority }
}
