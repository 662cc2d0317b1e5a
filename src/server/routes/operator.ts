/** What an operator and a balancer ask: is it there, is it ready, what has it done. */
import type { Hono } from 'hono'
import type { Store } from '../../store/store.ts'
import { isSameSecret } from '../same-secret.ts'

/** A version of content, and since when this process speaks it, as 2026-12-01T08:00:00.000Z. */
export type Spoken = { version: string; since: string }

export type OperatorParts = {
  store: Store
  /** Whether the store has not had its first chance yet. */
  starting: () => boolean
  /** Whether the process is about to end. */
  stopping: () => boolean
  /** What is the matter with the store, in a sentence with its remedy; nothing while it is up. */
  trouble: () => Promise<string | undefined>
  /** What is said by now. */
  spoken: () => Spoken | undefined
  /** The page of counts, and the token that shows it; without it there is none. */
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
