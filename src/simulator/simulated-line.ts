/**
 * The simulated line: the real line behind a virtual Twilio, on one clock that moves only when
 * advanced. The terminal, the browser's phones, drills, golden transcripts and tests are built on
 * it.
 */
import { randomBytes } from 'node:crypto'
import type { Content } from '../content/load.ts'
import { e164 } from '../phones/number.ts'
import { createApp, type Deps } from '../server/app.ts'
import { memoryStore } from '../store/memory.ts'
import type { Store } from '../store/store.ts'
import type { LogEvent } from '../telemetry/events.ts'
import { kindOf } from '../telemetry/kind.ts'
import { createRest } from '../twilio/rest.ts'
import { safeDocuments } from '../twilio/safe-documents.ts'
import type { VirtualTwilioOptions } from '../virtual-twilio/types.ts'
import { virtualTwilio } from '../virtual-twilio/virtual-twilio.ts'
import { breakable } from './breakable-store.ts'
import { type Conditions, faultsOf, USUAL } from './conditions.ts'
import { desks } from './desks.ts'

/** Dependencies that the simulated line supplies itself. */
type Supplied = 'store' | 'telephony' | 'archive' | 'now' | 'background' | 'phones'

/** Content, and any dependencies to override. */
export type SimulatedLineDeps = Partial<Omit<Deps, Supplied>> & {
  content: Content
  /** By default sessions are held in memory, by the simulated clock. */
  store?: Store | undefined
  /** The process behind `store`, paused to make Redis hang. */
  redis?: { pause(): void; resume(): void } | undefined
  /** The number of the person texting and calling. */
  person?: string
  accountSid?: string | undefined
  /** The clock's starting time, in milliseconds since 1970; now by default. */
  epoch?: number
  /** How webhooks reach the line; directly by default. */
  deliver?: VirtualTwilioOptions['deliver']
  /** How Twilio behaves where its documentation is unclear. */
  open?: VirtualTwilioOptions['open']
  /**
   * Whether the number has fallback documents, as an operator configures them in Twilio's console.
   */
  fallback?: boolean
}

export type SimulatedLine = ReturnType<typeof createSimulatedLine>

/** What a script is played on: the simulated line, or one running elsewhere. */
export type PlayedLine = Pick<SimulatedLine, 'twilio' | 'person' | 'phones' | 'change'>

/** Numbers reserved for fiction. */
const LINE = '+15105550100'
const PERSON = '+14155550123'
export function createSimulatedLine(deps: SimulatedLineDeps) {
  const settings = withDefaults(deps)
  const { content, lineNumber, publicUrl, accountSid, person, redis } = settings
  const events: LogEvent[] = []
  const log = (event: LogEvent) => {
    events.push(event)
    deps.log?.(event)
  }
  const work = createBackground()
  const recordings = { look: async () => {} }
  const deliver = deps.deliver ?? ((request: Request) => app.fetch(request))
  const twilio = virtualTwilio({
    deliver,
    accountSid,
    authToken: settings.authTokens[0] ?? '',
    publicUrl,
    lineNumber,
    fallback: deps.fallback ? fallbackOf(settings) : undefined,
    epoch: deps.epoch ?? Date.now(),
    background: work.done,
    open: deps.open,
  })
  const store = breakable(
    deps.store ?? memoryStore({ now: twilio.now }),
    { sessionSecrets: settings.sessionSecrets, lineNumber, now: twilio.time, ticks: twilio.now },
    deps.store ? Date.now : twilio.now,
  )
  const conditions: Conditions = { ...USUAL }
  const phones = (): Content['phones'] => ({ ...desks[conditions.desks], ...content.phones })
  const rest = createRest({
    ...accountOf(settings),
    httpClient: twilio.rest,
    timer: (ms, run) => twilio.after(ms, async () => run()),
  })
  // like the line itself when background work fails
  const failed = (error: unknown) => log({ event: 'guarded', reason: 'error', kind: kindOf(error) })
  const app = createApp({
    ...settings,
    store,
    log,
    telephony: rest,
    ask: deliver,
    onRecordings: (look) => Object.assign(recordings, { look }),
    archive: rest,
    phones,
    now: twilio.time,
    ticks: twilio.now,
    later:
      deps.later ?? ((ms, task) => twilio.after(ms, async () => work.add(task().catch(failed)))),
    background: work.add,
  })

  return {
    app,
    twilio,
    store,
    content,
    person,
    /** Checks whether the recordings can be fetched, as a server does when it starts. */
    lookAtRecordings: () => recordings.look(),
    lineNumber,
    publicUrl,
    /** Everything the line has logged. */
    events,
    /** The current phone numbers, by key: those of content/phones.yaml and the desks. */
    phones,
    hotline: content.phones.hotline ? e164(content.phones.hotline) : '',
    destinations: destinationsOf(content),
    conditions: conditions as Readonly<Conditions>,
    /** Changes the conditions from now on. */
    change(changes: Partial<Conditions>): void {
      Object.assign(conditions, changes)
      const hangs = conditions.redis === 'hangs'
      if (redis) redis[hangs ? 'pause' : 'resume']()
      else store.hangs = hangs
      Object.assign(twilio.faults, faultsOf(conditions))
    },
  }
}

/** The names of all who may ever be rung for a caller, by number. */
function destinationsOf({ phones }: Content): ReadonlyMap<string, string> {
  return new Map(
    Object.values({ ...desks.one, ...desks.two, ...phones })
      .filter(({ handoff }) => handoff)
      .map((phone) => [e164(phone), phone.name]),
  )
}

/** How the line authenticates to the virtual Twilio's REST API. */
function accountOf({
  accountSid,
  authTokens,
  lineNumber,
  publicUrl,
}: ReturnType<typeof withDefaults>) {
  const [password = ''] = authTokens
  return { accountSid, user: accountSid, password, from: lineNumber, publicUrl }
}

function fallbackOf({ content, lineNumber, publicUrl }: ReturnType<typeof withDefaults>) {
  return safeDocuments(content, { callerId: lineNumber, publicUrl })
}

/** Fills in fictitious numbers and random secrets for whatever `deps` leaves out. */
function withDefaults(deps: SimulatedLineDeps) {
  const hex = (bytes: number) => randomBytes(bytes).toString('hex')
  return {
    ...deps,
    person: deps.person ?? PERSON,
    lineNumber: deps.lineNumber ?? LINE,
    publicUrl: deps.publicUrl ?? 'https://line.example.org',
    // the configuration for `harborline try` has an explicit undefined account
    accountSid: deps.accountSid ?? `AC${hex(16)}`,
    authTokens: deps.authTokens ?? [hex(16)],
    sessionSecrets: deps.sessionSecrets ?? ([hex(32)] as const),
    sessionTtl: deps.sessionTtl ?? 900,
  }
}

/** Work that continues after a response; the line has not settled until it is done. */
function createBackground() {
  const pending = new Set<Promise<void>>()
  return {
    add(work: Promise<void>): void {
      pending.add(work)
      work.finally(() => pending.delete(work))
    },
    async done(): Promise<void> {
      while (pending.size > 0) await Promise.all(pending)
    },
  }
}
