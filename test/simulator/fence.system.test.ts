/** Who may reach the phones: the person at this machine; and nobody where the line is real. */
import { readFileSync } from 'node:fs'
import http from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { ROOT } from '../line.ts'
import { PRODUCTION, startServer } from '../server.ts'

const afterwards: (() => unknown)[] = []
afterEach(async () => {
  for (const end of afterwards.splice(0)) await end()
})

/** The program with every module that it loads written down. */
async function traced(environment: Record<string, string>) {
  const file = join(tmpdir(), `modules-${process.pid}-${Math.round(performance.now())}`)
  const server = await startServer({
    ...environment,
    NODE_OPTIONS: `--import=${new URL('trace.mjs', import.meta.url).pathname}`,
    TRACE: file,
  })
  afterwards.push(server.stop)
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
  const { url, modules } = await traced(environment)
  for (const path of ['/', '/phones/events', '/phones/main.mjs'])
    expect((await fetch(url + path)).status, path).toBe(404)
  expect((await fetch(`${url}/phones/do`, { method: 'POST', body: '{}' })).status).toBe(404)
  expect(modules()).toContain('server/app.js')
  expect(modules().filter((name) => name.startsWith('simulator/'))).toEqual([])
})

test('with nothing configured the page is there, for this machine only', async () => {
  const { url, port, modules, output } = await traced({})
  expect(output()).toContain(`Two phones to try the line with: ${url}`)
  expect(modules()).toContain('simulator/phones/server.js')
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
  const { url } = await traced({})
  const deed = (headers: Record<string, string>, body = '{"deed":"text","value":"HI"}') =>
    fetch(`${url}/phones/do`, { method: 'POST', headers, body }).then(({ status }) => status)
  const json = { 'content-type': 'application/json' }
  expect(await deed({ ...json, origin: url })).toBe(204)
  expect(await deed({ ...json, origin: 'https://evil.example' })).toBe(403)
  expect(await deed(json)).toBe(403)
  expect(await deed({ 'content-type': 'text/plain', origin: url })).toBe(403)
  for (const body of ['', '[]', 'null', '{"deed":7}', `{"deed":"${'x'.repeat(9000)}"}`])
    expect(await deed({ ...json, origin: url }, body), body.slice(0, 20)).toBe(400)
  for (const name of ['toString', '__proto__', 'nobody'])
    expect(await deed({ ...json, origin: url }, JSON.stringify({ deed: name })), name).toBe(409)
})

test('what is served is what lies in the folder', async () => {
  const { url } = await traced({})
  for (const file of ['main.mjs', 'phones.css'])
    expect(await (await fetch(`${url}/phones/${file}`)).text()).toBe(
      readFileSync(`${ROOT}public/${file}`, 'utf8'),
    )
  expect((await fetch(`${url}/phones/tsconfig.json`)).status).toBe(404)
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
