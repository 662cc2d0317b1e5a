/** The real program, started as an operator would: what it refuses, survives and never says. */
import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseEnv, promisify } from 'node:util'
import { createEmulator } from 'emulate'
import { afterEach, expect, test } from 'vitest'
import { freePort } from './free-port.ts'
import { LINE, messageOf, nextOf, PERSON, ROOT, signedForm, TOKEN } from './line.ts'
import { startRedis } from './redis.ts'
import { PRODUCTION, refusedStart, startServer } from './server.ts'
import { assertTwiml } from './twiml.ts'

const run = promisify(execFile)
/** Patience with a busy machine. */
const SOON = { timeout: 10_000 }
const afterwards: (() => unknown)[] = []
afterEach(async () => {
  for (const end of afterwards.splice(0).reverse()) await end()
})

type Posts = (path: string, params: Record<string, string>, cookie?: string) => Promise<Response>

async function started(environment: Record<string, string> = {}) {
  const server = await startServer(environment)
  afterwards.push(server.stop)
  const post: Posts = (path, params, cookie) => {
    const { headers, ...form } = signedForm(path, params, { url: PRODUCTION.PUBLIC_URL + path })
    return fetch(server.url + path, {
      ...form,
      headers: { ...(headers as Record<string, string>), ...(cookie && { cookie }) },
    })
  }
  let messages = 0
  const text = async (Body: string, From = PERSON) => {
    const MessageSid = `SM${++messages}${Body}`
    return messageOf(await (await post('/sms', { MessageSid, From, To: LINE, Body })).text())
  }
  return { ...server, post, text }
}

async function redisForTest() {
  const redis = await startRedis()
  afterwards.push(() => redis.stop())
  return redis
}

test('with nothing configured it starts for one person at this machine', async () => {
  const { output, url } = await started()
  expect(output().match(/made one up, [0-9a-f]{32}/g)).toHaveLength(1)
  expect(output()).toContain('REDIS_URL is not set')
  expect((await fetch(`${url}/sms`, { method: 'POST', body: 'Body=hi' })).status).toBe(403)
  const elsewhere = await fetch(url.replace('127.0.0.1', '127.0.0.2')).catch(() => 'refused')
  expect(elsewhere).toBe('refused')
})

test('production without its settings is refused, all of them named at once', async () => {
  const { code, output } = await refusedStart({ NODE_ENV: 'production' })
  expect(code).toBe(1)
  for (const name of ['PUBLIC_URL', 'LINE_NUMBER', 'TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN'])
    expect(output).toContain(`- ${name} is missing. Set it to`)
  expect(output).toContain('- SESSION_SECRET is missing')
  expect(output).not.toContain('    at ')
})

