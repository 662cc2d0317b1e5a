/** The stage: the real line with a virtual Twilio before it, and two phones, all on one clock. */
import { randomBytes } from 'node:crypto'
import type { Content } from '../content/load.ts'
import { e164 } from '../phones/number.ts'
import type { Phone } from '../phones/phone.ts'
import { createApp, type Deps } from '../server/app.ts'
import { memoryStore } from '../store/memory.ts'
import type { LogEvent } from '../telemetry/log.ts'
import { createRest } from '../twilio/rest.ts'
import { safeDocuments } from '../twilio/safe-documents.ts'
import { virtualTwilio } from '../virtual-twilio/virtual-twilio.ts'
import { breakable } from './breakable-store.ts'
import type { Breakable, DeskPlan } from './phones/view.ts'

/** What the line needs; without a store, sessions live as long as the simulated clock says. */
export type StageDeps = Omit<Deps, 'store'> & { store?: Deps['store'] | undefined }

export type Stage = ReturnType<typeof createStage>

/** Milliseconds that a slow network takes, there and back. */
const SLOW = { there: 1_500, back: 1_500 }
/** The local desk that may be rung first: somebody who must press a key. A number set aside for fiction. */
const DESK: Phone = {
  name: 'Local desk',
  number: '510-555-0101',
  type: 'survivor_help',
  source: 'the simulator',
  sourceYear: 2026,
  checkedOn: '2026-11-23',
  confidence: 'confirmed',
  verifiedByCall: null,
  handoff: { how: 'warm', accept: 'key' },
}

/** `person`: the number of the phone that texts and calls. */
export function createStage(deps: StageDeps, person: string) {
  const { lineNumber, publicUrl } = deps
  const [authToken = ''] = deps.authTokens
  const accountSid = `AC${randomBytes(16).toString('hex')}`
  const epoch = Date.now()
  const pending = new Set<Promise<void>>()
  const log: LogEvent[] = []
  const due: { at: number; work: () => Promise<void> }[] = []
  const broken: Record<Breakable, boolean> = {
    redis: false,
    rest: false,
    hotline: false,
    network: false,
  }
  let plan: DeskPlan = 'ask'
  let deskFirst = false

  const safe = safeDocuments(deps.content, lineNumber)
  const twilio = virtualTwilio({
    deliver: (request) => app.fetch(request),
    accountSid,
    authToken,
    publicUrl,
    lineNumber,
    fallback: { voice: safe.voice, sms: safe.sms },
    epoch: new Date(epoch),
    background: async () => {
      while (pending.size > 0) await Promise.all(pending)
    },
  })
  const store = breakable(
    deps.store ?? memoryStore({ now: twilio.now }),
    deps.sessionSecrets,
    deps.store ? Date.now : twilio.now,
  )
  const background = (work: Promise<void>) => {
    pending.add(work)
    work.finally(() => pending.delete(work))
  }
  const content: Content = {
    ...deps.content,
    // read at every transfer, so that the desk can come and go
    get phones() {
      return deskFirst ? { desk: DESK, ...deps.content.phones } : deps.content.phones
    },
  }
  const app = createApp({
    ...deps,
    content,
    store,
    log(event) {
      log.push(event)
      deps.log(event)
    },
    telephony: createRest({
      accountSid,
      user: accountSid,
      password: authToken,
      from: lineNumber,
      publicUrl,
      httpClient: twilio.rest,
    }),
    now: () => epoch + twilio.now(),
    ticks: twilio.now,
    background,
    later: (ms, work) => void due.push({ at: twilio.now() + ms, work }),
  })
  const destinations = new Map(
    Object.values({ desk: DESK, ...deps.content.phones })
      .filter(({ handoff }) => handoff)
      .map((phone) => [e164(phone), phone.name]),
  )
  behave()
  twilio.number(person, { behaviour: 'ask' })

  return {
    app,
    twilio,
    store,
    content,
    person,
    publicUrl,
    log,
    broken,
    /** The names of those who may be rung for a caller, by number. */
    destinations,
    /** Milliseconds since 1970, by the simulated clock. */
    now: () => epoch + twilio.now(),
    plan: () => plan,
    deskFirst: () => deskFirst,
    /** How the advocate's phone behaves when it is next rung. */
    setPlan(next: DeskPlan) {
      plan = next
      behave()
    },
    setDeskFirst(first: boolean) {
      deskFirst = first
    },
    break(what: Breakable, on: boolean) {
      broken[what] = on
      store.off = broken.redis
      twilio.faults.rest = broken.rest ? 500 : 'ok'
      twilio.faults.delay = () => (broken.network ? SLOW : undefined)
      behave()
    },
    /** Lets time pass, for the people and for what the line meant to do later. */
    async advance(ms: number): Promise<void> {
      await twilio.advance(ms)
      for (const ripe of due.filter(({ at }) => at <= twilio.now())) {
        due.splice(due.indexOf(ripe), 1)
        background(ripe.work().catch(() => {}))
      }
    },
  }

  function behave(): void {
    const behaviour = broken.hotline ? 'busy' : plan
    for (const number of destinations.keys()) twilio.number(number, { behaviour })
  }
}
