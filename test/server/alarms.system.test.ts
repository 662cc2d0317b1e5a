/** Each alarm by its real cause, told once by webhook and mail; and silence otherwise. */
import { afterEach, expect, test } from 'vitest'
import { createWatch } from '../../src/alarms/watch.ts'
import type { Content } from '../../src/content/load.ts'
import type { Count } from '../../src/counts/counts.ts'
import { createClaims, createDuty } from '../../src/line/claim.ts'
import { endsSoon } from '../../src/server/watch/certificate.ts'
import { createEpisodes } from '../../src/server/watch/episodes.ts'
import { createNotify, mail, webhook } from '../../src/server/watch/notify.ts'
import { createRounds, type RoundParts } from '../../src/server/watch/rounds.ts'
import { scoreDrill } from '../../src/simulator/drill/score.ts'
import { parseScript } from '../../src/simulator/drill/script.ts'
import { memoryStore } from '../../src/store/memory.ts'
import { redisStore } from '../../src/store/redis.ts'
import type { Store } from '../../src/store/store.ts'
import { createVault } from '../../src/store/vault.ts'
import type { LogEvent } from '../../src/telemetry/events.ts'
import { openAccount } from '../../src/twilio/account/account.ts'
import { MemoryClient } from '../account/client.ts'
import { healthyAccount } from '../account/state.ts'
import { ACCOUNT, content, createLine, LINE, lineOnTwilio, PERSON, TOKEN } from '../line.ts'
import { startMailServer, startWebhook } from '../receivers.ts'
import { startRedis } from '../redis.ts'

const SECRETS: [string] = ['a session secret of more than 32 characters']
const MINUTE_MS = 60_000
const afterwards: (() => unknown)[] = []
afterEach(async () => {
  for (const end of afterwards.splice(0).reverse()) await end()
})

/** All numbers phoned, so that nothing is due. */
const phoned = Object.fromEntries(
  Object.entries(content().phones).map(([key, phone]) => [
    key,
    { ...phone, verifiedByCall: '2026-11-20' },
  ]),
)
const fresh: Content = { ...content(), phones: phoned }
const NOW = Date.parse('2026-11-26')

type Changes = Partial<RoundParts> & { store?: Store; fails?: number }

/** What watches, with somebody who is told. Rounds are a minute apart. */
async function watching({ store: given, fails = 0, ...changes }: Changes = {}) {
  const hook = await startWebhook({ fails })
  const mails = await startMailServer()
  afterwards.push(hook.stop, mails.stop)
  let ticks = 0
  const store = given ?? memoryStore({ now: () => ticks })
  const events: LogEvent[] = []
  const retries: (() => void)[] = []
  const log = (event: LogEvent) => void events.push(event)
  const vault = createVault(store, SECRETS)
  const watch = createWatch({ ticks: () => ticks, lowBalance: 20 })
  const notify = createNotify({
    notifiers: [
      webhook(hook.url),
      mail({ smtpUrl: mails.url, to: 'a@agency.test', from: 'b@agency.test' }),
    ],
    claim: createClaims(vault, () => ticks),
    episodes: createEpisodes(vault, () => NOW + ticks),
    line: 'CA Info Line',
    quietHours: 6,
    log,
    later: (_ms, work) => void retries.push(work),
  })
  const round = createRounds({
    ...{ content: () => fresh, store, log, watch, notify, onDuty: createDuty(vault) },
    ...{ now: () => NOW, ticks: () => ticks },
    ...changes,
  })
  return {
    ...{ hook, mails, events, retries },
    count: watch.count,
    /** So many rounds, a minute apart; the causes that were told by then. */
    async rounds(count = 1) {
      for (let at = 0; at < count; at++) {
        ticks += MINUTE_MS
        await round()
      }
      return hook.causes()
    },
  }
}

/** Three callers ask for a person, one after another. */
async function callers(count: Count, hotline: string, times = 3) {
  for (let at = 0; at < times; at++) {
    const line = lineOnTwilio({ count, person: `+1415555010${at}` })
    const end = hotline === '(will answer)' ? '\n> (hangs up)' : ''
    const script = `hotline> ${hotline}\n> (calls)\n> 0\n> 1\n> (waits 120 seconds)${end}`
    await scoreDrill(parseScript('x.txt', script), line)
  }
}

test('nobody answers at the hotline: told once, and again after the quiet time', async () => {
  const { count, rounds, mails, hook, events } = await watching()
  await callers(count, '(will answer)')
  expect(await rounds()).toEqual([])
  await callers(count, '(will not answer)', 2)
  expect(await rounds()).toEqual([])
  await callers(count, '(is busy)', 1)
  expect(await rounds()).toEqual(['unreached'])
  expect(await rounds(6 * 60)).toEqual(['unreached'])
  await callers(count, '(will not answer)', 1)
  expect(await rounds()).toEqual(['unreached', 'unreached'])
  expect(mails.got[0]).toMatchObject({ to: 'a@agency.test', from: 'b@agency.test' })
  expect(mails.got[0]?.text).toContain('Subject: CA Info Line: Callers who asked for a person were')
  const sent = hook.got.map(({ body }) => body).join() + mails.got.map(({ text }) => text).join()
  expect(sent).not.toContain(PERSON.slice(2))
  expect(events.filter(({ event }) => event === 'alarm')).toHaveLength(4)
})

