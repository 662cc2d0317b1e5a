/** Starts the line: environment in, server out. */
import cluster from 'node:cluster'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { type Config, ConfigError, readConfig } from './config.ts'
import { draftNotes } from './content/draft.ts'
import { FaultsError } from './content/fault.ts'
import { learnAtStart } from './content/learnt.ts'
import { type Content, compileContent, type Loading, readContent } from './content/load.ts'
import { contentOf, notesOf, prepareAside, prepareContent } from './content/prepared.ts'
import { versionOf } from './content/version.ts'
import { cacheOf, onPublished, spokenRoot } from './content/versions.ts'
import { environmentAt } from './environment.ts'
import type { LineWork } from './line/state.ts'
import { withDashboard } from './operator/dashboard/mount.ts'
import { isTrial, withPhones } from './operator/trial.ts'
import { proofFaults } from './proof/faults.ts'
import { restOf } from './server/account.ts'
import type { Deps } from './server/app.ts'
import type { CurrentApp } from './server/current-app.ts'
import { createDrilled, drillTokens } from './server/drills.ts'
import { exit, exitOnCrash } from './server/process/exit.ts'
import { greet, startedAs } from './server/process/greeting.ts'
import { keepCounts } from './server/process/keep-counts.ts'
import { ListenError, listen } from './server/process/listen.ts'
import { openStore } from './server/process/open-store.ts'
import { createReload, type Reload } from './server/process/reload.ts'
import { onSignals } from './server/process/signals.ts'
import { createTelemetry, type Telemetry } from './server/process/telemetry.ts'
import { contentFromPrimary, handOutContent } from './server/process/worker-content.ts'
import { peers, relayKeys } from './server/process/worker-keys.ts'
import { refuseInPrimary, superviseWorkers } from './server/process/workers.ts'
import { createWatching } from './server/watch/watching.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
/** Time for requests in flight to finish once the port is closed. */
const UNDER_WAY_MS = 5_000
/** How often a process looks for work that another one left behind. */
const LOOK_MS = 5_000
/** How often it checks whether recordings can be fetched. */
const RECORDINGS_MS = 60_000
/** Time at exit for requests to Twilio that only this process can make. */
const LAST_WORK_MS = 2_000

try {
  const { set, notes } = environmentAt(ROOT)
  const config = readConfig(set)
  if (cluster.isPrimary) for (const note of notes) console.warn(`warning: ${note}`)
  if (cluster.isPrimary) learnAtStart(ROOT, rootOf(config))
  const { lineName: name, lineNumber: number } = config
  const loading = { name, number, cache: cacheOf(ROOT, rootOf(config)), prove: proofFaults }
  const { logLevel: level, metricsToken, workers } = config
  const role = cluster.isWorker ? 'worker' : workers > 1 ? 'primary' : 'alone'
  const telemetry = await createTelemetry({ level, counted: metricsToken !== undefined, role })
  if (config.production) exitOnCrash(telemetry)
  if (role === 'primary') supervise(config, loading, telemetry)
  else if (role === 'worker') await runWorker(config, loading, telemetry)
  else await runAlone(config, loading, telemetry)
} catch (error) {
  // these are messages for the operator; anything else is a bug, and should show its stack
  if (!(error instanceof ConfigError || error instanceof FaultsError)) throw error
  console.error(error.message)
  process.exitCode = 1
}

async function runAlone(config: Config, loading: Loading, telemetry: Telemetry): Promise<void> {
  const root = rootOf(config)
  const read = readContent(root, loading)
  const content = compileContent(read, loading)
  greet(config, [...notesOf(content), ...unpublished(root)])
  const version = versionOf(root, read.hash)
  const current = await run(config, { content, version }, telemetry, () => reload())
  const reload = reloadOf(config, telemetry, {
    version: current.version,
    take: (next) => current.take(contentOf(next, loading), next.version),
  })
}

/** A worker gets its content from the primary, and leaves reload signals to it. */
async function runWorker(config: Config, loading: Loading, telemetry: Telemetry): Promise<void> {
  const { prepared, onChange } = await contentFromPrimary(telemetry.log)
  const first = { content: contentOf(prepared, loading), version: prepared.version }
  const current = await run(config, first, telemetry, () => {})
  onChange((next) => current.take(contentOf(next, loading), next.version))
}

/**
 * Runs several processes; generated secrets and prepared content must be the same in all of them.
 */
