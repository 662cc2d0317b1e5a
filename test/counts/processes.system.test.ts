/** The counts of several real processes on one Redis: what was played is what was counted, whatever dies. */
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, expect, test } from 'vitest'
import { findFiles } from '../../src/counts/files.ts'
import { sumsOfMonth } from '../../src/counts/month.ts'
import { addSums, type Sums } from '../../src/counts/sums.ts'
import { LINE, nextOf, signedForm } from '../line.ts'
import { startRedis } from '../redis.ts'
import { PRODUCTION, startServer } from '../server.ts'
import { times } from '../walk.ts'

/** `npm run test:full` plays 10,000. */
const CONVERSATIONS = times(240)
const AT_ONCE = 16
/** After so long a batch is written. */
const WRITTEN_MS = 3_000

const afterwards: (() => unknown)[] = []
afterEach(async () => {
  for (const end of afterwards.splice(0).reverse()) await end()
})

type Server = Awaited<ReturnType<typeof startServer>>

/** A conversation, and what it is counted as. */
type Played = { texts: readonly string[] } | { keys: readonly string[] }
const kinds: readonly (Played & { counts: Readonly<Record<string, number>> })[] = [
  {
    texts: ['hi', '1', 'signs', 'X'],
    counts: { conversations: 1, went_on: 1, turns: 4, topics: 1, exits: 1 },
  },
  {
    texts: ['hola', '1', 'he has a gun', '0'],
    counts: { conversations: 1, went_on: 1, turns: 4, danger: 1, asked_for_person: 1 },
  },
  {
    texts: ['hi', '1', 'zebra quartz'],
    counts: { conversations: 1, went_on: 1, turns: 3, misses: 1 },
  },
  {
    keys: ['1', '0', '*'],
    counts: { conversations: 1, went_on: 1, turns: 4, asked_for_person: 1 },
  },
]
/** The rows that are compared: segments and the like depend on wording. */
const NAMES = Array.from(new Set(kinds.flatMap(({ counts }) => Object.keys(counts))))

async function post({ url }: Server, path: string, params: Record<string, string>, cookie = '') {
  const signed = signedForm(path, params, { url: PRODUCTION.PUBLIC_URL + path, cookie })
  const response = await fetch(url + path, signed)
  expect(response.status).toBe(200)
  return response
}

/** Each conversation by its own process, so that none begins anew where a busy machine is slow to share. */
async function play(servers: readonly Server[], at: number): Promise<void> {
  const kind = kinds[at % kinds.length]
  const server = servers[at % servers.length] ?? expect.unreachable()
  const From = `+1415${String(2_000_000 + at)}`
  if (kind && 'texts' in kind) {
    let cookie = ''
    for (const [step, Body] of kind.texts.entries()) {
      const text = { MessageSid: `SM${at}-${step}`, From, To: LINE, Body }
      const { headers } = await post(server, '/sms', text, cookie)
      // Twilio brings it back, so that a Redis that is slow at this moment costs nobody the conversation
      cookie = headers.getSetCookie()[0]?.split(';')[0] ?? cookie
    }
  }
  if (!kind || !('keys' in kind)) return
  const call = { CallSid: `CA${at}`, From, To: LINE }
  let answer = await post(server, '/voice', call)
  for (const Digits of kind.keys)
    answer = await post(server, nextOf(await answer.text()), { ...call, Digits })
}

async function playAll(servers: readonly Server[], from: number, to: number): Promise<void> {
  let next = from
  const people = async () => {
    for (let at = next++; at < to; at = next++) await play(servers, at)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, people))
}

/** What conversations must be counted as. */
function expected(count: number): Record<string, number> {
  const sums = Object.fromEntries(NAMES.map((name) => [name, 0]))
  for (let at = 0; at < count; at++)
    for (const [name, n] of Object.entries(kinds[at % kinds.length]?.counts ?? {}))
      sums[name] = (sums[name] ?? 0) + n
  return sums
}

