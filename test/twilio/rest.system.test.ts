/** What the line asks of Twilio's REST API: held against Twilio's own description, and all that fails. */
import { execFile } from 'node:child_process'
import { once } from 'node:events'
import http from 'node:http'
import https from 'node:https'
import net, { type AddressInfo } from 'node:net'
import { inspect, promisify } from 'node:util'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { CallResult, MessageArchive, Result, Telephony } from '../../src/line/telephony.ts'
import { createRest } from '../../src/twilio/rest.ts'
import { ACCOUNT, LINE, PERSON, PUBLIC_URL, ROOT, TOKEN } from '../line.ts'
import { choices, operationOf, problemsOf } from '../prism/description.ts'
import { type Prism, startPrism } from '../prism/prism.ts'

const KEY = `SK${'fedcba9876543210'.repeat(2)}`
const CALL = `CA${'0123456789abcdef'.repeat(2)}`
const QUEUE = `QU${'0123456789abcdef'.repeat(2)}`
const MESSAGE = `SM${'0123456789abcdef'.repeat(2)}`
const API = `/2010-04-01/Accounts/${ACCOUNT}`

/** Every function there is: one that is added to the port and not here does not compile. */
type All = Telephony & MessageArchive
const calls: { [Name in keyof All]: (rest: All) => Promise<Result<unknown>> } = {
  ringAdvocate: (rest) =>
    rest.ringAdvocate({ to: PERSON, transfer: 'a-random-name', rung: 1, seconds: 30 }),
  ringPerson: (rest) => rest.ringPerson({ to: PERSON, language: 'es', seconds: 15 }),
  endCall: (rest) => rest.endCall(CALL),
  deleteQueue: (rest) => rest.deleteQueue(QUEUE),
  messages: (rest) => rest.messages({ from: PERSON, to: LINE }),
  blankMessage: (rest) => rest.blankMessage(MESSAGE),
  deleteMessage: (rest) => rest.deleteMessage(MESSAGE),
}
const everyCall = Object.entries(calls)
const account = {
  accountSid: ACCOUNT,
  user: KEY,
  password: TOKEN,
  from: LINE,
  publicUrl: PUBLIC_URL,
}

describe("Twilio's own description", () => {
  let starting: Promise<Prism> | undefined
  let prism: Prism
  // not once before all, for then its absence would skip the tests; the first may have to fetch it
  beforeEach(async () => {
    starting ??= startPrism()
    prism = await starting
  }, 180_000)
  afterAll(() => prism?.stop())

  test.each(everyCall)('%s is as it says', async (_name, call) => {
    const rest = createRest({ ...account, httpClient: prism.httpClient })
    const { result, made } = await during(() => call(rest))
    expect(result).toMatchObject({ ok: true })
    expect(made.map(({ status }) => Math.floor(status / 100))).toEqual([2])
    expect(made.flatMap(problems)).toEqual([])
  })

  test('a function that is not called above would be noticed', () => {
    expect(Object.keys(createRest(account)).sort()).toEqual(Object.keys(calls).sort())
  })

  test('ring gives the SID of the call', async () => {
    const rest = createRest({ ...account, user: ACCOUNT, httpClient: prism.httpClient })
    expect(await calls.ringAdvocate(rest)).toEqual({
      ok: true,
      value: expect.stringMatching(/^CA[0-9a-f]{32}$/i),
    })
  })

  test('what Prism refuses reaches the line as a status and no more', async () => {
    const rest = createRest({ ...account, httpClient: prism.httpClient })
    expect(await rest.endCall('no-sid')).toEqual({ ok: false, code: 0, status: 422 })
  })

  const call = { To: PERSON, From: LINE, Url: PUBLIC_URL, Timeout: '20' }
  test.each([
    ['no To', { ...call, To: undefined }],
    ['no From', { ...call, From: undefined }],
    ['a Timeout that is no number', { ...call, Timeout: 'soon' }],
    ['a method that does not exist', { ...call, StatusCallbackMethod: 'SHOUT' }],
  ])('Prism refuses %s', async (_what, form) => {
    const { result } = await during(() => send('/Calls.json', form))
    expect(result.statusCode).toBe(422)
  })

  test('Prism refuses a call without credentials', async () => {
    const form = new URLSearchParams(call)
    const anyone = await fetch(`${prism.url}${API}/Calls.json`, { method: 'POST', body: form })
    expect(anyone.status).toBe(401)
  })

  test.each([
    [{ Colour: 'red' }, 'CreateCall has no parameter Colour'],
    [{ to: PERSON }, 'CreateCall has no parameter to'],
    [
      { StatusCallbackEvent: ['answered', 'completed', 'hung-up'] },
      'CreateCall knows no StatusCallbackEvent=hung-up',
    ],
    [{ Record: 'true' }, 'CreateCall records: Record'],
  ])('what Prism lets pass is noticed here: %j', async (more, problem) => {
    const { result, made } = await during(() => send('/Calls.json', { ...call, ...more }))
    expect(result.statusCode).toBe(201)
    expect(made.flatMap(problems)).toEqual([problem])
  })

  test('paths are held against the description as well', async () => {
    const { result, made } = await during(() => send('/Colours.json', {}))
    expect(result.statusCode).toBe(404)
    expect(made.flatMap(problems)).toEqual([`POST ${API}/Colours.json is not in the description`])
    const recording = await during(() => send(`/Calls/${CALL}/Recordings.json`, {}))
    expect(recording.result.statusCode).toBe(200)
    expect(recording.made.flatMap(problems)).toEqual([
      `CreateCallRecording records: ${API}/Calls/${CALL}/Recordings.json`,
    ])
  })

  test('the events of a call are the four that Twilio documents', () => {
    const operation = operationOf(prism.description, 'POST', `${API}/Calls.json`)
    const form = operation?.requestBody?.content['application/x-www-form-urlencoded']
    const { description } = form?.schema.properties?.StatusCallbackEvent ?? {}
    expect(choices(description)).toEqual(['initiated', 'ringing', 'answered', 'completed'])
  })

  const problems = (request: Prism['requests'][number]) => problemsOf(prism.description, request)

  async function during<Result>(request: () => Promise<Result>) {
    const before = prism.requests.length
    const result = await request()
    return { result, made: prism.requests.slice(before) }
  }

  /** Past the SDK, which would drop what it does not know. */
  function send(path: string, data: Record<string, unknown>) {
    return prism.httpClient.request({
      method: 'post',
      uri: `https://api.twilio.com${API}${path}`,
      username: KEY,
      password: TOKEN,
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      data,
    })
  }
})

