/**
 * The line on the virtual Twilio with a bad network in between: REST requests that are refused,
 * take effect anyway, or are answered late or never; callbacks that are lost, late or repeated;
 * webhooks that do not arrive or whose answer is lost; a store that becomes unavailable; a process
 * that is killed and restarted.
 */
import { createApp } from '../../src/server/app.ts'
import { type Desks, desks } from '../../src/simulator/desks.ts'
import { memoryStore } from '../../src/store/memory.ts'
import { type Store, StoreError } from '../../src/store/store.ts'
import type { LogEvent } from '../../src/telemetry/events.ts'
import { safeDocuments } from '../../src/twilio/safe-documents.ts'
import type { RestFault } from '../../src/virtual-twilio/types.ts'
import type { Undocumented } from '../../src/virtual-twilio/undocumented.ts'
import { type VirtualTwilio, virtualTwilio } from '../../src/virtual-twilio/virtual-twilio.ts'
import { ACCOUNT, content, EPOCH, LINE, PUBLIC_URL, restBy, TOKEN } from '../line.ts'

/** What goes wrong in one run. Times are in seconds. */
export type Faults = {
  seed: number
  /** The percentage of REST requests, callbacks and webhooks with a fault. */
  rest: number
  callbacks: number
  webhooks: number
  away?: { at: number; seconds: number } | undefined
  /** `keeps`: whether stored data survives, as with Redis. */
  restart?: { at: number; seconds: number; keeps: boolean } | undefined
  open: Partial<Undocumented>
  desks: Desks
}

export type Network = {
  twilio: VirtualTwilio
  events: readonly LogEvent[]
  /** Whether nothing goes wrong, and the line gets every report. */
  isCalm: boolean
  /** For each request to place a call, in order, whether it did. */
  made: readonly boolean[]
  /** Webhooks whose answer was lost: for which call, and when. */
  unanswered: readonly { at: number; path: string; call: string }[]
}

