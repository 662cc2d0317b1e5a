/** What a process remembers and still has to do for the line. It outlives a change of content. */
import type { Count } from '../counts/counts.ts'
import type { Store } from '../store/store.ts'
import { createVault } from '../store/vault.ts'
import type { Log } from '../telemetry/events.ts'
import { kindOf } from '../telemetry/kind.ts'
import { createAdmission, type Limits } from './admission.ts'
import type { Background } from './background.ts'
import { createCallbacks } from './callback.ts'
import { createStepWatch } from './clock-step.ts'
import { createAllConversations, type Peers } from './conversations/all-conversations.ts'
import { countedLog } from './counting.ts'
import { createEffects } from './effects.ts'
import { createLineLimit } from './line-limit.ts'
import { createSenderCounts } from './sender-counts.ts'
import { createDue } from './tasks/due.ts'
import { createErasure } from './tasks/erasure.ts'
import { createTasks } from './tasks/task.ts'
import type { MessageArchive, Telephony } from './telephony.ts'
import { CALL_TTL_S } from './transfer-record.ts'
import { tryWithStore } from './without-store.ts'

export type LineStateDeps = {
  store: Store
  log: Log
  /** Counts what happened; without it nothing is counted. */
  count?: Count | undefined
  /** The line's own number, E.164, and the only caller ID that anybody sees. */
  lineNumber: string
  /** The first secret is used to name and seal records; the others can still read them. */
  sessionSecrets: readonly [string, ...string[]]
  /** Lifetime of a texter's conversation, in seconds. */
  sessionTtl: number
  /** For ringing an advocate while a caller waits; without it callers are bridged. */
  telephony?: Telephony | undefined
  /** For blanking texts that the provider stores; without it none are. */
  archive?: MessageArchive | undefined
  limits?: Partial<Limits>
  /** Other processes on this host, for exchanging carry keys without the store. */
  peers?: Peers | undefined
  /** Wall clock, in milliseconds since 1970. */
  now?: () => number
  /** Monotonic clock, in milliseconds. */
  ticks?: () => number
  /** Receives work that goes on after the answer; it never rejects. */
  background?: (work: Promise<void>) => void
  /** Runs work after a delay in milliseconds. */
  later?: (ms: number, work: () => Promise<void>) => void
  /** Receives the periodic work that whoever runs the line must trigger. */
  onWork?: (work: LineWork) => void
}

/** Work that no request triggers. Neither function ever rejects. */
export type LineWork = {
  /** Does what is overdue from processes that have ended. Call it every few seconds. */
  takeOver: () => Promise<void>
  /** Does what no other process could do later. Call it before the process ends. */
  finish: () => Promise<void>
}

export type LineState = ReturnType<typeof createLineState>

export function createLineState(deps: LineStateDeps) {
  const { telephony, lineNumber, peers, sessionTtl, limits = {}, count = () => {} } = deps
  const log = countedLog(deps.log, count)
  const vault = createVault(deps.store, deps.sessionSecrets)
  const background = backgroundOf({ ...deps, log })
  const trying = tryWithStore(log)
  const doTask = createTasks({ telephony, archive: deps.archive, log })
  const due = createDue({ vault, background, tryWithStore: trying, doTask })
  const parts = { vault, log, count, telephony, background, due, tryWithStore: trying }
  const erasure =
    deps.archive && createErasure({ ...deps, ...parts, archive: deps.archive, doTask })
  const kept = createAllConversations({ ...parts, lineNumber, peers, sessionTtl })
  const callbacks = createCallbacks(parts)
  const counts = createSenderCounts(background.ticks)
  const perMinute = (name: string, most: number) =>
    createLineLimit(parts, { name, most, seconds: 60 })
  deps.onWork?.({
    async takeOver() {
      await kept.catchUp()
      await due.takeOver()
    },
    async finish() {
      await Promise.all([kept.catchUp(), erasure?.finish()])
    },
  })

  return {
    ...parts,
    erasure,
    callbacks,
    counts,
    limits,
    admission: createAdmission({ limits, log, counts, perMinute }),
    carryOut: createEffects(callbacks, erasure),
    /** The conversations of a written channel, and those of calls. */
    conversations: kept.of,
    calls: kept.open('call', CALL_TTL_S),
    sinceStep: createStepWatch(background),
  }
}

function backgroundOf({ log, now = Date.now, ticks = steady, ...deps }: LineStateDeps): Background {
  const run = (work: Promise<unknown>) => {
    const quiet = work.then(
      () => {},
      (error: unknown) => log({ event: 'guarded', reason: 'error', kind: kindOf(error) }),
    )
    deps.background?.(quiet)
  }
  const later = deps.later ?? ((ms, work) => void setTimeout(() => run(work()), ms).unref())
  return { now, ticks, run, later }
}

const steady = () => performance.now()
