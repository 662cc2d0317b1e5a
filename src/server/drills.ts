/**
 * Drills and self-tests on a running line. Marked requests are answered by a separate line: same
 * content, flows, code and store, but with other keys and without telephony or archive, so that it
 * cannot call anybody, touches no conversation, and is counted separately.
 */
import { createHmac } from 'node:crypto'
import type { Log } from '../telemetry/events.ts'
import type { Deps } from './app.ts'
import { type CurrentApp, createCurrentApp } from './current-app.ts'
import { isSameSecret } from './same-secret.ts'

/** Marks a request as a drill's, with a token, and its response as one from the drill line. */
export const DRILL_HEADER = 'x-harborline-drill'

/**
 * Tokens that mark a drill: the operator's, and one that each process can derive for its self-test.
 */
export function drillTokens({
  drillToken,
  sessionSecrets,
}: {
  drillToken: string | undefined
  sessionSecrets: readonly string[]
}): readonly string[] {
  const own = sessionSecrets.map((secret) => derived(secret, 'drill token'))
  return drillToken ? [drillToken, ...own] : own
}

/** The line together with the drill line. A wrong token marks nothing. */
export function createDrilled(deps: Deps, version: string, tokens: readonly string[]): CurrentApp {
  const line = createCurrentApp(deps, version)
  /** Created on first use: most lines are never drilled while running. */
  let drills: CurrentApp | undefined
  let latest = { content: deps.content, version }
  const isMarked = ({ headers }: Request) => {
    const token = headers.get(DRILL_HEADER)
    return token !== null && tokens.some((known) => isSameSecret(token, known))
  }
  const play = async (request: Request, env?: object) => {
    drills ??= createCurrentApp(drillDeps({ ...deps, content: latest.content }), latest.version)
    const response = await drills.fetch(request, env)
    response.headers.set(DRILL_HEADER, 'played')
    return response
  }
  return {
    ...line,
    fetch: (request, env) => (isMarked(request) ? play(request, env) : line.fetch(request, env)),
    take(content, next) {
      line.take(content, next)
      latest = { content, version: next }
      drills?.take(content, next)
    },
  }
}

/** Omits everything that calls, erases, schedules work or counts people. */
function drillDeps(deps: Deps): Deps {
  const { content, store, lineNumber, sessionTtl, publicUrl, authTokens, log } = deps
  const [secret, ...older] = deps.sessionSecrets
  const { optOut, limits, timeZone, keyWait, channels, now, ticks } = deps
  return {
    ...{ content, store, lineNumber, sessionTtl, publicUrl, authTokens },
    ...(optOut && { optOut }),
    ...(limits && { limits }),
    ...(timeZone && { timeZone }),
    ...(keyWait !== undefined && { keyWait }),
    ...(channels && { channels }),
    ...(now && { now }),
    ...(ticks && { ticks }),
    sessionSecrets: [derived(secret, 'drills'), ...older.map((old) => derived(old, 'drills'))],
    log: apart(log),
  }
}

/** Logs only the outcome of each turn, as a separate event. */
function apart(log: Log): Log {
  return (event) => {
    if (event.event === 'turn') log({ event: 'drill', outcome: event.outcome })
    if (event.event === 'guarded' || event.event === 'refused')
      log({ event: 'drill', outcome: event.event })
  }
}

function derived(secret: string, what: string): string {
  return createHmac('sha256', secret).update(`harborline ${what}`).digest('base64url')
}