test('callers are connected again: that it is over is told once, and its return only after an hour', async () => {
  const { count, rounds, hook, mails } = await watching()
  await callers(count, '(will not answer)')
  expect(await rounds(20)).toEqual(['unreached'])
  // nobody calls: nothing says that it would be well
  expect(await rounds(120)).toEqual(['unreached'])
  await callers(count, '(will answer)', 1)
  const over = ['unreached', 'unreached over']
  expect(await rounds()).toEqual(over)
  expect(JSON.parse(hook.got[1]?.body ?? '')).toEqual({
    line: 'CA Info Line',
    cause: 'unreached',
    state: 'over',
    says: 'Over: Callers who ask for a person are connected again.',
    remedy: 'It lasted about 2 hours.',
    text: 'CA Info Line: Over: Callers who ask for a person are connected again. It lasted about 2 hours.',
  })
  expect(mails.got[1]?.text).toContain('Subject: CA Info Line: Over: Callers who ask for')
  // it comes and goes within the hour: nothing more is told of it
  await callers(count, '(will not answer)')
  expect(await rounds(20)).toEqual(over)
  await callers(count, '(will answer)', 1)
  expect(await rounds(20)).toEqual(over)
  // it is there again, and an hour later still: that is told, and its end
  await callers(count, '(will not answer)')
  expect(await rounds(18)).toEqual(over)
  expect(await rounds(2)).toEqual([...over, 'unreached'])
  await callers(count, '(will answer)', 1)
  expect(await rounds(12)).toEqual([...over, ...over])
})

test('emergency answers end after half an hour without one, and as long as another process sees them they do not', async () => {
  const store = memoryStore()
  const bug = () => Promise.reject(new Error('a bug'))
  const [one, other] = [await watching({ store }), await watching({ store })]
  const breaks = async ({ count }: typeof one) => {
    const { text } = createLine({ count, store: { ...memoryStore(), get: bug, exchange: bug } })
    for (let at = 0; at < 5; at++) await text('Hi')
  }
  await breaks(one)
  expect(await one.rounds()).toEqual(['guarded'])
  for (let minute = 0; minute < 30; minute++) {
    if (minute % 10 === 0) await breaks(other)
    await other.rounds()
    await one.rounds()
  }
  expect([...one.hook.causes(), ...other.hook.causes()]).toEqual(['guarded'])
  for (let minute = 0; minute < 45; minute++) {
    await one.rounds()
    await other.rounds()
  }
  expect([...one.hook.causes(), ...other.hook.causes()]).toEqual(['guarded', 'guarded over'])
})

test('a store with a bug in it: guarded answers rise', async () => {
  const { count, rounds } = await watching()
  const bug = () => Promise.reject(new Error('a bug'))
  const { text } = createLine({ count, store: { ...memoryStore(), get: bug, exchange: bug } })
  // telling others of the key that turns are sealed with fails too, once
  for (let at = 0; at < 3; at++) await text('Hi')
  expect(await rounds()).toEqual([])
  await text('Hi')
  expect(await rounds()).toEqual(['guarded'])
})

test('a stranger, or a wrong token: unsigned requests rise', async () => {
  const { count, rounds, hook } = await watching()
  const { post, text } = createLine({ count })
  for (let at = 0; at < 60; at++) await text('Hi')
  for (let at = 0; at < 19; at++) await post('/sms', { Body: 'Hi' }, { token: 'another token' })
  expect(await rounds()).toEqual([])
  await post('/sms', { Body: 'Hi' }, { token: 'another token' })
  expect(await rounds()).toEqual(['refused'])
  expect(hook.got[0]?.body).toContain('20 or more requests')
  // much more of it is told again, in a step
  for (let at = 0; at < 30; at++) await post('/sms', { Body: 'Hi' }, { token: 'another token' })
  expect(await rounds()).toEqual(['refused', 'refused'])
  expect(hook.got[1]?.body).toContain('50 or more requests')
})

test('danger rises against the usual, and only the step is told', async () => {
  const { count, rounds, hook, mails } = await watching()
  const { text } = createLine({ count })
  for (let at = 0; at < 9; at++) await text('he will kill me', `+1415555012${at}`)
  expect(await rounds()).toEqual([])
  for (let at = 0; at < 4; at++) await text('me va a matar', `+1415555013${at}`)
  expect(await rounds()).toEqual(['danger'])
  expect(hook.got[0]?.body).toContain('10 or more texts within a day')
  expect(hook.got[0]?.body).not.toMatch(/13|kill|matar|\+1/)
  expect(mails.got).toHaveLength(1)
})