const wrong: [name: string, value: string, problem: string][] = [
  ['PUBLIC_URL', 'line.example.org', 'PUBLIC_URL is not an address'],
  ['PUBLIC_URL', 'http://line.example.org', 'PUBLIC_URL is not https'],
  ['PUBLIC_URL', 'https://line.example.org/base?x=1', 'PUBLIC_URL has a ? or a #'],
  ['PUBLIC_URL', 'https://your-line.example.org', 'PUBLIC_URL is still what .env.example says'],
  ['LINE_NUMBER', '+12135550142', 'LINE_NUMBER is still what .env.example says'],
  ['MESSAGE_RETENION', 'blank', 'MESSAGE_RETENION is no setting: did you mean MESSAGE_RETENTION?'],
  ['TEXTS_PER_SENDERS', '5', 'TEXTS_PER_SENDERS is no setting: did you mean TEXTS_PER_SENDER?'],
  ['LINE_NUMBER', '510-555-0100', 'LINE_NUMBER is not a number such as'],
  ['TWILIO_ACCOUNT_SID', 'ACx', 'TWILIO_ACCOUNT_SID is not an account SID'],
  ['TWILIO_AUTH_TOKEN', ' , ', 'TWILIO_AUTH_TOKEN is empty'],
  ['PUBLIC_URL', 'https://line.example.org/sms', 'PUBLIC_URL ends with /sms or /voice'],
  ['SESSION_SECRET', 'short', 'SESSION_SECRET has a value under 32 characters'],
  ['SESSION_TTL_S', '5', 'SESSION_TTL_S is below 60'],
  ['REDIS_URL', 'localhost', 'REDIS_URL is not an address'],
  ['REDIS_URL', 'redis://:%zz@127.0.0.1', 'REDIS_URL has a % that stands for nothing'],
  ['REDIS_URL', 'redis://127.0.0.1/first', 'REDIS_URL ends in something that is no number'],
  ['REDIS_URL', 'redis+sentinel://a,b', 'REDIS_URL names no master'],
  ['PORT', 'http', 'PORT is not a number'],
  ['DRAIN_S', '61', 'DRAIN_S is above 60'],
  ['TIME_ZONE', 'Mars/Phobos', 'TIME_ZONE is no time zone such as America/Los_Angeles'],
  ['LOG_LEVEL', 'loud', 'LOG_LEVEL is none of'],
  ['OPT_OUT', 'both', 'OPT_OUT is neither provider nor line'],
  ['MESSAGE_RETENTION', 'burn', 'MESSAGE_RETENTION is neither keep nor blank'],
  ['ALLOWED_COUNTRIES', 'US,Jamaica', 'ALLOWED_COUNTRIES has a value that is no country'],
  ['TEXTS_PER_SENDER', '-1', 'TEXTS_PER_SENDER is below 0'],
  ['KEY_WAIT_S', '5', 'KEY_WAIT_S is below 10'],
  ['METRICS_TOKEN', 'short', 'METRICS_TOKEN has under 16 characters'],
  ['DEBUG', 'ioredis:*', 'DEBUG is set. Unset it: it prints what people send'],
  ['NODE_DEBUG', 'http', 'NODE_DEBUG is set'],
  ['LINE_NAME', 'Sex Trafficking Line', 'LINE_NAME gives the subject away'],
  ['LINE_NAME_SPOKEN', 'Victim Line', 'LINE_NAME_SPOKEN gives the subject away'],
  ['LINE_NAME', 'A Name That Is Far Too Long Here', 'menu gate'],
  ['WEB_CONCURRENCY', '2', 'WEB_CONCURRENCY is above 1 without REDIS_URL'],
]

/** What is told only where others are right, or not set. */
const ALONE = /menu gate|without REDIS_URL|did you mean/

type Start = { settings: Record<string, string>; came?: ReturnType<typeof refusedStart> }
/** As few as there are wrong values of one name, since a start names all at once. */
const starts: Start[] = []
const refused = wrong.map(([name, value, problem]) => {
  const isAlone = ALONE.test(problem)
  const shared = starts.find(({ settings }) => !isAlone && !(name in settings))
  const start: Start = shared ?? { settings: {} }
  start.settings[name] = value
  if (!shared && !isAlone) starts.push(start)
  return { name, value, problem, start }
})

test.each(refused)('$name=$value stops the start and is named', async ({ problem, start }) => {
  start.came ??= refusedStart({ ...PRODUCTION, ...start.settings })
  const { code, output } = await start.came
  expect(code).toBe(1)
  expect(output).toContain(problem)
  expect(output).not.toContain('    at ')
  expect(output).not.toContain(PRODUCTION.TWILIO_AUTH_TOKEN)
})

test('the example, of which only what is empty was filled in, is refused', async () => {
  const example = parseEnv(readFileSync(join(ROOT, '.env.example'), 'utf8'))
  const { TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN, SESSION_SECRET } = PRODUCTION
  const { code, output } = await refusedStart({
    ...(example as Record<string, string>),
    ...{ TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN, SESSION_SECRET },
  })
  expect(code).toBe(1)
  expect(output.match(/^- .+$/gm)).toEqual([
    '- PUBLIC_URL is still what .env.example says. Set it to your own',
    '- LINE_NUMBER is still what .env.example says. Set it to your own',
  ])
})