describe('an API that fails', () => {
  const TWILIO_SHAPED = (code: number, status: number) =>
    JSON.stringify({
      code,
      status,
      message: `${PERSON} or ${LINE} of ${ACCOUNT} at ${PUBLIC_URL}: ${KEY}, ${CALL}, ${TOKEN}`,
      more_info: `https://www.twilio.com/docs/errors/${code}?To=${PERSON}`,
      details: { to: PERSON, from: LINE },
    })
  const refusal = (code: number, status: number) => (_: unknown, response: http.ServerResponse) =>
    response
      .writeHead(status, { 'content-type': 'application/json' })
      .end(TWILIO_SHAPED(code, status))

  let behaviour: http.RequestListener
  const hosts: unknown[] = []
  let asked = 0
  let connected = 0
  const server = http.createServer((request, response) => {
    asked++
    behaviour(request, response)
  })
  server.on('connection', () => connected++)

  beforeAll(async () => {
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
  })
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })
  beforeEach(() => {
    asked = 0
    connected = 0
    hosts.length = 0
    for (const name of ['HTTP_PROXY', 'TWILIO_CA_BUNDLE', 'TWILIO_EDGE', 'TWILIO_REGION'])
      vi.stubEnv(name, undefined)
    // the client that the line uses in earnest, whose connections end here
    vi.spyOn(https.Agent.prototype as unknown as Connecting, 'createConnection').mockImplementation(
      ({ host }) => {
        hosts.push(host)
        return net.connect((server.address() as AddressInfo).port, '127.0.0.1')
      },
    )
  })
  afterEach(() => {
    vi.restoreAllMocks()
    vi.unstubAllEnvs()
    server.closeAllConnections()
  })

  const failures: [what: string, behaviour: http.RequestListener, code: number, status: number][] =
    [
      ['has too many requests', refusal(20429, 429), 20429, 429],
      ['breaks', refusal(20500, 500), 20500, 500],
      ['does not know the key', refusal(20003, 401), 20003, 401],
      ['finds nothing', refusal(20404, 404), 20404, 404],
      [
        'is a gateway that answers in HTML',
        (_, response) => response.writeHead(502).end(`<html>${PERSON}</html>`),
        0,
        502,
      ],
      ['says nothing with its status', (_, response) => response.writeHead(503).end(), 0, 503],
      ['resets the connection', (request) => request.socket.resetAndDestroy(), 0, 0],
      ['never answers', () => {}, 0, 0],
      [
        'stops halfway through its answer',
        (_, response) =>
          response.writeHead(201, { 'content-type': 'application/json' }).write('{"sid": "CA'),
        0,
        0,
      ],
    ]
  test.each(failures)('that %s is asked once and gives two numbers', async (...failure) => {
    const [, how, code, status] = failure
    behaviour = how
    const begun = performance.now()
    const results = await Promise.all(everyCall.map(([, call]) => call(createRest(account))))
    expect(performance.now() - begun).toBeLessThan(5_000)
    for (const made of results) {
      const { late: _, ...result } = made as Result<unknown> & { late?: unknown }
      expect(result).toStrictEqual({ ok: false, code, status })
      expectNothingIn(result)
    }
    expect(new Set(hosts)).toEqual(new Set(['api.twilio.com']))
    expect([connected, asked]).toEqual([everyCall.length, everyCall.length])
  })

  test('that says late that it has made a call is listened to: its SID is handed on', async () => {
    const timer = (_ms: number, run: () => void) => {
      const immediate = setImmediate(run)
      return () => clearImmediate(immediate)
    }
    const rest = createRest({ ...account, timer })
    let answer = () => {}
    behaviour = (_, response) => {
      answer = () =>
        response
          .writeHead(201, { 'content-type': 'application/json' })
          .end(JSON.stringify({ sid: CALL }))
    }
    const made = await calls.ringAdvocate(rest)
    expect(made).toMatchObject({ ok: false, code: 0, status: 0 })
    await expect.poll(() => asked).toBe(1)
    answer()
    const { late } = made as Extract<CallResult, { late: unknown }>
    expect(await late).toEqual({ ok: true, value: CALL })
  })

  test('that is not there gives two numbers', async () => {
    vi.mocked((https.Agent.prototype as unknown as Connecting).createConnection).mockImplementation(
      () => net.connect(1, '127.0.0.1'),
    )
    for (const [, call] of everyCall) {
      const result = await call(createRest(account))
      expect(result).toStrictEqual({ ok: false, code: 0, status: 0 })
      expectNothingIn(result)
    }
  })

  test('and the check of what an error holds can fail', async () => {
    behaviour = refusal(21211, 400)
    const { default: twilio } = await import('twilio')
    const error = await twilio(KEY, TOKEN, { accountSid: ACCOUNT })
      .calls(CALL)
      .update({ status: 'completed' })
      .catch((thrown) => thrown)
    expect(error).toMatchObject({ code: 21211, status: 400 })
    expect(() => expectNothingIn(error)).toThrow()
  })

  function expectNothingIn(result: unknown) {
    const all = inspect(result, { depth: null, showHidden: true }) + JSON.stringify(result)
    const kept = [ACCOUNT, KEY, CALL, QUEUE, TOKEN, btoa(`${KEY}:${TOKEN}`), PUBLIC_URL, 'http']
    for (const number of [LINE, PERSON]) kept.push(number, number.slice(2))
    for (const canary of kept) expect(all).not.toContain(canary)
  }
})