test('Redis dies: told after a minute, and not while it only starts anew', async () => {
  const redis = await startRedis()
  const store = redisStore(redis.url)
  afterwards.push(
    () => redis.stop(),
    () => store.close(),
  )
  const { rounds } = await watching({ store, onDuty: async () => true })
  await expect.poll(() => store.health(), { timeout: 10_000 }).toBe('up')
  expect(await rounds(3)).toEqual([])
  await redis.kill()
  await expect.poll(() => store.health(), { timeout: 10_000 }).toBe('down')
  expect(await rounds()).toEqual([])
  expect(await rounds()).toEqual(['store'])
  expect(await rounds(30)).toEqual(['store'])
  const again = await startRedis({ port: redis.port })
  afterwards.push(() => again.stop())
  await expect.poll(() => store.health(), { timeout: 10_000 }).toBe('up')
  expect(await rounds(4)).toEqual(['store'])
  expect(await rounds(2)).toEqual(['store', 'store over'])
  expect(await rounds(30)).toEqual(['store', 'store over'])
})

test('a number is due to be phoned: told, and not again for a week', async () => {
  const { hotline } = phoned
  if (!hotline) throw new Error('there is no hotline')
  const old = { ...phoned, hotline: { ...hotline, verifiedByCall: '2026-05-01' } }
  const { rounds } = await watching({ content: () => ({ ...fresh, phones: old }) })
  expect(await rounds(3)).toEqual(['phones'])
  expect(await rounds(6 * 24 * 60)).toEqual(['phones'])
  expect(await rounds(24 * 60)).toEqual(['phones', 'phones'])
})

test('the balance is low', async () => {
  const state = healthyAccount()
  const account = openAccount({
    accountSid: ACCOUNT,
    user: ACCOUNT,
    password: TOKEN,
    httpClient: new MemoryClient(state),
  })
  const balance = async () => {
    const result = await account.balance()
    return result.ok ? result.value : undefined
  }
  const { rounds } = await watching({ balance })
  expect(await rounds(61)).toEqual([])
  state.balance.balance = '19.50'
  expect(await rounds(60)).toEqual(['balance'])
  expect(await rounds(60)).toEqual(['balance'])
})

test('a certificate that was not renewed in time, and none that was', async () => {
  let ends = false
  const { rounds } = await watching({ certificateEnds: async () => ends })
  expect(await rounds(1)).toEqual([])
  ends = true
  expect(await rounds(6 * 60)).toEqual(['certificate'])
  expect(await rounds(6 * 60)).toEqual(['certificate'])
  ends = false
  expect(await rounds(48 * 60)).toEqual(['certificate', 'certificate over'])
  // days left of days in all: a week of 90, a third of six
  const soon = (
    [
      [8, 90],
      [6, 90],
      [3, 6],
      [1, 6],
      [-1, 90],
    ] as const
  ).map(([days, lasts]) => endsSoon({ days, lasts }))
  expect(soon).toEqual([false, true, false, true, true])
  // what can not be looked at is the self-test's
  expect(endsSoon({ trouble: 'ENOTFOUND' })).toBe(false)
})

test('who can not be told now is told later', async () => {
  const { count, rounds, hook, events, retries } = await watching({ fails: 1 })
  await callers(count, '(will not answer)')
  expect(await rounds()).toEqual([])
  expect(retries).toHaveLength(1)
  retries[0]?.()
  await expect.poll(() => hook.causes(), { timeout: 5_000 }).toEqual(['unreached'])
  const outcomes = events.flatMap((event) => (event.event === 'alarm' ? [event.outcome] : []))
  expect(outcomes.toSorted()).toEqual(['told', 'told', 'untold'])
})

test('of three processes with one Redis, one tells', async () => {
  const redis = await startRedis()
  const stores = [1, 2, 3].map(() => redisStore(redis.url))
  afterwards.push(() => redis.stop(), ...stores.map((store) => () => store.close()))
  for (const store of stores)
    await expect.poll(() => store.health(), { timeout: 10_000 }).toBe('up')
  const { hotline } = phoned
  if (!hotline) throw new Error('there is no hotline')
  const due = { ...fresh, phones: { ...phoned, hotline: { ...hotline, verifiedByCall: null } } }
  const all = await Promise.all(stores.map((store) => watching({ store, content: () => due })))
  const told = await Promise.all(all.map(({ rounds }) => rounds(3)))
  expect(told.flat()).toEqual(['phones'])
})

test('a day on which all is well: nobody is told of anything', async () => {
  const { count, rounds, mails } = await watching({ balance: async () => 200 })
  await callers(count, '(will answer)', 5)
  const { text, post } = createLine({ count })
  for (const body of ['Hi', '1', 'signs', 'he hit me', 'STOP']) await text(body)
  await post('/sms', { From: PERSON, To: LINE, Body: 'Hi' }, { token: 'a scanner' })
  expect(await rounds(24 * 60)).toEqual([])
  expect(mails.got).toEqual([])
})