async function counted(folder: string): Promise<Record<string, number>> {
  const sums: Sums = {}
  for (const month of (await findFiles(folder)).keys())
    addSums(sums, (await sumsOfMonth(folder, month)).sums)
  return Object.fromEntries(NAMES.map((name) => [name, sums[name]?.total ?? 0]))
}

test(`${CONVERSATIONS} conversations over three processes are counted as they were played, whatever dies`, {
  tags: ['walk'],
}, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'harborline-counts-'))
  afterwards.push(() => rmSync(folder, { recursive: true }))
  const redis = await startRedis()
  let current = redis
  afterwards.push(() => current.stop())
  const start = async () => {
    const server = await startServer({
      ...PRODUCTION,
      REDIS_URL: redis.url,
      COUNTS_DAYS: '400',
      COUNTS_FOLDER: folder,
      LOG_LEVEL: 'error',
      TEXTS_PER_MINUTE: '0',
      CALLS_PER_MINUTE: '0',
    })
    afterwards.push(server.stop)
    return server
  }
  const servers = await Promise.all([start(), start(), start()])
  const half = Math.floor(CONVERSATIONS / 2)
  await playAll(servers, 0, half)
  await sleep(WRITTEN_MS)
  expect(await counted(folder)).toEqual(expected(half))

  // one is killed, and with it nothing that was written; the others go on
  const [killed, ...others] = servers
  killed?.child.kill('SIGKILL')
  const most = Math.floor((CONVERSATIONS * 3) / 4)
  await playAll(others, half, most)
  // everything ends, Redis too, which keeps nothing
  for (const server of others) expect(await server.stop()).toBe(0)
  await redis.stop()
  current = await startRedis({ port: redis.port })
  expect(await counted(folder)).toEqual(expected(most))

  const again = await Promise.all([start(), start(), start()])
  await playAll(again, most, CONVERSATIONS)
  for (const server of again) await server.stop()
  expect(await counted(folder)).toEqual(expected(CONVERSATIONS))
})

test('who is killed in the middle loses the last batch at most, and counts nothing twice', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'harborline-counts-'))
  afterwards.push(() => rmSync(folder, { recursive: true }))
  const server = await startServer({
    ...PRODUCTION,
    COUNTS_DAYS: '400',
    COUNTS_FOLDER: folder,
    LOG_LEVEL: 'error',
  })
  afterwards.push(server.stop)
  await playAll([server], 0, 20)
  await sleep(WRITTEN_MS)
  const before = await counted(folder)
  expect(before).toEqual(expected(20))
  await playAll([server], 20, 40)
  server.child.kill('SIGKILL')
  await once(server.child, 'exit')
  const after = await counted(folder)
  for (const name of NAMES) {
    expect(after[name], name).toBeGreaterThanOrEqual(before[name] ?? 0)
    expect(after[name], name).toBeLessThanOrEqual(expected(40)[name] ?? 0)
  }
})

test('what each of several workers counts is written before all of them end', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'harborline-counts-'))
  afterwards.push(() => rmSync(folder, { recursive: true }))
  const redis = await startRedis()
  afterwards.push(() => redis.stop())
  const server = await startServer({
    ...PRODUCTION,
    REDIS_URL: redis.url,
    WEB_CONCURRENCY: '2',
    COUNTS_DAYS: '400',
    COUNTS_FOLDER: folder,
    LOG_LEVEL: 'error',
  })
  afterwards.push(server.stop)
  // a connection each, which the workers take in turn
  for (let at = 0; at < 20; at++) {
    const text = { MessageSid: `SM${at}`, From: `+1415${2_000_000 + at}`, To: LINE, Body: 'hi' }
    const { headers, ...form } = signedForm('/sms', text, { url: `${PRODUCTION.PUBLIC_URL}/sms` })
    const closing = {
      ...form,
      headers: { ...(headers as Record<string, string>), connection: 'close' },
    }
    expect((await fetch(`${server.url}/sms`, closing)).status).toBe(200)
  }
  await server.stop()
  expect(await counted(folder)).toMatchObject({ conversations: 20, turns: 20, danger: 0 })
  const [files] = (await findFiles(folder)).values()
  expect(Array.from(files?.processes.values() ?? []).flat()).toHaveLength(2)
})
