/** The operator's login against who has no token: guessing, fixation, forged requests, old cookies. */
import { expect, test } from 'vitest'
import { limitAttempts } from '../../../src/operator/dashboard/attempts.ts'
import { besideLine } from '../../../src/operator/dashboard/mount.ts'
import { memoryStore } from '../../../src/store/memory.ts'
import { PUBLIC_URL as ORIGIN } from '../../line.ts'
import { cookieOf, openPage, OPERATOR_TOKEN as TOKEN } from './page.ts'

const isOpen = (response: Response) => response.status === 200

test('the token opens the page for twelve hours, and nothing else does', async () => {
  const { get, login, clock } = openPage()
  for (const path of ['/operator', '/operator/2026-11', '/operator/2026-11.csv', '/operator/x']) {
    const refused = await get(path)
    expect(refused.status, path).toBe(303)
    expect(refused.headers.get('location')).toBe('/operator/login')
    expect(await refused.text()).toBe('')
  }
  const entered = await login(` ${TOKEN}\n`)
  expect(entered.status).toBe(303)
  const cookie = cookieOf(entered)
  expect(isOpen(await get('/operator', cookie))).toBe(true)
  clock.at += 12 * 3_600_000 - 1_000
  expect(isOpen(await get('/operator', cookie))).toBe(true)
  clock.at += 2_000
  expect(isOpen(await get('/operator', cookie))).toBe(false)
})

test('the cookie is for this host by https alone, out of reach of scripts and of other sites', async () => {
  const { login } = openPage()
  const [cookie = ''] = (await login()).headers.getSetCookie()
  expect(cookie).toMatch(/^__Host-operator=/)
  for (const part of ['HttpOnly', 'Secure', 'SameSite=Strict', 'Path=/', 'Max-Age=43200'])
    expect(cookie.split('; ')).toContain(part)
  expect(cookie).not.toContain('Domain')
  expect(cookie).not.toContain(encodeURIComponent(TOKEN))
})

test('guessing: after ten wrong tokens even the right one has to wait', async () => {
  const { login, clock, events } = openPage()
  const answers = await Promise.all(Array.from({ length: 30 }, (_, at) => login(`${TOKEN}${at}`)))
  expect(answers.filter(({ status }) => status === 403)).toHaveLength(10)
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(20)
  expect(answers.flatMap(({ headers }) => headers.getSetCookie())).toEqual([])
  const slowed = await login()
  expect(slowed.status).toBe(429)
  expect(slowed.headers.get('retry-after')).toBe('30')
  clock.at += 30_000
  expect((await login()).status).toBe(303)
  expect(events).toContainEqual({ event: 'operator_login', outcome: 'wrong' })
  expect(events).toContainEqual({ event: 'operator_login', outcome: 'slowed' })
  expect(JSON.stringify(events)).not.toContain(TOKEN)
})

test('guessing: a day of it gets three thousand tries at most, and who has the token is never slowed', async () => {
  let now = 0
  const attempts = limitAttempts(() => now)
  let tried = 0
  for (; now < 24 * 3_600_000; now += 1_000) if (attempts.take()) tried++
  expect(tried).toBeLessThan(3_000)
  const { login } = openPage()
  for (let at = 0; at < 20; at++) expect((await login()).status).toBe(303)
})

test('what is no token at all is wrong, and no error', async () => {
  const { post, page } = openPage()
  const as = (body: string, type: string) =>
    page.request('/operator/login', {
      method: 'POST',
      body,
      headers: { origin: ORIGIN, 'content-type': type },
    })
  expect((await post('/operator/login')).status).toBe(403)
  expect((await as('{"token":"x"}', 'application/json')).status).toBe(403)
  const file = new FormData()
  file.set('token', new File([TOKEN], 'token'))
  const sent = await page.request('/operator/login', {
    method: 'POST',
    body: file,
    headers: { origin: ORIGIN },
  })
  expect(sent.status).toBe(403)
  expect((await post('/operator/login', { token: 'x'.repeat(10_000) })).status).toBe(413)
})

