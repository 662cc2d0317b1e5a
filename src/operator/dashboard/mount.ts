/** Mounts the operator's dashboard next to the line, according to the settings. */
import { resolve } from 'node:path'
import type { Config } from '../../config.ts'
import type { CurrentApp } from '../../server/current-app.ts'
import type { Store } from '../../store/store.ts'
import type { Log } from '../../telemetry/events.ts'

type Answering = { fetch: (request: Request, env?: object) => Response | Promise<Response> }

export type Running = {
  current: Pick<CurrentApp, 'content' | 'spoken'>
  store: Store
  /** What is wrong with the store, in a sentence with its remedy. */
  trouble: () => Promise<string | undefined>
  log: Log
}

const isPage = /^https?:\/\/[^/]+\/operator(?:[/?]|$)/

/** Routes requests: everything not meant for the dashboard goes to the line. */
export function besideLine(line: Answering, page: Answering): Answering {
  return {
    fetch: (request, env) => (isPage.test(request.url) ? page : line).fetch(request, env),
  }
}

/**
 * The line with the dashboard; without a token, the line alone. The dashboard's code is loaded only
 * with a token. `root` is the program's own folder.
 */
export async function withDashboard(
  line: Answering,
  config: Config,
  root: string,
  running: Running,
): Promise<Answering> {
  const { operatorToken: token, publicUrl, lineName, sessionSecrets, counts, timeZone } = config
  if (!token) return line
  const { createDashboard } = await import('./dashboard.tsx')
  const { lookAtLine } = await import('./state.ts')
  const { openWeb } = await import('../doctor/web.ts')
  const { current, store, trouble, log } = running
  const now = Date.now
  const { certificate } = openWeb()
  const { alarms, selfTestMinutes, heartbeatUrl } = config
  const watch = {
    selfTestMinutes,
    alarms: alarms.url !== undefined || alarms.mail !== undefined,
    heartbeat: heartbeatUrl !== undefined,
  }
  const keptIn = config.redisUrl ? 'redis' : 'memory'
  const { content, spoken } = current
  const page = createDashboard({
    ...{ token, publicUrl, sessionSecrets, store, log, now, content },
    lineName: lineName.written,
    counts: counts.days > 0 ? { folder: resolve(root, counts.folder), timeZone } : undefined,
    state: lookAtLine({
      ...{ store, keptIn, trouble, spoken, content, publicUrl, certificate, now, watch },
    }),
  })
  return besideLine(line, page)
}
