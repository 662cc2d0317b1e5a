/**
 * Drills and self-tests on a line that runs. What carries their mark is answered by a line of its own: the
 * same content, flows, code and store, but under other keys, with no telephony and no archive, so that it can
 * ring nobody, touches no conversation, and is counted apart.
 */
import { createHmac } from 'node:crypto'
import type { Log } from '../telemetry/events.ts'
import type { Deps } from './app.ts'
import { type CurrentApp, createCurrentApp } from './current-app.ts'
import { isSameSecret } from './same-secret.ts'

/** Asks for a drill, with a token; and in the answer says that it is one. */
export const DRILL_HEADER = 'x-harborline-drill'

/** What may mark a drill: the operator's token, and what each process can work out for its self-test. */
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

/** The line, and beside it the one for what is marked. A wrong token is no mark, and changes nothing. */
export function createDrilled(deps: Deps, version: string, tokens: readonly string[]): CurrentApp {
  const line = createCurrentApp(deps, version)
  /** Made when it is first asked for: most lines are never drilled while they run. */
  let drills: CurrentApp | undefined
  let latest = { content: deps.content, version }
  const isMarked = ({ headers }: Request) => {
    const token = headers.get(DRILL_HEADER)
    return token !== null && tokens.some((known) => isSameSecret(token, known))
  }
  const play = async (request: Request, ...more: unknown[]) => {
    drills ??= createCurrentApp(drillDeps({ ...deps, content: latest.content }), latest.version)
    const response = await drills.fetch(request, ...more)
    response.headers.set(DRILL_HEADER, 'played')
    return response
  }
  return {
    ...line,
    fetch: (request, ...more) =>
      isMarked(request) ? play(request, ...more) : line.fetch(request, ...more),
    take(content, next) {
      line.take(content, next)
      latest = { content, version: next }
      drills?.take(content, next)
    },
  }
}

/** Whatever rings, erases, hears of work or counts people is left out. */
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

/** Only how each turn went, in an event of its own. */
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
