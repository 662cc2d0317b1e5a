/** Routes for operators and load balancers: health, readiness, metrics. */
import type { Hono } from 'hono'
import type { Store } from '../../store/store.ts'
import { isSameSecret } from '../same-secret.ts'

/** A content version, and since when this process uses it, as 2026-12-01T08:00:00.000Z. */
export type Spoken = { version: string; since: string }

export type OperatorParts = {
  store: Store
  /** Whether the store is still being awaited. */
  starting: () => boolean
  /** Whether the process is about to end. */
  stopping: () => boolean
  /** What is wrong with the store, in a sentence with its remedy; undefined while it is up. */
  trouble: () => Promise<string | undefined>
  /** The content in use. */
  spoken: () => Spoken | undefined
  /** The metrics page and its token; without it there is none. */
  metrics: { token: string; page: () => Promise<string> } | undefined
}

export function addOperatorRoutes(
  app: Hono,
  { store, starting, stopping, trouble, spoken, metrics }: OperatorParts,
): void {
  if (metrics)
    app.get('/metrics', async (c) => {
      const shown = c.req.header('authorization') ?? ''
      if (!isSameSecret(shown, `Bearer ${metrics.token}`)) return c.body(null, 401)
      return c.text(await metrics.page())
    })
  app.get('/healthz', (c) => c.text('ok'))
  app.get('/readyz', async (c) => {
    const ready = !starting() && !stopping()
    const [health, remedy] = await Promise.all([store.health(), trouble()])
    return c.json({ ready, store: health, trouble: remedy, content: spoken() }, ready ? 200 : 503)
  })
}