test('settings are read from a file, over which what is set wins; the start says what is in force', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'settings-'))
  afterwards.push(() => rmSync(folder, { recursive: true }))
  const ENV_FILE = join(folder, '.env')
  const written = {
    ...{ ...PRODUCTION, MESSAGE_RETENTION: 'blank', OPT_OUT: 'line' },
    ...{ ALARM_EMAIL: 'a@agency.example.org', NODE_EXTRA_CA_CERTS: '/ca.pem', LINE_HOST: 'a' },
  }
  writeFileSync(
    ENV_FILE,
    Object.entries(written)
      .map(([name, value]) => `${name}="${value}"\n`)
      .join(''),
  )
  const { output } = await started({ ENV_FILE, OPT_OUT: 'provider' })
  expect(output()).toContain(
    'sessions: memory; workers: 1; texts at Twilio: blanked after each turn; STOP is answered by: Twilio; ',
  )
  expect(output()).toContain('"texts_at_provider":"blank","stop_answered_by":"provider"')
  expect(output()).toContain('ALARM_EMAIL is no setting of the line, and does nothing.')
  expect(output()).toContain('NODE_EXTRA_CA_CERTS comes too late there')
  expect(output()).not.toContain('LINE_HOST')
})

test('a secret of few different characters is warned of', async () => {
  const { output } = await started({ ...PRODUCTION, SESSION_SECRET: 'ab'.repeat(20) })
  expect(output()).toContain('warning: SESSION_SECRET is made of few different characters')
})

test('a token that Twilio would not have made is warned of, and not told', async () => {
  const { output } = await started({ ...PRODUCTION, TWILIO_AUTH_TOKEN: 'your_auth_token' })
  expect(output()).toContain('warning: TWILIO_AUTH_TOKEN is not 32 hexadecimal digits')
  expect(output()).not.toContain('your_auth_token')
})

test('several workers are refused a wrong setting as one', async () => {
  const REDIS_URL = 'redis://:%zz@127.0.0.1'
  const { code, output } = await refusedStart({ ...PRODUCTION, REDIS_URL, WEB_CONCURRENCY: '2' })
  expect(code).toBe(1)
  expect(output.match(/REDIS_URL has a %/g)).toHaveLength(1)
  expect(output).not.toContain('    at ')
})

test('the first text after a start waits for a Redis that starts at the same time', async () => {
  const port = await freePort()
  const REDIS_URL = `redis://127.0.0.1:${port}`
  const { text, url, output } = await started({ ...PRODUCTION, REDIS_URL })
  expect((await fetch(`${url}/readyz`)).status).toBe(503)
  const first = text('hi')
  const redis = await startRedis({ port })
  afterwards.push(() => redis.stop())
  expect(await first).toContain('Safe to text now?')
  await expect.poll(output, SOON).toContain('"event":"turn"')
  expect(output()).toContain('"outcome":"answered"')
  expect(output()).not.toContain('"outcome":"stateless"')
  await expect.poll(async () => (await fetch(`${url}/readyz`)).status, SOON).toBe(200)
})

test('a Redis that is not what REDIS_URL says is named at the start and in /readyz', async () => {
  const replica = await startRedis({ args: ['--replicaof', '127.0.0.1', `${await freePort()}`] })
  afterwards.push(() => replica.stop())
  const { output, url } = await started({ ...PRODUCTION, REDIS_URL: replica.url })
  const says = 'REDIS_URL points at a replica, which takes no writes; point it at the master'
  await expect.poll(output, SOON).toContain(`warning: ${says}`)
  const ready = await (await fetch(`${url}/readyz`)).json()
  expect(ready).toEqual({
    ready: true,
    store: 'down',
    trouble: expect.stringContaining(says),
    content: { version: expect.stringMatching(/^[a-p]{10}$/), since: expect.any(String) },
  })
})

test('a line whose Redis never comes is ready without it after two seconds', async () => {
  const REDIS_URL = `redis://127.0.0.1:${await freePort()}`
  const { text, url } = await started({ ...PRODUCTION, REDIS_URL })
  const ready = async () => (await fetch(`${url}/readyz`)).json()
  expect(await ready()).toMatchObject({ ready: false, store: 'down' })
  expect(await text('hi')).toContain('Safe to text now?')
  await expect.poll(ready, SOON).toMatchObject({ ready: true, store: 'down' })
})

