/** The self-test of a line that runs behind a real proxy: what keeps people away is told, and the heartbeat stops. */
import { once } from 'node:events'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { freePort } from '../free-port.ts'
import { spawnProxy } from '../haproxy.ts'
import { ROOT } from '../line.ts'
import { startWebhook } from '../receivers.ts'
import { PRODUCTION, startServer } from '../server.ts'

/** Patience with a busy machine. */
const SOON = { timeout: 20_000, interval: 100 }
const afterwards: (() => unknown)[] = []
afterEach(async () => {
  for (const end of afterwards.splice(0).reverse()) await end()
})

/** HAProxy before the line, as an operator has it. */
function startProxy(from: number, to: number) {
  const times = 'timeout connect 2s\n timeout client 10s\n timeout server 10s'
  const { child, stop } = spawnProxy(
    `defaults\n mode http\n ${times}\nlisten line\n bind 127.0.0.1:${from}\n server line 127.0.0.1:${to}\n`,
  )
  afterwards.push(stop)
  return child
}

/** Twilio's REST API, as far as it knows the account's token. */
async function startAccount(status: 200 | 401) {
  const body =
    status === 200
      ? { sid: PRODUCTION.TWILIO_ACCOUNT_SID, status: 'active', type: 'Full', balance: '100' }
      : { code: 20003, message: 'Authenticate', more_info: '', status }
  const server = http.createServer((_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(JSON.stringify(body))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  afterwards.push(() => server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

async function started({ token }: { token: 'right' | 'wrong' }) {
  const [hook, heart] = [await startWebhook(), await startWebhook()]
  afterwards.push(hook.stop, heart.stop)
  const [outside, inside] = [await freePort(), await freePort()]
  const { NODE_ENV: _, ...settings } = PRODUCTION
  const proxy = startProxy(outside, inside)
  const server = await startServer({
    ...settings,
    PORT: String(inside),
    PUBLIC_URL: `http://127.0.0.1:${outside}`,
    SELF_TEST_MINUTES: '0.02',
    ALARM_URL: hook.url,
    HEARTBEAT_URL: `${heart.url}/beat`,
    METRICS_TOKEN: 'a metrics token of 32 characters',
    ACCOUNT_URL: await startAccount(token === 'right' ? 200 : 401),
    NODE_OPTIONS: `--import=${join(ROOT, 'test/account/elsewhere.mjs')}`,
  })
  afterwards.push(server.stop)
  const outcomes = () =>
    Array.from(server.output().matchAll(/"event":"self_test","outcome":"(\w+)"/g), ([, one]) => one)
  const told = () =>
    hook.got.filter(({ body }) => body.includes('"self_test"')).map(({ body }) => body)
  return { server, proxy, heart, outcomes, told }
}

test('it passes through the proxy, and tells when that is dead', async () => {
  const { server, proxy, heart, outcomes, told } = await started({ token: 'right' })
  await expect.poll(() => outcomes().length, SOON).toBeGreaterThan(1)
  await expect.poll(() => outcomes().slice(-2), SOON).toEqual(['passed', 'passed'])
  expect(heart.got[0]).toMatchObject({ method: 'GET', path: '/beat' })
  expect(server.output()).not.toContain('"event":"turn"')

  const gone = once(proxy, 'exit')
  proxy.kill('SIGKILL')
  await gone
  await expect.poll(() => outcomes().at(-1), SOON).toBe('unreachable')
  await expect.poll(told, SOON).toHaveLength(1)
  expect(told()[0]).toContain('through PUBLIC_URL: unreachable.')
  const beats = heart.got.length
  const tests = outcomes().length
  await expect.poll(() => outcomes().length, SOON).toBeGreaterThan(tests + 1)
  expect(heart.got.length).toBeLessThanOrEqual(beats + 1)
  expect(told()).toHaveLength(1)
})

test('a token that Twilio does not know is told, though the line itself takes it', async () => {
  const { outcomes, told } = await started({ token: 'wrong' })
  await expect.poll(() => outcomes().at(-1), SOON).toBe('token')
  await expect.poll(told, SOON).toHaveLength(1)
  expect(told()[0]).toContain('through PUBLIC_URL: token.')
})
