/** Who may reach the phones: the person at this machine; and nobody where the line is real. */
import { readFileSync } from 'node:fs'
import http from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { ROOT } from '../line.ts'
import { PRODUCTION, startServer } from '../server.ts'

let traces = 0

/** The program with every module that it loads written down. */
async function traced(environment: Record<string, string>) {
  const file = join(tmpdir(), `modules-${process.pid}-${++traces}`)
  const server = await startServer({
    ...environment,
    NODE_OPTIONS: `--import=${new URL('trace.mjs', import.meta.url).pathname}`,
    TRACE: file,
  })
  const modules = () =>
    readFileSync(file, 'utf8')
      .split('\n')
      .filter((url) => url.includes('/dist/'))
      .map((url) => url.replace(/^.*\/dist\//, ''))
  return { ...server, modules }
}

const { NODE_ENV: _, ...CREDENTIALS } = PRODUCTION
test.each([
  ['in production', PRODUCTION],
  ['with credentials', CREDENTIALS],
  ['with a token alone', { TWILIO_AUTH_TOKEN: PRODUCTION.TWILIO_AUTH_TOKEN }],
  ['in production, where others can reach it', { ...PRODUCTION, HOST: '0.0.0.0' }],
])('%s there is no page, no route, and no module of the simulator', async (_case, environment) => {
  const { url, modules, stop } = await traced(environment)
  onTestFinished(async () => void (await stop()))
  for (const path of ['/', '/phones/events', '/phones/main.mjs'])
    expect((await fetch(url + path)).status, path).toBe(404)
  expect((await fetch(`${url}/phones/do`, { method: 'POST', body: '{}' })).status).toBe(404)
  expect(modules()).toContain('main.js')
  expect(modules().filter((name) => name.startsWith('simulator/'))).toEqual([])
})

describe('with nothing configured', () => {
  let here: Awaited<ReturnType<typeof traced>>
  beforeAll(async () => {
    here = await traced({})
  }, 30_000)
  afterAll(() => here?.stop())

  test('the page is there, for this machine only', async () => {
    const { url, port, modules, output } = here
    expect(output()).toContain(`Two phones to try the line with: ${url}`)
    expect(modules()).toContain('simulator/server.js')
    const page = await fetch(url)
    expect(page.headers.get('content-security-policy')).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
    )
    expect(await page.text()).not.toMatch(/ style=|<style|onclick|https?:\/\/(?!www\.w3\.org)/)
    for (const host of ['evil.example', `evil.example:${port}`, `127.0.0.1.evil.example:${port}`])
      expect(await statusAs(host, port), host).toBe(421)
    expect(await statusAs(`localhost:${port}`, port)).toBe(200)
  })

  test('no other page can drive the phones', async () => {
    const { url } = here
    const send = (headers: Record<string, string>, body = '{"action":"text","value":"HI"}') =>
      fetch(`${url}/phones/do`, { method: 'POST', headers, body }).then(({ status }) => status)
    const json = { 'content-type': 'application/json' }
    expect(await send({ ...json, origin: url })).toBe(204)
    expect(await send({ ...json, origin: 'https://evil.example' })).toBe(403)
    expect(await send(json)).toBe(403)
    expect(await send({ 'content-type': 'text/plain', origin: url })).toBe(403)
    for (const body of ['', '[]', 'null', '{"action":7}', `{"action":"${'x'.repeat(9000)}"}`])
      expect(await send({ ...json, origin: url }, body), body.slice(0, 20)).toBe(400)
    for (const action of ['toString', '__proto__', 'nobody'])
      expect(await send({ ...json, origin: url }, JSON.stringify({ action })), action).toBe(409)
  })

  test('what is served is what lies in the folder', async () => {
    const { url } = here
    for (const file of ['main.mjs', 'phones.css'])
      expect(await (await fetch(`${url}/phones/${file}`)).text()).toBe(
        readFileSync(`${ROOT}public/${file}`, 'utf8'),
      )
    expect((await fetch(`${url}/phones/tsconfig.json`)).status).toBe(404)
  })
})

describe('where others can reach it', () => {
  let far: Awaited<ReturnType<typeof traced>>
  beforeAll(async () => {
    far = await traced({ HOST: '0.0.0.0' })
  }, 30_000)
  afterAll(() => far?.stop())

  /** The link that was told last, as somebody at this machine would reach it. */
  const link = () => {
    const [last = ''] =
      far
        .output()
        .match(/\/phones\/link\/[\w-]{22}/g)
        ?.slice(-1) ?? []
    return far.url + last
  }
  /** Opens a link as a browser does, and gives the cookie that it got. */
  async function opened(address = link()) {
    const entry = await fetch(address, { method: 'POST', redirect: 'manual' })
    return { status: entry.status, cookie: entry.headers.get('set-cookie') ?? '' }
  }

  test('without a link there is nothing to see, and nothing to drive', async () => {
    expect(far.output()).toMatch(/for one browser, once: http:\/\/[\w.[\]:]+\/phones\/link\//)
    for (const path of ['/', '/phones/events', '/phones/main.mjs', '/phones/phones.css']) {
      expect((await fetch(far.url + path)).status, path).toBe(403)
      const cookie = 'phones=0123456789012345678901'
      expect((await fetch(far.url + path, { headers: { cookie } })).status, path).toBe(403)
    }
    const headers = { 'content-type': 'application/json', origin: far.url }
    const body = '{"action":"text","value":"HI"}'
    const asked = await fetch(`${far.url}/phones/do`, { method: 'POST', headers, body })
    expect(asked.status).toBe(403)
    expect((await fetch(`${far.url}/phones/link/`)).status).toBe(403)
    expect((await fetch(`${far.url}/phones/link/0123456789012345678901`)).status).toBe(404)
    expect((await opened(`${far.url}/phones/link/0123456789012345678901`)).status).toBe(404)
  })

  test('a link lets one browser in, once, and another link takes its place', async () => {
    const first = link()
    // a chat that shows what is behind a link does not use it up
    for (let look = 0; look < 2; look++) {
      const door = await fetch(first)
      expect(door.status).toBe(200)
      expect(door.headers.get('set-cookie')).toBeNull()
      expect(door.headers.get('cache-control')).toBe('no-store')
      expect(await door.text()).toContain('Open the phones')
    }
    const { status, cookie } = await opened(first)
    expect(status).toBe(303)
    expect(cookie).toMatch(/^phones=[\w-]{22}; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Strict$/)
    expect(cookie).not.toContain(first.slice(-22))
    expect((await opened(first)).status).toBe(404)
    expect((await fetch(first)).status).toBe(404)

    const [pair = ''] = cookie.split(';')
    const headers = { cookie: pair }
    const page = await fetch(far.url, { headers })
    expect(page.status).toBe(200)
    expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
    expect((await fetch(`${far.url}/phones/main.mjs`, { headers })).status).toBe(200)
    const act = (origin: string) =>
      fetch(`${far.url}/phones/do`, {
        method: 'POST',
        headers: { ...headers, origin, 'content-type': 'application/json' },
        body: '{"action":"text","value":"HI"}',
      }).then(({ status: came }) => came)
    expect(await act(far.url)).toBe(204)
    expect(await act('https://evil.example')).toBe(403)

    expect(link()).not.toBe(first)
    expect((await opened()).status).toBe(303)
  })
})

/** The status of the page when it is asked for by another name. */
function statusAs(host: string, port: number): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    http
      .get({ host: '127.0.0.1', port, headers: { host } }, (response) => {
        response.resume()
        resolve(response.statusCode)
      })
      .on('error', reject)
  })
}
