/** The doctor as a command, before a real server, a real Redis and a real certificate. */
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, expect, test } from 'vitest'
import { openWeb } from '../../src/operator/doctor/web.ts'
import { redisSettings } from '../../src/store/redis-settings.ts'
import { serveAccount } from '../account/server.ts'
import { healthyAccount, KEY } from '../account/state.ts'
import { freePort } from '../free-port.ts'
import { ROOT } from '../line.ts'
import { startRedis } from '../redis.ts'
import { PRODUCTION, startServer } from '../server.ts'

const folder = mkdtempSync(join(tmpdir(), 'doctor-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** Runs the command as an operator does, but for where Twilio is. */
async function harborline(args: readonly string[], environment: Record<string, string>) {
  const { PATH = '' } = process.env
  const elsewhere = ['--import', join(ROOT, 'test/account/elsewhere.mjs')]
  const child = spawn(process.execPath, [...elsewhere, 'dist/cli.js', ...args], {
    cwd: ROOT,
    env: { PATH, ENV_FILE: '/dev/null', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const exit = once(child, 'exit')
  const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), exit])
  return { code, stdout, stderr }
}

type Sheet = { fit: boolean; rows: { id: string; state: string; found: string }[] }

test('before a running line it sees the way there, the account and the settings, and says no secret', async () => {
  const state = healthyAccount()
  const account = await serveAccount(state)
  // development may be reached by http, and the line behind it is the real one
  const { NODE_ENV: _production, ...settings } = PRODUCTION
  const line = await startServer({ ...settings, NODE_ENV: 'development' })
  const here = {
    ...settings,
    PUBLIC_URL: PRODUCTION.PUBLIC_URL,
    ACCOUNT_URL: account.url,
    TWILIO_API_KEY: KEY,
    TWILIO_API_SECRET: 'a secret of the key',
  }
  try {
    // the server thinks that it is PUBLIC_URL, and is asked by another address: a proxy that rewrites
    const { code, stdout } = await harborline(['doctor', '--json'], {
      ...here,
      PUBLIC_URL: line.url,
    })
    const sheet: Sheet = JSON.parse(stdout)
    const stateOf = (id: string) => sheet.rows.find((row) => row.id === id)
    expect(code).toBe(1)
    expect(stateOf('account')).toMatchObject({ state: 'ok' })
    expect(stateOf('reach.unsigned')).toMatchObject({ state: 'ok' })
    expect(stateOf('ready')).toMatchObject({ state: 'ok' })
    expect(stateOf('reach.texts')?.found).toContain('another TWILIO_AUTH_TOKEN or PUBLIC_URL')
    expect(account.sent.length).toBeGreaterThan(20)
    expect(account.sent.filter(({ method }) => method !== 'GET')).toEqual([])
    for (const secret of [
      PRODUCTION.TWILIO_AUTH_TOKEN,
      PRODUCTION.SESSION_SECRET,
      KEY,
      'of the key',
    ])
      expect(stdout).not.toContain(secret)
  } finally {
    await line.stop()
    account.stop()
  }
})

test('a line that is asked by its own name answers what is signed, and refuses the rest', async () => {
  const account = await serveAccount(healthyAccount())
  const port = String(await freePort())
  const PUBLIC_URL = `http://127.0.0.1:${port}`
  const settings = { ...PRODUCTION, NODE_ENV: 'development', PORT: port, PUBLIC_URL }
  const line = await startServer(settings)
  try {
    const { stdout } = await harborline(['doctor', '--json', '--timeout', '10'], {
      ...settings,
      ACCOUNT_URL: account.url,
    })
    const sheet: Sheet = JSON.parse(stdout)
    const states = Object.fromEntries(sheet.rows.map(({ id, state }) => [id, state]))
    expect(states).toMatchObject({
      'reach.texts': 'ok',
      'reach.calls': 'ok',
      'reach.unsigned': 'ok',
      ready: 'ok',
      certificate: 'fail',
    })
    expect(line.output()).not.toContain('"turn"')
  } finally {
    await line.stop()
    account.stop()
  }
})

test('without an account it still looks at this server, and says what is missing', async () => {
  const { code, stdout } = await harborline(['doctor'], {})
  expect(code).toBe(1)
  expect(stdout).toContain('Twilio does not let these settings in')
  expect(stdout).toContain('PUBLIC_URL is missing')
})

test('it asks a real Redis what it would write down', async () => {
  const redis = await startRedis()
  try {
    expect(await redisSettings(redis.url)).toMatchObject({ persistent: false })
    execFileSync('redis-cli', ['-u', redis.url, 'config', 'set', 'appendonly', 'yes'])
    expect(await redisSettings(redis.url)).toMatchObject({ persistent: true })
  } finally {
    await redis.stop()
  }
  await expect(redisSettings('redis://127.0.0.1:1')).rejects.toThrow()
})

test('it counts the days of a real certificate, and says why one is not taken', async () => {
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost']
  execFileSync(
    'openssl',
    [
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-days',
      '9',
      '-keyout',
      key,
      '-out',
      cert,
      ...subject,
    ],
    { stdio: 'ignore' },
  )
  const ca = readFileSync(cert, 'utf8')
  const server = createServer({ key: readFileSync(key), cert: ca }, (_request, response) => {
    response.end('ok')
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const address = `https://localhost:${port}`
  expect(await openWeb({ ca }).certificate(address)).toEqual({ days: 8 })
  expect(await openWeb().certificate(address)).toEqual({ trouble: 'DEPTH_ZERO_SELF_SIGNED_CERT' })
  const wrongName = `https://127.0.0.1:${port}`
  expect(await openWeb({ ca }).certificate(wrongName)).toEqual({
    trouble: 'ERR_TLS_CERT_ALTNAME_INVALID',
  })
  expect(await openWeb().ask('GET', address)).toEqual({ trouble: 'DEPTH_ZERO_SELF_SIGNED_CERT' })
  server.close()
  server.closeAllConnections()
  expect(await openWeb().certificate(address)).toEqual({ trouble: 'ECONNREFUSED' })
})
