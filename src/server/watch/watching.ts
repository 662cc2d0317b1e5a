/**
 * Sets up what watches a running line: self-test, alarms and heartbeat, according to the settings.
 */
import { createWatch } from '../../alarms/watch.ts'
import type { Config } from '../../config.ts'
import type { Content } from '../../content/load.ts'
import type { Count } from '../../counts/counts.ts'
import { createClaims, createDuty } from '../../line/claim.ts'
import type { Store } from '../../store/store.ts'
import { createVault } from '../../store/vault.ts'
import type { Log } from '../../telemetry/events.ts'
import { openAccount } from '../../twilio/account/account.ts'
import { credentialsOf } from '../../twilio/client.ts'
import { drillTokens } from '../drills.ts'
import { certificateOf, endsSoon } from './certificate.ts'
import { createEpisodes } from './episodes.ts'
import { createNotify, mail, type Notifier, webhook } from './notify.ts'
import { createRounds, type RoundParts } from './rounds.ts'

export type Watching = {
  /** Receives everything that is counted. */
  count: Count
  /** Starts the checks, once a minute. `content` returns the content in use. */
  start(content: () => Content): void
}

const MINUTE_MS = 60_000
/** Time limit for a heartbeat, in milliseconds. */
const PATIENCE_MS = 10_000

const steady = () => performance.now()

/** Undefined if nothing is to be watched. */
export function createWatching(
  config: Config,
  { store, log }: { store: Store; log: Log },
): Watching | undefined {
  const notifiers = notifiersOf(config)
  const { selfTestMinutes, heartbeatUrl, alarms, publicUrl } = config
  if (notifiers.length === 0 && selfTestMinutes === 0 && !heartbeatUrl) return undefined
  const vault = createVault(store, config.sessionSecrets)
  const watch = createWatch({ ticks: steady, lowBalance: alarms.lowBalance })
  const { quietHours } = alarms
  const later = (ms: number, work: () => void) => void setTimeout(work, ms).unref()
  const claim = createClaims(vault, steady)
  const episodes = createEpisodes(vault, Date.now)
  const line = config.lineName.written
  const parts = {
    ...{ store, log, watch, onDuty: createDuty(vault) },
    notify: createNotify({ notifiers, claim, episodes, line, quietHours, log, later }),
    selfTest: selfTestOf(config),
    balance: notifiers.length > 0 ? balanceOf(config) : undefined,
    certificateEnds: publicUrl.startsWith('https:')
      ? async () => endsSoon(await certificateOf(publicUrl))
      : undefined,
    heartbeat: heartbeatUrl ? heartbeat(heartbeatUrl) : undefined,
  }
  return {
    count: watch.count,
    start(content) {
      const every = selfTestMinutes * MINUTE_MS || MINUTE_MS
      setInterval(createRounds({ ...parts, content }), Math.min(MINUTE_MS, every)).unref()
    },
  }
}

/**
 * The configured ways to notify the operator. Each mail address is a separate way, so that one
 * failing does not affect the others.
 */
export function notifiersOf({ alarms: { url, mail: settings } }: Config): readonly Notifier[] {
  const mails = settings?.to.map((to) => mail({ ...settings, to })) ?? []
  return [...(url ? [webhook(url)] : []), ...mails]
}

function selfTestOf(config: Config): RoundParts['selfTest'] {
  const { selfTestMinutes, publicUrl, lineNumber, accountSid, authTokens } = config
  if (selfTestMinutes === 0) return undefined
  const [authToken] = authTokens
  const [token = ''] = drillTokens(config)
  // the auth token itself, since it is what Twilio signs with
  const account =
    accountSid && openAccount({ accountSid, user: accountSid, password: authToken }).account
  const parts = {
    publicUrl,
    lineNumber,
    accountSid,
    authToken,
    token,
    account: account || undefined,
  }
  return {
    every: selfTestMinutes * MINUTE_MS,
    async run(content) {
      // the virtual Twilio is loaded only if there is something to test
      const { selfTest } = await import('./self-test.ts')
      return selfTest({ ...parts, content })
    },
  }
}

function balanceOf(config: Config): RoundParts['balance'] {
  const credentials = credentialsOf(config)
  if (!credentials) return undefined
  const account = openAccount(credentials)
  return async () => {
    const result = await account.balance()
    return result.ok ? result.value : undefined
  }
}

function heartbeat(url: string): () => Promise<void> {
  return async () => {
    // a missed heartbeat makes the monitor alert the operator: that is its purpose
    await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS) })
      .then((response) => response.body?.cancel())
      .catch(() => {})
  }
}
