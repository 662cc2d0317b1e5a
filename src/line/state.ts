/** What a process remembers and still has to do for the line, whatever the line says: it outlives a change of content. */
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
  /** Hears what happened, in words of ours; without it nothing is counted. */
  count?: Count | undefined
  /** The line's own number, E.164: the only caller ID that anybody sees. */
  lineNumber: string
  /** The first one names and seals what is kept; the others are still read. */
  sessionSecrets: readonly [string, ...string[]]
  /** Seconds that a texter's conversation lives. */
  sessionTtl: number
  /** To ring an advocate while a caller waits; without it callers are bridged. */
  telephony?: Telephony | undefined
  /** What the provider keeps of texts, to have it blanked; without it nothing is. */
  archive?: MessageArchive | undefined
  limits?: Partial<Limits>
  /** Processes that hear of keys of the carry without the store. */
  peers?: Peers | undefined
  /** Milliseconds since 1970. */
  now?: () => number
  /** Milliseconds that only go forward. */
  ticks?: () => number
  /** Hears of work that goes on after an answer; it never rejects. */
  background?: (work: Promise<void>) => void
  /** Does something after so many milliseconds. */
  later?: (ms: number, work: () => Promise<void>) => void
  /** Gets what is to be asked of the line by whoever runs it. */
  onWork?: (work: LineWork) => void
}

/** Work that no request asks for. Neither ever rejects. */
export type LineWork = {
  /** Does what is overdue and was given by a process that has ended: to be called every few seconds. */
  takeOver: () => Promise<void>
  /** Does at once what nobody else could do later: to be called when the process is to end. */
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
    /** Conversations of a written channel, and of calls. */
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
