/**
 * The real program for as long as one likes: people by text and by call at once, on a Redis that dies
 * now and then. Each gets their own conversation, nobody waits long, and the process does not grow.
 */
import { execFileSync } from 'node:child_process'
import { afterEach, expect, test } from 'vitest'
import { LINE, nextOf, signedForm } from './line.ts'
import { startRedis } from './redis.ts'
import { PRODUCTION, startServer } from './server.ts'
import { times } from './walk.ts'

/** Two thirds by text, one by call; some five requests each. */
const PEOPLE = times(3_000)
const AT_ONCE = 32
/** Redis is away for about a hundredth of it. */
const OUTAGES = 3
const HOTLINE = /1-888-373-7888|1 8 8 8|\+18883737888/

const afterwards: (() => unknown)[] = []
afterEach(async () => {
  for (const end of afterwards.splice(0).reverse()) await end()
})

/** What a person does, and what only somebody at that place hears. */
type Step = readonly [input: string, hears: RegExp]
const inEnglish: Step[] = [
  ['hello', /Safe to text now\?/],
  ['1', /1 I need something now/],
  ['2', /Worried about someone:/],
  ['3', /No one sign proves it/],
  ['0', HOTLINE],
]
const inSpanish: Step[] = [
  ['hola', /seguro escribir/],
  ['1', /Responda con un/],
  ['2', /Me preocupa alguien/],
  ['AYUDA', HOTLINE],
  ['X', /./],
]
const byCall: Step[] = [
  ['', /California Information Line/],
  ['1', /something you need now/],
  ['2', /signs/],
  ['9', /something you need now/],
  ['0', /To be connected, press 1/],
]

test(`${PEOPLE} people at once each get their own conversation, and leave nothing behind`, async () => {
  let redis = await startRedis()
  afterwards.push(() => redis.stop())
  const server = await startServer({
    ...PRODUCTION,
    REDIS_URL: redis.url,
    LOG_LEVEL: 'error',
    TEXTS_PER_MINUTE: '0',
    CALLS_PER_MINUTE: '0',
  })
  afterwards.push(server.stop)
  const post = (path: string, params: Record<string, string>, cookie = '') =>
    fetch(
      server.url + path,
      signedForm(path, params, { url: PRODUCTION.PUBLIC_URL + path, cookie }),
    )

  let away = false
  let outages = 0
  let probes = 0
  let longest = 0
  const wrong: string[] = []

  /** What is brought back next time; nothing where it ends here. */
  async function ask(path: string, params: Record<string, string>, hears: RegExp, cookie = '') {
    const begun = performance.now()
    const before = away ? -1 : outages
    const answer = await post(path, params, cookie)
    const document = await answer.text()
    longest = Math.max(longest, performance.now() - begun)
    // who spoke while Redis was away is told a person's number, and their place may be lost
    const disturbed = outages !== before
    const right = hears.test(document) || (disturbed && HOTLINE.test(document))
    if (answer.status !== 200 || !right) wrong.push(`${path}: ${hears}, not ${document}`)
    const set = answer.headers.getSetCookie()[0]?.split(';')[0]
    return right && !disturbed ? { document, cookie: set ?? cookie } : undefined
  }

  async function texts(at: number, steps: readonly Step[]) {
    const From = `+1415${2_000_000 + at}`
    let cookie = ''
    for (const [step, [Body, hears]] of steps.entries()) {
      const MessageSid = `SM${at}x${step}`
      const came = await ask('/sms', { MessageSid, From, To: LINE, Body }, hears, cookie)
      if (!came) return
      cookie = came.cookie
    }
  }

  async function calls(at: number) {
    const call = { CallSid: `CA${at}`, From: `+1510${2_000_000 + at}`, To: LINE }
    let path = '/voice'
    for (const [Digits, hears] of byCall) {
      const came = await ask(path, Digits ? { ...call, Digits } : call, hears)
      if (!came) return
      path = nextOf(came.document)
    }
  }

  async function breakRedis() {
    away = true
    outages++
    await redis.stop()
    await new Promise((go) => setTimeout(go, 500))
    redis = await startRedis({ port: redis.port })
    // a Redis that failed is let rest for some seconds before it is asked again; who brings no cookie has a
    // second turn only where the first one was kept
    const probe = async () => {
      const From = `+1213555${1000 + probes++}`
      const text = async (Body: string) => {
        const params = { MessageSid: `SM${From}${Body}`, From, To: LINE, Body }
        return (await post('/sms', params)).text()
      }
      await text('hello')
      return text('1')
    }
    await expect.poll(probe, { timeout: 20_000, interval: 200 }).toContain('1 I need something now')
    away = false
  }

  // a fast line comes to the next outage before the one before is over
  let broken = Promise.resolve()
  function breakOnceMore() {
    broken = broken.then(breakRedis)
    return broken
  }

  let next = 0
  let warm = 0
  async function someone() {
    for (let at = next++; at < PEOPLE; at = next++) {
      if (at % Math.ceil(PEOPLE / (OUTAGES + 1)) === Math.ceil(PEOPLE / (OUTAGES + 1)) - 1)
        await breakOnceMore()
      if (at === Math.floor(PEOPLE / 5)) warm = memoryOf(server.child.pid)
      if (at % 3 === 0) await calls(at)
      else await texts(at, at % 3 === 1 ? inEnglish : inSpanish)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, someone))

  expect(wrong.slice(0, 3)).toEqual([])
  expect(warm).toBeGreaterThan(0)
  const grown = memoryOf(server.child.pid) - warm
  console.info(
    `soak: ${PEOPLE} people, longest answer ${Math.round(longest)} ms, ${grown} MB grown`,
  )
  expect(longest).toBeLessThan(4_000)
  expect(grown).toBeLessThan(100)
  expect(server.child.exitCode).toBe(null)
})

/** Megabytes that a process has in memory. */
function memoryOf(pid = 0): number {
  const kilobytes = execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })
  return Math.round(Number(kilobytes) / 1024)
}
