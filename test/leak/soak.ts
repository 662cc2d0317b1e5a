/**
 * Ten thousand conversations with the real app on a real Redis, in a separate process whose every
 * output is read by another. Reports what it used to its parent by IPC, so that it can be searched
 * for.
 */
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { readConfig } from '../../src/config.ts'
import { createJournal } from '../../src/counts/journal.ts'
import { months } from '../../src/counts/read.ts'
import { createTally } from '../../src/counts/sums.ts'
import { report } from '../../src/operator/report/command.ts'
import { TIME_ZONE } from '../../src/phones/wall-clock.ts'
import { redisStore } from '../../src/store/redis.ts'
import type { Store } from '../../src/store/store.ts'
import { kindOf } from '../../src/telemetry/kind.ts'
import { createLog } from '../../src/telemetry/log.ts'
import { createMetrics } from '../../src/telemetry/metrics.ts'
import { ACCOUNT, content, createLine, LINE, lineOnTwilio, nextOf, restBy, TOKEN } from '../line.ts'
import { cookieOf, openPage } from '../operator/dashboard/page.ts'

const [url = '', conversations = '10000'] = process.argv.slice(2)
const COUNT = Number(conversations)
/** How many of them are transfers, requested calls, and texts with FORGET, behind Twilio. */
const ON_TWILIO = 120
const AT_ONCE = 64

const metrics = createMetrics()
const { log, close } = createLog({ level: 'debug', count: metrics.count })
const store = redisStore(url, (code) => log({ event: 'store_trouble', code }))
/** Counts as the program does, in the folder that is searched. */
const tally = createTally()
const journal = createJournal({
  folder: 'counts',
  timeZone: TIME_ZONE,
  tally,
  process: randomBytes(6).toString('hex'),
  failed: (error) => log({ event: 'counts_trouble', kind: kindOf(error) }),
})
const sessionSecrets: [string] = [randomBytes(32).toString('base64')]
const token = randomBytes(16).toString('hex')
const shared = {
  log,
  count: tally.count,
  sessionSecrets,
  limits: { countries: ['US'], textsPerSender: 30 },
  metrics: { token, page: metrics.page },
}

/** Everything that was used, and must be found nowhere. */
const used = new Set<string>([TOKEN, token, ACCOUNT, ...sessionSecrets])
const use = (secret: string) => {
  used.add(secret)
  return secret
}
const sid = (kind: string) => use(kind + randomBytes(16).toString('hex'))
const areas = ['213', '310', '415', '510', '619', '707', '818', '916']
const numberOf = (index: number) => {
  const digits = `${areas[index % areas.length]}${2_000_000 + index * 37}`
  use(digits)
  return `+1${digits}`
}
const openers = [
  'hi',
  'hola',
  'HELP',
  'signs',
  '0',
  'he has a gun',
  '你好我需要帮助',
  'AYUDA',
  '👋',
  'what are the signs?',
]
const middles = [
  '1',
  '2',
  '3',
  '7',
  '9',
  'MENU',
  'MORE',
  'X',
  'ESPAÑOL',
  'TIP',
  'labor trafficking',
  'FORGET',
  'ALTO',
]
const pick = (from: readonly string[], at: number) => from[at % from.length] ?? ''
const free = (at: number) =>
  use(`${randomBytes(6).toString('hex')} is my name and I live at ${at} Quartz St`)

/** Everything given to Twilio to return, which stays in its logs: addresses and cookies. */
const given: string[] = []

type Line = Pick<ReturnType<typeof createLine>, 'post'>
const line = createLine({ ...shared, store })

async function talk({ post }: Line, at: number) {
  const From = numberOf(at)
  const texts = [pick(openers, at), '1', pick(middles, at), free(at), pick(middles, at * 7)]
  let cookie = ''
  for (const Body of texts) {
    const response = await post('/sms', { MessageSid: sid('SM'), From, To: LINE, Body }, { cookie })
    if (response.status !== 200) throw new Error(`a text got ${response.status}`)
    const set = response.headers.getSetCookie()
    given.push(...set)
    cookie = set[0]?.split(';')[0] ?? cookie
  }
}

