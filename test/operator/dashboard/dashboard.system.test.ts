/** The operator's page of the built program: whichever process answers, and while Redis is away. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { startRedis } from '../../redis.ts'
import { PRODUCTION, refusedStart, startServer } from '../../server.ts'
import { cookieOf, OPERATOR_TOKEN } from './page.ts'

const SOON = { timeout: 15_000 }

const afterwards: (() => unknown)[] = []
afterEach(async () => {
  for (const end of afterwards.splice(0).reverse()) await end()
})

async function startLine(environment: Record<string, string> = {}) {
  const redis = await startRedis()
  const folder = mkdtempSync(join(tmpdir(), 'dashboard-'))
  const settings = { REDIS_URL: redis.url, COUNTS_FOLDER: folder, COUNTS_DAYS: '400' }
  const server = await startServer({ ...PRODUCTION, ...settings, ...environment })
  afterwards.push(async () => {
    await server.stop()
    await redis.stop()
    rmSync(folder, { recursive: true })
  })
  const headers = { origin: PRODUCTION.PUBLIC_URL, connection: 'close' }
  const ask = (path: string, cookie = '', init: RequestInit = {}) =>
    fetch(`${server.url}${path}`, {
      redirect: 'manual',
      ...init,
      headers: { ...headers, cookie },
    })
  const login = async () => {
    const body = new URLSearchParams({ token: OPERATOR_TOKEN })
    return cookieOf(await ask('/operator/login', '', { method: 'POST', body }))
  }
  return { ...server, redis, ask, login }
}

test('a session holds in every worker, and is over in all of them at once', async () => {
  const { ask, login, output } = await startLine({ OPERATOR_TOKEN, WEB_CONCURRENCY: '2' })
  await expect.poll(() => output().match(/"event":"started"/g)?.length, SOON).toBe(2)
  const cookie = await login()
  const statuses = async () => {
    const answers = Array.from({ length: 12 }, () => ask('/operator/2026-01', cookie))
    return Array.from(new Set((await Promise.all(answers)).map(({ status }) => status)))
  }
  expect(await statuses()).toEqual([200])
  expect((await ask('/operator/logout', cookie, { method: 'POST' })).status).toBe(303)
  expect(await statuses()).toEqual([303])
  expect(output()).toContain('"event":"operator_login","outcome":"right"')
  expect(output()).not.toContain(OPERATOR_TOKEN)
})

test('while Redis is away the page opens, and says so', async () => {
  const { ask, login, redis } = await startLine({ OPERATOR_TOKEN })
  const cookie = await login()
  expect(await (await ask('/operator', cookie)).text()).toContain('in Redis, which is up')
  await redis.stop()
  const page = async () => (await ask('/operator', cookie)).text()
  await expect.poll(page, SOON).toContain('in Redis, which is down')
})

test('without a token there is no page, and with a short one no start', async () => {
  const { ask } = await startLine()
  expect((await ask('/operator')).status).toBe(404)
  expect((await ask('/operator/login')).status).toBe(404)
  const { code, output } = await refusedStart({ ...PRODUCTION, OPERATOR_TOKEN: 'short' })
  expect(code).toBe(1)
  expect(output).toContain('OPERATOR_TOKEN has under 32 characters')
})
