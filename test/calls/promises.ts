/**
 * What is promised for every call, whatever goes wrong: checked every second, and in the trace at
 * the end.
 */
import { expect } from 'vitest'
import { TALK_MS } from '../../src/transfer/words.ts'
import type { Leg, TraceEntry } from '../../src/virtual-twilio/types.ts'
import { content, LINE, PUBLIC_URL } from '../line.ts'
import { assertTwiml } from '../twiml.ts'
import type { Network } from './network.ts'
import type { Caller } from './people.ts'

/** Milliseconds. */
const SECOND = 1_000
/** Time for a key, plus a slow network both ways. */
const SILENCE = 15_500
/**
 * The deadline, a desk hearing the introduction, a desk joining, and the wait document that takes
 * the caller out.
 */
const IN_QUEUE = 90_000 + 14_000 + 20_000 + 11_000
/** A desk hears the introduction three times, and then that nobody is waiting any more. */
const LEAVING = 42_000
/** The same if the line gets every report at once: an empty queue, and goodbye. */
const TOLD = 18_000
/** The requested ringing time, plus Twilio's additional seconds. */
const RINGING = 38_000
const UNSEEN = 30_000

export function must(truth: boolean, promise: string): void {
  if (!truth) throw new Error(`broken: ${promise}`)
}

/** Checks a caller once a second. */
export function createWatch(caller: Caller) {
  let quiet = 0
  let queued = 0
  return function watch(): void {
    const { leg } = caller
    if (!leg || leg.over || leg.status !== 'in-progress') return
    const heard = leg.speaking || leg.bridgedTo !== undefined || leg.waiting === 'ring'
    quiet = heard ? 0 : quiet + SECOND
    queued = leg.queue === undefined ? 0 : queued + SECOND
    must(quiet <= SILENCE + SECOND, 'silence has an end')
    must(queued <= IN_QUEUE, 'a wait has an end')
  }
}

type Of<Kind extends TraceEntry['kind']> = Extract<TraceEntry, { kind: Kind }>

/** What the trace of a run contains, once everybody has gone. */
export function createTale(network: Network) {
  const { twilio } = network
  const all = <Kind extends TraceEntry['kind']>(kind: Kind) =>
    twilio.trace.filter((entry): entry is Of<Kind> => entry.kind === kind)
  const webhooks = all('webhook').filter(({ purpose }) => purpose === 'voice')
  const asked = all('rest').filter(
    ({ method, path }) => method === 'POST' && path.endsWith('/Calls.json'),
  )
  const made = asked.filter((_, at) => network.made[at])
  const rung = twilio.legs().filter(({ direction }) => direction === 'outbound-api')
  return {
    twilio,
    network,
    all,
    webhooks,
    /** The advocates' legs, with the transfer that each was rung for. */
    advocates: rung.flatMap((leg, at) => {
      const { params, at: askedAt = 0 } = made[at] ?? {}
      const url = new URL(params?.Url ?? PUBLIC_URL)
      const transfer = url.searchParams.get('t')
      return transfer ? [{ leg, transfer, askedAt }] : []
    }),
  }
}

export type Tale = ReturnType<typeof createTale>

/**
 * The caller is bridged, hears the number, or hangs up; counted from their last entry into a queue.
 */
export function soundEnd(tale: Tale, { leg, hungUpAt }: Caller): void {
  if (!leg) return
  must(leg.over, 'every call ends')
  if (hungUpAt !== undefined || cutOff(tale, leg)) return
  const pressed = tale.all('key').some((key) => key.leg === leg.sid && key.key === '1')
  if (leg.direction !== 'inbound' && !pressed) return
  const since = tale.all('enqueue').findLast((entry) => entry.leg === leg.sid)?.at ?? 0
  const bridged = tale
    .all('bridge')
    .some((entry) => entry.at >= since && (entry.leg === leg.sid || entry.with === leg.sid))
  const told = tale
    .all('say')
    .some((said) => said.leg === leg.sid && said.at >= since && said.text.includes('8 8 8'))
  const menu = tale.all('key').some((key) => key.leg === leg.sid && key.at >= since)
  must(bridged || told || menu, 'a caller is bridged or hears the number')
}

/**
 * What we cannot prevent: Twilio may end a call for lack of a wait document, and a call placed by
 * the line has its fallback at the line, unless an operator hosts it elsewhere.
 */
function cutOff({ network, twilio }: Tale, { sid, direction }: Leg): boolean {
  const failed = twilio.trace.findLast((entry) => entry.kind === 'error' && entry.leg === sid)
  const end = twilio.trace.find((entry) => entry.kind === 'hangup' && entry.leg === sid)
  const own = network.unanswered.filter(({ call }) => call === sid)
  if (direction !== 'inbound' && own.some(({ path }) => path === '/callback/fallback')) return true
  return failed?.at === end?.at && own.some(({ path }) => path.startsWith('/transfer/'))
}

/**
 * Nobody is dialled again for a caller who has talked, unless they ask for it. The line counts from
 * before the bridge, so it never finds a talk too short.
 */
