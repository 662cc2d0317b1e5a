/** Starts the line, alone or as several processes: environment in, server out. */
import cluster from 'node:cluster'
import { fileURLToPath } from 'node:url'
import { type Config, ConfigError, readConfig } from './config.ts'
import { draftNotes } from './content/draft.ts'
import { FaultsError } from './content/fault.ts'
import { learnAtStart } from './content/learnt.ts'
import { compileContent, type Loading, readContent } from './content/load.ts'
import { contentOf, notesOf, prepareAside, prepareContent } from './content/prepared.ts'
import { versionOf } from './content/version.ts'
import { cacheOf, onPublished, spokenRoot } from './content/versions.ts'
import { environmentAt } from './environment.ts'
import { proofFaults } from './proof/faults.ts'
import { longestEnd, run } from './run.ts'
import { exitOnCrash } from './server/process/exit.ts'
import { greet } from './server/process/greeting.ts'
import { createReload, type Reload } from './server/process/reload.ts'
import { createTelemetry, type Telemetry } from './server/process/telemetry.ts'
import { contentFromPrimary, handOutContent } from './server/process/worker-content.ts'
import { relayKeys } from './server/process/worker-keys.ts'
import { superviseWorkers } from './server/process/workers.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))

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
  greet(config, [...notesOf(content), ...draftNotes(ROOT, root)])
  const version = versionOf(root, read.hash)
  const shared = { config, root: ROOT, telemetry }
  const current = await run({ ...shared, content, version, reload: () => reload() })
  const reload = reloadOf(config, telemetry, {
    version: current.version,
    take: (next) => current.take(contentOf(next, loading), next.version),
  })
}

/** A worker gets its content from the primary, and leaves reload signals to it. */
async function runWorker(config: Config, loading: Loading, telemetry: Telemetry): Promise<void> {
  const { prepared, onChange } = await contentFromPrimary(telemetry.log)
  const first = { content: contentOf(prepared, loading), version: prepared.version }
  const current = await run({ config, root: ROOT, telemetry, ...first, reload: () => {} })
  onChange((next) => current.take(contentOf(next, loading), next.version))
}

/**
 * Runs several processes; generated secrets and prepared content must be the same in all of them.
 */
function supervise(config: Config, loading: Loading, telemetry: Telemetry): void {
  const { prepared, notes } = prepareContent(rootOf(config), loading)
  greet(config, [...notes, ...draftNotes(ROOT, prepared.root)])
  const handOut = handOutContent(prepared)
  relayKeys()
  superviseWorkers({
    count: config.workers,
    environment: {
      TWILIO_AUTH_TOKEN: config.authTokens.join(),
      SESSION_SECRET: config.sessionSecrets.join(),
    },
    endMs: longestEnd(config),
    onReload: reloadOf(config, telemetry, { version: handOut.version, take: handOut.change }),
    endsOnHangUp: !config.production,
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