/** Random numbers from 0 to below 1, reproducible by seed. Source: mulberry32, public domain. */
function chances(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

export function createNetwork(faults: Faults): Network {
  const chance = chances(faults.seed)
  const often = (percent: number) => chance() * 100 < percent
  const oneOf = <Value>(...values: readonly [Value, ...Value[]]): Value =>
    values[Math.floor(chance() * values.length)] ?? values[0]
  const events: LogEvent[] = []
  const made: boolean[] = []
  const unanswered: { at: number; path: string; call: string }[] = []
  const fates = new Map<string, Fate>()
  const work = new Set<Promise<void>>()
  let store = memoryStore({ now: () => twilio.now() })
  let isAway = false
  let running: Process | undefined

  const twilio = virtualTwilio({
    deliver,
    accountSid: ACCOUNT,
    authToken: TOKEN,
    publicUrl: PUBLIC_URL,
    lineNumber: LINE,
    fallback: safeDocuments(content(), { callerId: LINE, publicUrl: PUBLIC_URL }),
    epoch: EPOCH,
    background: async () => {
      while (work.size > 0) await Promise.all(work)
    },
    open: faults.open,
  })
  twilio.faults.rest = restFault
  twilio.faults.callbacks = () => {
    if (!often(faults.callbacks)) return [0]
    return oneOf<readonly number[]>([], [0, 0], [0, 8_000], [chance() * 60_000])
  }
  twilio.faults.delay = () => {
    if (!often(faults.webhooks)) return undefined
    return { there: chance() * 2_000, back: chance() * 2_000 }
  }

  const start = () => {
    const { desks } = faults
    running = createProcess({ twilio, events, work, desks, store, isAway: () => isAway })
  }
  start()
  const { away, restart } = faults
  if (away) {
    twilio.after(away.at * 1000, async () => {
      isAway = true
    })
    twilio.after((away.at + away.seconds) * 1000, async () => {
      isAway = false
    })
  }
  if (restart) {
    twilio.after(restart.at * 1000, async () => {
      running?.kill()
      running = undefined
      if (!restart.keeps) store = memoryStore({ now: () => twilio.now() })
    })
    twilio.after((restart.at + restart.seconds) * 1000, async () => start())
  }
  const { rest, callbacks, webhooks, open } = faults
  const isCalm = rest + callbacks + webhooks === 0 && !away && !restart && open.hangup !== 'untold'
  return { twilio, events, made, unanswered, isCalm }

  function restFault(method: string, path: string): RestFault {
    const fault = faultOfRest()
    if (method === 'POST' && path.endsWith('/Calls.json'))
      made.push(fault === 'ok' || (typeof fault === 'object' && fault.happens))
    return fault
  }

  function faultOfRest(): RestFault {
    if (!often(faults.rest)) return 'ok'
    const status = oneOf(401, 429, 500, 503, undefined)
    const never = 3_600_000
    // only after a server error may the request have taken effect
    const happens = status === undefined || (status >= 500 && often(50))
    return { happens, ...(status && { status }), ms: oneOf(0, 500, 3_000, 6_000, 10_000, never) }
  }

  /** Every attempt of a webhook gets the fate decided at the first. */
  async function deliver(request: Request): Promise<Response> {
    const token = request.headers.get('i-twilio-idempotency-token') ?? ''
    const fate = fates.get(token) ?? fateOf()
    fates.set(token, fate === 'once' ? 'arrives' : fate)
    const process = running
    if (!process || fate === 'unreachable') return lost(request)
    const answer = await process.fetch(request.clone())
    if (running !== process || fate !== 'arrives') return lost(request)
    return answer
  }

  function fateOf(): Fate {
    return often(faults.webhooks)
      ? oneOf<Fate>('unreachable', 'once', 'unheard', 'arrives')
      : 'arrives'
  }

  async function lost(request: Request): Promise<never> {
    const call = new URLSearchParams(await request.text()).get('CallSid') ?? ''
    unanswered.push({ at: twilio.now(), path: new URL(request.url).pathname, call })
    throw new Error('no answer')
  }
}

/**
 * `once`: the first answer is lost. `unheard`: both answers are lost, though both requests were
 * processed.
 */
type Fate = 'arrives' | 'unreachable' | 'once' | 'unheard'

type Process = { fetch: (request: Request) => Response | Promise<Response>; kill: () => void }

type Around = {
  twilio: VirtualTwilio
  events: LogEvent[]
  work: Set<Promise<void>>
  desks: Desks
  store: Store
  isAway: () => boolean
}

/** One process of the line. Once killed it does nothing more, whatever it had begun. */
function createProcess({ twilio, events, work, desks: open, store, isAway }: Around): Process {
  let killed = false
  const client = new Proxy(twilio.rest, {
    get: (client, name) => (killed ? () => new Promise(() => {}) : Reflect.get(client, name)),
  })
  const rest = restBy(client, { timer: (ms, run) => twilio.after(ms, async () => run()) })
  const add = (each: Promise<void>) => {
    if (killed) return
    work.add(each)
    each.finally(() => work.delete(each))
  }
  const reachable = () => {
    if (killed || isAway()) throw new StoreError('timeout')
  }
  const app = createApp({
    content: content(),
    store: {
      ...store,
      async get(key) {
        reachable()
        return store.get(key)
      },
      async exchange(...all) {
        reachable()
        return store.exchange(...all)
      },
      async delete(key) {
        reachable()
        return store.delete(key)
      },
    },
    log: (event) => events.push(event),
    lineNumber: LINE,
    publicUrl: PUBLIC_URL,
    authTokens: [TOKEN],
    sessionSecrets: ['a session secret of more than 32 characters'],
    sessionTtl: 900,
    telephony: rest,
    archive: rest,
    phones: () => ({ ...desks[open], ...content().phones }),
    now: twilio.time,
    ticks: twilio.now,
    later: (ms, task) =>
      void twilio.after(ms, async () => {
        if (!killed) add(task())
      }),
    background: add,
  })
  return {
    fetch: (request) => app.fetch(request),
    kill: () => {
      killed = true
      work.clear()
    },
  }
}