export function soundTalks(tale: Tale, { leg }: Caller): void {
  if (!leg) return
  const mine = (entry: { leg: string; with: string }) =>
    entry.leg === leg.sid || entry.with === leg.sid
  const bridges = tale.all('bridge').filter(mine)
  for (const parting of tale.all('unbridge').filter(mine)) {
    const began = bridges.findLast(({ at }) => at <= parting.at)?.at ?? 0
    if (parting.at - began < TALK_MS) continue
    const next = tale.all('key').find((key) => key.leg === leg.sid && key.at >= parting.at)
    // nobody hears what is said after hanging up
    const gone = tale.all('hangup').find((hangup) => hangup.leg === leg.sid)
    const until = Math.min(...[next, gone].map((entry) => entry?.at ?? Number.POSITIVE_INFINITY))
    const dialled = tale.webhooks.some(
      ({ params, at, document = '' }) =>
        params.CallSid === leg.sid &&
        at >= parting.at &&
        at < until &&
        /<Dial|<Enqueue/.test(document),
    )
    must(!dialled, 'who has talked is not dialled for again unasked')
  }
}

/** No leg remains for a caller who has gone. */
export function soundLegs(tale: Tale): number[] {
  return tale.advocates.map(({ leg, transfer, askedAt }) => {
    must(leg.over, 'every leg ends')
    const end = tale.all('hangup').find((entry) => entry.leg === leg.sid)?.at ?? 0
    const answered = tale.all('answer').find((entry) => entry.leg === leg.sid)?.at
    const out = tale.all('dequeue').find((entry) => entry.queue === transfer)?.at ?? askedAt
    const met = tale.all('bridge').some((entry) => entry.leg === leg.sid || entry.with === leg.sid)
    const parted = tale
      .all('unbridge')
      .findLast((entry) => entry.leg === leg.sid || entry.with === leg.sid)
    const free = Math.max(met ? (parted?.at ?? out) : out, askedAt)
    const late = answered === undefined ? askedAt + RINGING : Math.max(free, answered) + LEAVING
    const by = tale.network.isCalm ? free + TOLD : late
    must(end <= by, `no leg outlives its caller: by ${(end - by) / 1000} s`)
    return Math.max(0, end - free)
  })
}

/** Whoever answers for a caller still waiting is not sent away. */
export function soundAnswers(tale: Tale): void {
  const gone = content().advocate.gone
  for (const { url, at, params, document = '' } of tale.webhooks) {
    const { pathname, searchParams } = new URL(url)
    const answers =
      pathname === '/transfer/leg' || (pathname === '/transfer/leg-key' && params.Digits)
    if (!answers || !document.includes(gone) || document.includes('<Dial')) continue
    // someone who hung up in the meantime was not sent away
    const heard = tale
      .all('say')
      .some((said) => said.leg === params.CallSid && said.text === gone && said.at >= at)
    if (!heard) continue
    const transfer = searchParams.get('t') ?? ''
    const waits = waitOf(tale, transfer)
    // until the answer arrives on a slow network
    if (!waits || waits.from > at || waits.until < at + 2_000) continue
    const seen = tale.webhooks.findLast(
      (each) =>
        each.at <= at &&
        /\/transfer\/(wait|key)$/.test(new URL(each.url).pathname) &&
        each.url.includes(transfer),
    )
    if (!seen || at - seen.at >= UNSEEN) continue
    const others = tale.webhooks.some(
      (each) =>
        each.at <= at &&
        each.url.includes(transfer) &&
        each.params.CallSid !== params.CallSid &&
        each.document?.includes('<Queue>'),
    )
    const star = tale
      .all('key')
      .some((key) => key.leg === waits.leg && key.key === '*' && key.at >= waits.from)
    must(others || star, 'who answers for a caller that waits is not sent away')
  }
}

function waitOf(tale: Tale, transfer: string) {
  const began = tale.all('enqueue').find(({ queue }) => queue === transfer)
  const ended = tale.all('dequeue').find(({ queue }) => queue === transfer)
  return began && { leg: began.leg, from: began.at, until: ended?.at ?? Number.POSITIVE_INFINITY }
}

const checked = new Set<string>()

/**
 * Twilio can run every document as it is, and nothing about callers appears in documents,
 * addresses, requests or the log.
 */
export function soundWords(tale: Tale, numbers: readonly string[]): void {
  for (const entry of tale.webhooks) {
    const { document = '', url } = entry
    for (const number of numbers) must(!(url + document).includes(number.slice(2)), 'no number')
    const shape = document.replace(/step=\d+/g, 'step=0').replace(/t=[\w-]+|>[\w-]{16}</g, 't=x')
    if (!document.startsWith('<') || checked.has(shape)) continue
    checked.add(shape)
    assertTwiml(document, PUBLIC_URL)
  }
  for (const { path, params } of tale.all('rest')) {
    const { To = '', From, ...others } = params
    must(
      From === undefined || From === LINE || path.endsWith('/Messages.json'),
      'our own caller ID',
    )
    for (const number of numbers) {
      must(To !== number || (params.Url ?? '').includes('/callback/'), 'only who asked is rung')
      must(!(path + JSON.stringify(others)).includes(number.slice(2)), 'no number over REST')
    }
  }
  const log = JSON.stringify(tale.network.events)
  for (const number of numbers) must(!log.includes(number.slice(2)), 'no number in the log')
  expect(tale.all('warning')).toEqual([])
  for (const { code } of tale.all('error'))
    must([11200, 11205, 13000].includes(code), `no error ${code}`)
  for (const event of tale.network.events)
    must(
      event.event !== 'guarded' || event.kind.startsWith('StoreError'),
      `no bug: ${JSON.stringify(event)}`,
    )
}