function supervise(config: Config, loading: Loading, telemetry: Telemetry): void {
  const { prepared, notes } = prepareContent(rootOf(config), loading)
  greet(config, [...notes, ...unpublished(prepared.root)])
  const handOut = handOutContent(prepared)
  relayKeys()
  superviseWorkers({
    count: config.workers,
    environment: {
      TWILIO_AUTH_TOKEN: config.authTokens.join(),
      SESSION_SECRET: config.sessionSecrets.join(),
    },
    endMs: config.drain * 1000 + UNDER_WAY_MS + LAST_WORK_MS,
    reloads: reloadOf(config, telemetry, { version: handOut.version, take: handOut.change }),
    hangUpEnds: !config.production,
    telemetry,
  })
}

/** Creates the reload function; in production it also runs whenever a version is published. */
function reloadOf(
  config: Config,
  { log }: Telemetry,
  speakers: Pick<Reload, 'version' | 'take'>,
): () => void {
  const { lineName: name, lineNumber: number, production } = config
  const prepare = () => prepareAside({ project: ROOT, root: rootOf(config), name, number })
  const reload = createReload({ ...speakers, prepare, log })
  if (production) onPublished(ROOT, reload)
  return reload
}

/** The folder of the content in use: the published version in production, otherwise the draft. */
function rootOf({ production }: Config): string {
  return production ? spokenRoot(ROOT) : ROOT
}

/** What was edited and is not spoken; where somebody tries the line it is. */
function unpublished(root: string): string[] {
  return root === ROOT ? [] : draftNotes(ROOT)
}

type First = { content: Content; version: string }

/** Serves until told to end. */
async function run(
  config: Config,
  { content, version }: First,
  telemetry: Telemetry,
  reloads: () => void,
): Promise<CurrentApp> {
  const { log, page } = telemetry
  const { metricsToken: token, drain } = config
  const rest = restOf(config)
  const { store, arrived, trouble } = openStore(config, log)
  let starting = true
  const counts = keepCounts(config, ROOT, log)
  const watching = createWatching(config, { store, log })
  let stopping = false
  let work: LineWork | undefined
  const deps: Deps = {
    ...config,
    onWork: (own) => {
      work = own
    },
    content,
    store,
    log,
    count: (counted) => {
      counts?.count(counted)
      watching?.count(counted)
    },
    starting: () => starting,
    stopping: () => stopping,
    trouble,
    telephony: rest,
    archive: rest,
    peers: cluster.isWorker ? peers : undefined,
    metrics: token && page ? { token, page } : undefined,
  }
  // anything that takes seconds is done before anybody can wait for it
  if (!content.learnt) void content.lexicon
  const current = createDrilled(deps, version, drillTokens(config))
  const trial = isTrial(config, ROOT)
  const line = trial ? await withPhones(config, deps, ROOT) : current
  const { fetch } = await withDashboard(line, config, ROOT, { current, store, trouble, log })
  const listener = await listen(fetch, config).catch((error: unknown) => refuse(error, telemetry))
  log(startedAs(config, listener.port, version))
  arrived.then(async () => {
    // compiled before requests are routed here, and without delaying the store's answers
    void content.lexicon
    starting = false
    const remedy = await trouble()
    if (remedy) console.warn(`warning: ${remedy}`)
  })
  // immediately as well, so that carries sealed by other processes can be opened
  arrived.then(() => work?.takeOver())
  setInterval(() => work?.takeOver(), LOOK_MS).unref()
  if (!trial) {
    watching?.start(current.content)
    void current.lookAtRecordings()
    setInterval(current.lookAtRecordings, RECORDINGS_MS).unref()
  }
  onSignals({
    log,
    hangUpEnds: !config.production,
    async ends() {
      stopping = true
      log({ event: 'stopping' })
      listener.drain()
      await sleep(drain * 1000)
      await listener.close(UNDER_WAY_MS)
      const last = Promise.all([work?.finish(), counts?.flush()])
      await Promise.race([last, sleep(LAST_WORK_MS)])
      await store.close()
      await exit(0, telemetry)
    },
    // a worker leaves this to the primary
    insists: () => cluster.isPrimary && exit(1, telemetry),
    reloads,
  })
  return current
}

/** Reports an unavailable port once, and ends the process. */
async function refuse(error: unknown, telemetry: Telemetry): Promise<never> {
  if (!(error instanceof ListenError)) throw error
  if (cluster.isWorker) await refuseInPrimary(error.message)
  else console.error(error.message)
  return exit(1, telemetry)
}
