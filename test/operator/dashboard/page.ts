/** The operator's page as tests see it: the real app, by requests. */
import { vocabularyOf } from '../../../src/line/vocabulary.ts'
import { createDashboard, type DashboardDeps } from '../../../src/operator/dashboard/dashboard.tsx'
import { lookAtLine } from '../../../src/operator/dashboard/state.ts'
import { memoryStore } from '../../../src/store/memory.ts'
import type { LogEvent } from '../../../src/telemetry/events.ts'
import { content, PUBLIC_URL as ORIGIN } from '../../line.ts'

export const OPERATOR_TOKEN = 'an operator token of more than 32 characters'
const SECRETS: [string] = ['a session secret of more than 32 characters']
/** Noon in California, early in December. */
export const NOW = Date.parse('2026-12-03T12:00:00-08:00')

export const vocabulary = () => vocabularyOf(content(), ['sms'])

export function openPage(changes: Partial<DashboardDeps> = {}) {
  const clock = { at: NOW }
  const now = () => clock.at
  const events: LogEvent[] = []
  const store = memoryStore()
  const page = createDashboard({
    ...{ token: OPERATOR_TOKEN, store, sessionSecrets: SECRETS, publicUrl: ORIGIN, content, now },
    lineName: 'CA Info Line',
    counts: undefined,
    log: (event) => events.push(event),
    state: lookAtLine({
      ...{ store, content, now, publicUrl: ORIGIN },
      keptIn: 'memory',
      watch: { selfTestMinutes: 5, alarms: true, heartbeat: false },
      trouble: async () => undefined,
      spoken: () => ({ version: 'abcdef123456', since: '2026-12-01T08:00:00.000Z' }),
      certificate: async () => ({ days: 61 }),
    }),
    ...changes,
  })
  const get = (path: string, cookie = '') => page.request(path, { headers: { cookie } })
  const post = (path: string, form: Record<string, string> = {}, headers = {}) =>
    page.request(path, {
      method: 'POST',
      body: new URLSearchParams(form),
      headers: { origin: ORIGIN, ...headers },
    })
  const login = (token = OPERATOR_TOKEN, headers = {}) =>
    post('/operator/login', { token }, headers)
  return { page, get, post, login, clock, events }
}

/** What a browser would send back. */
export function cookieOf(response: Response): string {
  return response.headers.getSetCookie()[0]?.split(';')[0] ?? ''
}