test('it ends within 8 seconds of SIGTERM, after the requests under way', async () => {
  const redis = await redisForTest()
  const { post, stop, url } = await started({ ...PRODUCTION, REDIS_URL: redis.url })
  await expect.poll(async () => (await fetch(`${url}/readyz`)).status, SOON).toBe(200)
  redis.pause()
  const underWay = post('/voice', { CallSid: 'CA1' })
  await new Promise((resolve) => setTimeout(resolve, 50))
  const code = stop()
  expect(await (await underWay).text()).toContain('Hello. This is the California')
  expect(await code).toBe(0)
  redis.resume()
})

test('two workers and one Redis are one line', async () => {
  const redis = await redisForTest()
  const { text, output } = await started({
    ...PRODUCTION,
    REDIS_URL: redis.url,
    WEB_CONCURRENCY: '2',
  })
  const walk = async (From: string) => {
    await text('hi', From)
    await text('1', From)
    await text('4', From)
    return text('1', From)
  }
  const people = Array.from({ length: 20 }, (_, at) => `+1415555${1000 + at}`)
  const answers = await Promise.all(people.map(walk))
  expect(new Set(answers).size).toBe(1)
  expect(answers[0]).toContain('No one sign proves it')
  expect(output().match(/"event":"started"/g)).toHaveLength(2)
})

test('a conversation by text and a call go on while Redis is away, and after it', async () => {
  const redis = await redisForTest()
  const { post, url } = await started({ ...PRODUCTION, REDIS_URL: redis.url })
  const texter = textWithCookie(post)
  const caller = callByAddresses(post)
  expect(await texter('hi')).toContain('Safe to text now?')
  expect(await caller('')).toContain('Hello. This is the California Information Line')
  redis.pause()
  expect(await texter('1')).toContain('I need something now')
  expect(await caller('1')).toContain('For something you need now, press 1.')
  const begun = performance.now()
  expect(await texter('4')).toContain('1')
  expect(await caller('0')).toContain('To be connected, press 1.')
  expect(performance.now() - begun).toBeLessThan(3_000)
  await expect
    .poll(async () => (await fetch(`${url}/readyz`)).json(), SOON)
    .toMatchObject({ ready: true, store: 'down' })
  const other = textWithCookie(post, '+14155550124')
  expect(await other('signs')).toContain('Safe to text now?')
  redis.resume()
  expect(await texter('9')).toContain('I need something now')
  expect(await caller('*')).toContain('To be connected, press 1.')
})

/** A texter whose provider keeps the cookie. */
function textWithCookie(post: Posts, From = PERSON) {
  let cookie = ''
  let messages = 0
  return async (Body: string) => {
    const MessageSid = `SM${From}${++messages}`
    const response = await post('/sms', { MessageSid, From, To: LINE, Body }, cookie)
    cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? cookie
    return messageOf(await response.text())
  }
}

/** A caller who goes where the documents lead. */
function callByAddresses(post: Posts) {
  let next = '/voice'
  return async (Digits: string) => {
    const document = await (await post(next, { CallSid: 'CA1', From: PERSON, Digits })).text()
    next = nextOf(document)
    return document
  }
}

test('nothing that people sent is in the output, nor in a dump of Redis', async () => {
  const redis = await redisForTest()
  const { text, post, output, stop } = await started({ ...PRODUCTION, REDIS_URL: redis.url })
  await text('zebra-quartz-Maria')
  await text('1')
  await text('zebra-quartz-Maria')
  await post('/voice', { CallSid: 'CAcanary', From: PERSON })
  redis.pause()
  await text('zebra-quartz-Maria')
  redis.resume()
  const raw = redis.client()
  await expect.poll(() => raw.dbsize()).toBeGreaterThan(1)
  let dump = ''
  for (const key of await raw.keys('*')) {
    expect(await raw.pttl(key)).toBeGreaterThan(0)
    const value = await raw.getBuffer(key)
    dump += [
      key,
      value?.toString('latin1'),
      value?.toString('base64'),
      value?.toString('hex'),
    ].join()
  }
  raw.disconnect()
  await stop()
  expect(output()).toContain('"event":"turn"')
  for (const canary of ['zebra', 'Maria', '4155550123', 'CAcanary', 'gate', TOKEN]) {
    expect(dump).not.toContain(canary)
    expect(dump).not.toContain(Buffer.from(canary).toString('hex'))
    if (canary !== 'gate') expect(output()).not.toContain(canary)
  }
})

