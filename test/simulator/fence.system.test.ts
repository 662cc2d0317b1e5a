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
  ['where others can reach it', { HOST: '0.0.0.0' }],
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