test('the SDK is loaded by the first call and no sooner', async () => {
  const program = `
    import { createRequire } from 'node:module'
    const loaded = () => {
      const files = Object.keys(createRequire(import.meta.url).cache)
      return files.filter((file) => file.includes('/node_modules/twilio/')).length
    }
    const counts = []
    const { createRest } = await import('./src/twilio/rest.ts')
    counts.push(loaded())
    const httpClient = { request: () => Promise.reject(new Error('no network')) }
    const rest = createRest({ ...${JSON.stringify(account)}, httpClient })
    counts.push(loaded())
    await rest.endCall('${CALL}')
    counts.push(loaded())
    console.log(JSON.stringify(counts))
  `
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', '--input-type=module', '--eval', program],
    { cwd: ROOT },
  )
  expect(JSON.parse(stdout)).toEqual([0, 0, expect.any(Number)])
  expect(JSON.parse(stdout)[2]).toBeGreaterThan(0)
})

test('a moment without file descriptors does not break the SDK for good', async () => {
  const program = `
    import { openSync, closeSync } from 'node:fs'
    const { createRest } = await import('./src/twilio/rest.ts')
    let requests = 0
    const httpClient = { request: () => (requests++, Promise.reject(new Error('no network'))) }
    const rest = createRest({ ...${JSON.stringify(account)}, httpClient })
    const open = []
    try { for (;;) open.push(openSync('/dev/null')) } catch {}
    await rest.endCall('${CALL}')
    const before = requests
    for (const one of open) closeSync(one)
    await rest.endCall('${CALL}')
    console.log(JSON.stringify([before, requests]))
  `
  const node = `${process.execPath} --import tsx --input-type=module --eval "$PROGRAM"`
  const { stdout } = await promisify(execFile)('sh', ['-c', `ulimit -n 256; exec ${node}`], {
    cwd: ROOT,
    env: { ...process.env, PROGRAM: program },
  })
  expect(JSON.parse(stdout)).toEqual([0, 1])
})

/** What Node's types leave out. */
type Connecting = { createConnection: (options: { host?: string }) => net.Socket }