test('an independent Twilio sends a text and a call, and gets the right TwiML', async () => {
  const port = await freePort()
  const seen: { path: string; status: number; document: string }[] = []
  // stands where Twilio's network would, and remembers the answers
  let target = ''
  const between = http
    .createServer(async (request, response) => {
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(chunk)
      const answer = await fetch(target + request.url, {
        method: 'POST',
        headers: Object.fromEntries(
          ['content-type', 'x-twilio-signature'].map((name) => [
            name,
            String(request.headers[name]),
          ]),
        ),
        body: Buffer.concat(chunks),
      })
      const document = await answer.text()
      seen.push({ path: request.url ?? '', status: answer.status, document })
      response.writeHead(answer.status, { 'content-type': 'text/xml' }).end(document)
    })
    .listen(0, '127.0.0.1')
  await once(between, 'listening')
  afterwards.push(() => between.close())
  const publicUrl = `http://127.0.0.1:${(between.address() as AddressInfo).port}`
  const { TWILIO_ACCOUNT_SID: sid, TWILIO_AUTH_TOKEN: token } = PRODUCTION
  const { NODE_ENV: _, ...settings } = PRODUCTION
  const line = await started({ ...settings, PUBLIC_URL: publicUrl })
  target = line.url
  const emulator = await createEmulator({
    service: 'twilio',
    port,
    seed: {
      twilio: {
        account: { sid, auth_token: token },
        phone_numbers: [
          { phone_number: LINE, sms_url: `${publicUrl}/sms`, voice_url: `${publicUrl}/voice` },
        ],
      },
    },
  })
  afterwards.push(() => emulator.close())
  const simulate = (what: string, fields: Record<string, string>) =>
    fetch(`${emulator.url}/_twilio/simulate/${what}`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${sid}:${token}`)}` },
      body: new URLSearchParams({ To: LINE, From: PERSON, ...fields }),
    })
  for (const Body of ['Hola 👋', '1', 'señales'])
    expect((await simulate('inbound-message', { Body })).status).toBe(201)
  expect((await simulate('inbound-call', {})).status).toBe(201)
  expect(seen.map(({ path, status }) => [path, status])).toEqual([
    ['/sms', 200],
    ['/sms', 200],
    ['/sms', 200],
    ['/voice', 200],
  ])
  const [first, second, third, call] = seen.map(({ document }) => document)
  expect(messageOf(first ?? '')).toContain('¿Es seguro escribir?')
  expect(messageOf(second ?? '')).toContain('Responda con un número'.replace('ú', 'u'))
  expect(messageOf(third ?? '')).toContain('7=mas')
  assertTwiml(call ?? '', publicUrl)
  expect(call).toContain('For English, press 1')
})

test("the README's examples return what it shows", async () => {
  const readme = readFileSync(`${ROOT}README.md`, 'utf8')
  const examples = Array.from(
    readme.matchAll(/```sh\n(scripts\/post [^\n]+)\n```\n```xml\n([^\n]+)\n```/g),
    ([, command = '', shown = '']) => ({ command, shown }),
  )
  expect(examples).toHaveLength(2)
  const { port } = await started({ TWILIO_AUTH_TOKEN: 'demo' })
  for (const { command, shown } of examples) {
    const here = (text: string) => text.replaceAll('127.0.0.1:3000', `127.0.0.1:${port}`)
    const [program = '', ...rest] = here(command).split(' ')
    const { stdout } = await run(program, rest, { cwd: ROOT })
    // what is sealed is another each time
    expect(stdout.replaceAll(/(?<=&amp;c=)[\w-]{60,}/g, '…')).toBe(here(shown))
  }
})
