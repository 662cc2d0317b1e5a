/**
 * Runs one process of the line: opens the store, builds the app, listens, takes over work left
 * behind, and ends in order.
 */
import cluster from 'node:cluster'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Config } from './config.ts'
import type { Content } from './content/load.ts'
import type { LineWork } from './line/state.ts'
import { withDashboard } from './operator/dashboard/mount.ts'
import { isTrial, withPhones } from './operator/trial.ts'
import { restOf } from './server/account.ts'
import type { Deps } from './server/app.ts'
import type { CurrentApp } from './server/current-app.ts'
import { createDrilled, drillTokens } from './server/drills.ts'
import { createFastPath } from './server/fast-path.ts'
import { exit } from './server/process/exit.ts'
import { giveBack } from './server/process/give-back.ts'
import { startedAs } from './server/process/greeting.ts'
import { keepCounts } from './server/process/keep-counts.ts'
import { ListenError, listen } from './server/process/listen.ts'
import { openStore } from './server/process/open-store.ts'
import { onSignals } from './server/process/signals.ts'
import type { Telemetry } from './server/process/telemetry.ts'
import { peers } from './server/process/worker-keys.ts'
import { refuseInPrimary } from './server/process/workers.ts'
import { createWatching } from './server/watch/watching.ts'

/** Time for requests in flight to finish once the port is closed. */
const UNDER_WAY_MS = 5_000
/** How often a process looks for work that another one left behind. */
const LOOK_MS = 5_000
/** How often it checks whether recordings can be fetched. */
const RECORDINGS_MS = 60_000
/** Time at exit for requests to Twilio that only this process can make. */
const LAST_WORK_MS = 2_000

/** The longest that a process takes to end, in milliseconds. */
export function longestEnd({ drain }: Config): number {
  return drain * 1000 + UNDER_WAY_MS + LAST_WORK_MS
}

type Running = {
  config: Config
  /** The program's folder. */
  root: string
  /** The content to start with, and its version. */
  content: Content
  version: string
  telemetry: Telemetry
  /** Called when a signal asks for the content to be reloaded. */
  reload: () => void
}

/** Runs until told to end. Resolves once it listens. */
export async function run(running: Running): Promise<CurrentApp> {
  const { config, root, content, version, telemetry, reload } = running
  const { log } = telemetry
  const { store, arrived, trouble } = openStore(config, log)
  const counts = keepCounts(config, root, log)
  const watching = createWatching(config, { store, log })
  const state: State = { starting: true, stopping: false, work: undefined }
  const deps: Deps = {
    ...config,
    content,
    store,
    log,
    trouble,
    ...connected(config, telemetry),
    onWork: (work) => {
      state.work = work
    },
    count: (counted) => {
      counts?.count(counted)
      watching?.count(counted)
    },
    starting: () => state.starting,
    stopping: () => state.stopping,
  }
  // anything that takes seconds is done before anybody can wait for it
  if (!content.learnt) void content.lexicon
  const current = createDrilled(deps, version, drillTokens(config))
  const trial = isTrial(config, root)
  const line = trial ? await withPhones(config, deps, root) : current
  const { fetch } = await withDashboard(line, config, root, { current, store, trouble, log })
  const fastPath = trial ? undefined : createFastPath(current.webhookAt)
  const listener = await listen(fetch, { ...config, fastPath }).catch((error: unknown) =>
    refuse(error, telemetry),
  )
  log(startedAs(config, listener.port, version))

  arrived.then(async () => {
    // compiled before requests are routed here, and without delaying the store's answers
    void content.lexicon
    state.starting = false
    void giveBack()
    const remedy = await trouble()
    if (remedy) console.warn(`warning: ${remedy}`)
  })
  // immediately as well, so that carries sealed by other processes can be opened
  arrived.then(() => state.work?.takeOver())
  setInterval(() => state.work?.takeOver(), LOOK_MS).unref()
  if (!trial) {
    watching?.start(current.content)
    void current.lookAtRecordings()
    setInterval(current.lookAtRecordings, RECORDINGS_MS).unref()
  }
  onSignals({
    log,
    endsOnHangUp: !config.production,
    async onEnd() {
      state.stopping = true
      log({ event: 'stopping' })
      listener.drain()
      await sleep(config.drain * 1000)
      await listener.close(UNDER_WAY_MS)
      const last = Promise.all([state.work?.finish(), counts?.flush()])
      await Promise.race([last, sleep(LAST_WORK_MS)])
      await store.close()
      await exit(0, telemetry)
    },
    // a worker leaves this to the primary
    onInsist: () => cluster.isPrimary && exit(1, telemetry),
    onReload: reload,
  })
  return current
}

type State = { starting: boolean; stopping: boolean; work: LineWork | undefined }

/** What the line is connected to: Twilio, the other processes, whoever scrapes its metrics. */
function connected(config: Config, { page }: Telemetry) {
  const rest = restOf(config)
  const { metricsToken: token } = config
  return {
    telephony: rest,
    archive: rest,
    peers: cluster.isWorker ? peers : undefined,
    metrics: token && page ? { token, page } : undefined,
  }
}

/** Reports an unavailable port once, and ends the process. */
async function refuse(error: unknown, telemetry: Telemetry): Promise<never> {
  if (!(error instanceof ListenError)) throw error
  if (cluster.isWorker) await refuseInPrimary(error.message)
  else console.error(error.message)
  return exit(1, telemetry)
}