async function phone({ post }: Line, at: number) {
  const CallSid = sid('CA')
  const From = numberOf(at)
  let document = await (await post('/voice', { CallSid, From, To: LINE })).text()
  const keys = [pick(['1', '2', '3', '0', '#'], at), pick(['1', '4', '5', '*'], at), '0', '1']
  for (const [step, Digits] of keys.entries()) {
    const addresses = document.match(/https:[^"<]+/g) ?? []
    given.push(...addresses)
    // a safe document has no links
    const path = /action="/.test(document) ? nextOf(document) : `/voice/turn?step=${step + 1}`
    const response = await post(path, { CallSid, From, To: LINE, Digits })
    if (response.status !== 200) throw new Error(`a key got ${response.status}`)
    document = await response.text()
  }
}

async function each(from: number, to: number, work: (at: number) => Promise<void>) {
  let next = from
  const worker = async () => {
    for (let at = next++; at < to; at = next++) await work(at)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
}

/** Transfers, callbacks and FORGET, with every request from and to Twilio. */
async function onTwilio(from: number, fault: 'ok' | 500 | 429) {
  const { twilio } = lineOnTwilio({ ...shared, store, retention: 'blank' })
  twilio.faults.rest = fault
  for (let at = from; at < from + ON_TWILIO / 3; at++) {
    const person = numberOf(at)
    if (at % 2) {
      const leg = await twilio.call(person)
      for (const key of ['1', '0', '1']) await leg.press(key)
      await twilio.advance(40_000)
      await leg.hangup()
    } else {
      for (const body of ['hi', '1', free(at), 'CALL', 'RING', free(at), 'FORGET'])
        await twilio.text(person, body)
      await twilio.advance(30_000)
    }
  }
  for (const leg of twilio.legs()) use(leg.sid)
  for (const entry of twilio.trace) {
    if (entry.kind === 'message') use(entry.sid)
    if (entry.kind === 'webhook') given.push(entry.url)
  }
}

/** A line with errors that quote as much as they can. */
function failing(): Line {
  const broken: Store = {
    ...store,
    get: (key) => Promise.reject(new TypeError(`no ${key} for ${[...used].slice(-3).join()}`)),
  }
  const httpClient = {
    request: (asked: object) =>
      Promise.reject(Object.assign(new Error(JSON.stringify(asked)), { config: asked })),
  }
  const rest = restBy(httpClient as never)
  return createLine({ ...shared, store: broken, telephony: rest, archive: rest })
}

function restFails(): Line {
  const httpClient = {
    request: (asked: object) =>
      Promise.reject(Object.assign(new Error(JSON.stringify(asked)), { config: asked })),
  }
  const rest = restBy(httpClient as never)
  return createLine({ ...shared, store, telephony: rest, archive: rest, retention: 'blank' })
}

async function ask(parent: 'pause' | 'resume') {
  process.send?.({ ask: parent })
  await once(process, 'message')
}

while ((await store.health()) !== 'up') await new Promise((go) => setTimeout(go, 20))
const plain = COUNT - ON_TWILIO
await each(0, plain, (at) => (at % 4 ? talk(line, at) : phone(line, at)))
for (const [third, fault] of (['ok', 500, 429] as const).entries())
  await onTwilio(plain + (third * ON_TWILIO) / 3, fault)

// our own code, the SDK, and Redis itself
const bug = failing()
const noRest = restFails()
await each(COUNT, COUNT + 100, (at) => (at % 2 ? talk(bug, at) : phone(bug, at)))
await each(COUNT + 100, COUNT + 200, (at) => (at % 2 ? talk(noRest, at) : phone(noRest, at)))
await ask('pause')
await each(COUNT + 200, COUNT + 300, (at) => (at % 2 ? talk(line, at) : phone(line, at)))
await ask('resume')

const page = await line.app.request('/metrics', { headers: { authorization: `Bearer ${token}` } })
await journal.flush()
/** Everything shown about a month once it is over, in every form. */
async function reports(): Promise<string> {
  const config = readConfig({ COUNTS_FOLDER: 'counts' })
  const parts = {
    root: process.cwd(),
    config,
    content: content(),
    now: Date.now() + 40 * 86_400_000,
  }
  const forms = await Promise.all(
    [{}, { json: true }, { csv: true }].map((as) => report(parts, as)),
  )
  return forms.join('\n')
}
/** Everything that the dashboard shows and exports, with the login. */
async function pages(): Promise<string> {
  const operatorToken = use(randomBytes(24).toString('base64'))
  const counts = { folder: 'counts', timeZone: TIME_ZONE }
  const now = () => Date.now() + 40 * 86_400_000
  const { login, get, post } = openPage({
    token: operatorToken,
    ...{ store, sessionSecrets, log, counts, now },
  })
  await login('a wrong token, with which somebody tries')
  const cookie = cookieOf(await login(operatorToken))
  use(cookie.split('=')[1] ?? '')
  const [month] = await months(counts)
  const paths = ['', `/${month}`, `/${month}?print`, `/${month}.csv`, `/${month}.json`, '/login']
  const answers = await Promise.all(paths.map((path) => get(`/operator${path}`, cookie)))
  answers.push(await post('/operator/logout', {}, { cookie }))
  const texts = answers.map(async (answer) =>
    [...answer.headers, await answer.text()].flat().join('\n'),
  )
  return (await Promise.all(texts)).join('\n')
}
const shown = { report: await reports(), pages: await pages() }
const told = {
  used: Array.from(used),
  metrics: await page.text(),
  given: given.join('\n'),
  ...shown,
}
process.send?.(told, () => process.disconnect())
await store.close()
await close(5_000)
