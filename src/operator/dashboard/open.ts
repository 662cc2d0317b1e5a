/** The operator's page as the settings want it. */
import { resolve } from 'node:path'
import type { Config } from '../../config.ts'
import type { Speaking } from '../../server/speaking.ts'
import type { Store } from '../../store/store.ts'
import type { Log } from '../../telemetry/events.ts'
import { openWeb } from '../doctor/web.ts'
import { createDashboard } from './dashboard.tsx'
import { lookAtLine } from './state.ts'

export type Running = {
  speaking: Pick<Speaking, 'content' | 'spoken'>
  store: Store
  /** What is the matter with the store, in a sentence with its remedy. */
  trouble: () => Promise<string | undefined>
  log: Log
}

/** None without a token. `root`: the program's own folder. */
export function openDashboard(config: Config, root: string, running: Running) {
  const { operatorToken: token, publicUrl, lineName, sessionSecrets, counts, timeZone } = config
  if (!token) return undefined
  const { speaking, store, trouble, log } = running
  const now = Date.now
  const { certificate } = openWeb()
  const keptIn = config.redisUrl ? 'redis' : 'memory'
  const { content, spoken } = speaking
  return createDashboard({
    ...{ token, publicUrl, sessionSecrets, store, log, now, content },
    lineName: lineName.written,
    counts: counts.days > 0 ? { folder: resolve(root, counts.folder), timeZone } : undefined,
    state: lookAtLine({ store, keptIn, trouble, spoken, content, publicUrl, certificate, now }),
  })
}
