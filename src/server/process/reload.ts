/** Content read again while the line runs: prepared aside, and taken; or refused, and what was said before goes on. */
import { type PreparationResult, type Prepared, refusal } from '../../content/prepared.ts'
import type { Log } from '../../telemetry/events.ts'
import { kindOf } from '../../telemetry/kind.ts'

export type Reload = {
  prepare: () => Promise<PreparationResult>
  /** What is spoken by now. */
  version: () => string
  /** Lets everybody speak it. */
  take: (prepared: Prepared) => Promise<void> | void
  log: Log
}

/** Gives what is to be called when content may have changed. It never throws; asked meanwhile, it does it once more. */
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
