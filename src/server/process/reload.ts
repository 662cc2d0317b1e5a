/**
 * Reloads content while the line runs: prepares it in the background and switches to it, or rejects
 * it and carries on with the previous content.
 */
import { type PreparationResult, type Prepared, refusal } from '../../content/prepared.ts'
import type { Log } from '../../telemetry/events.ts'
import { kindOf } from '../../telemetry/kind.ts'

export type Reload = {
  prepare: () => Promise<PreparationResult>
  /** The content version in use. */
  version: () => string
  /** Switches every process to it. */
  take: (prepared: Prepared) => Promise<void> | void
  log: Log
}

/**
 * Returns a function to call when content may have changed. It never throws; called while running,
 * it runs once more afterwards.
 */
export function createReload({ prepare, version, take, log }: Reload): () => void {
  let wanted = false
  let running = false

  async function reload(): Promise<void> {
    const begun = performance.now()
    const came = await prepare()
    if ('faults' in came) {
      console.error(refusal(came.faults))
      log({ event: 'reload_refused', faults: came.faults.length })
      return
    }
    for (const note of came.notes) console.warn(`warning: ${note}`)
    const { prepared } = came
    if (prepared.version !== version()) await take(prepared)
    const ms = Math.round(performance.now() - begun)
    log({ event: 'reloaded', content: prepared.version, ms })
  }

  async function reloadAll(): Promise<void> {
    running = true
    while (wanted) {
      wanted = false
      await reload().catch((error: unknown) => log({ event: 'reload_failed', kind: kindOf(error) }))
    }
    running = false
  }

  return function reloadSoon() {
    wanted = true
    if (!running) void reloadAll()
  }
}