test('fixation: whatever cookie the browser brings, a log-in begins a session of its own', async () => {
  const { login, get } = openPage()
  const planted = cookieOf(await login())
  const entered = cookieOf(await login(TOKEN, { cookie: planted }))
  expect(entered).not.toBe(planted)
  const invented = '__Host-operator=aaaaaaaaaaaaaaaaaaaaaa%2099999999999'
  expect(isOpen(await get('/operator', invented))).toBe(false)
  expect(isOpen(await get('/operator', planted.replace('__Host-', '')))).toBe(false)
})

test('a cookie that was changed, or made with another token, opens nothing', async () => {
  const { login, get } = openPage()
  const cookie = cookieOf(await login())
  const later = cookie.replace(/%20(\d)/, (_, digit) => `%20${Number(digit) + 1}`)
  expect(later).not.toBe(cookie)
  expect(isOpen(await get('/operator', later))).toBe(false)
  const other = openPage({ token: `${TOKEN}, another one` })
  expect(isOpen(await other.get('/operator', cookie))).toBe(false)
})

test('forged requests: a form of another site logs nobody in or out', async () => {
  const { login, post, get } = openPage()
  const cookie = cookieOf(await login())
  for (const headers of [
    { origin: 'https://evil.example' },
    { origin: 'https://evil.line.example.org', 'sec-fetch-site': 'same-site' },
    { origin: 'null', 'sec-fetch-site': 'cross-site' },
  ]) {
    expect((await login(TOKEN, headers)).status).toBe(403)
    expect((await post('/operator/logout', {}, { ...headers, cookie })).status).toBe(403)
  }
  expect(isOpen(await get('/operator', cookie))).toBe(true)
  // nothing changes by a link or a picture
  expect((await get('/operator/logout', cookie)).status).toBe(404)
  expect(isOpen(await get('/operator', cookie))).toBe(true)
})

test('who logs out is out in every process, with a copy of the cookie too', async () => {
  const store = memoryStore()
  const [one, other] = [openPage({ store }), openPage({ store })]
  const cookie = cookieOf(await one.login())
  expect(isOpen(await other.get('/operator', cookie))).toBe(true)
  const out = await one.post('/operator/logout', {}, { cookie })
  expect(out.status).toBe(303)
  expect(out.headers.getSetCookie()[0]).toMatch(/^__Host-operator=;.*Max-Age=0/)
  expect(isOpen(await one.get('/operator', cookie))).toBe(false)
  expect(isOpen(await other.get('/operator', cookie))).toBe(false)
})

test('while the store is away the page opens: it is the one to say so', async () => {
  const down = () => Promise.reject(new Error('away'))
  const { login, get } = openPage({ store: { ...memoryStore(), get: down, exchange: down } })
  expect(isOpen(await get('/operator', cookieOf(await login())))).toBe(true)
})

test('every answer forbids scripts, other hosts, frames, keeping and indexing', async () => {
  const { get, login } = openPage()
  const cookie = cookieOf(await login())
  const answers = [
    await get('/operator/login'),
    await get('/operator', cookie),
    await get('/operator/nothing', cookie),
    await login('wrong'),
    await login(TOKEN, { origin: 'https://evil.example' }),
  ]
  for (const { headers } of answers) {
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy).toMatch(/default-src 'none'.*style-src 'sha256-.*frame-ancestors 'none'/)
    expect(policy).not.toMatch(/unsafe|script-src|https?:/)
    expect(headers.get('x-frame-options')).toBe('DENY')
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('x-robots-tag')).toContain('noindex')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
  }
})

test('the line answers everything else', async () => {
  const line = { fetch: () => new Response('the line') }
  const beside = besideLine(line, { fetch: () => new Response('the page') })
  const asked = async (path: string) => (await beside.fetch(new Request(ORIGIN + path))).text()
  for (const path of ['/operator', '/operator/', '/operator?a', '/operator/2026-11'])
    expect(await asked(path)).toBe('the page')
  for (const path of [
    '/',
    '/Operator',
    '/sms',
    '/voice',
    '/operators',
    '/voice/operator',
    '/sms?a=/operator',
  ])
    expect(await asked(path)).toBe('the line')
})
