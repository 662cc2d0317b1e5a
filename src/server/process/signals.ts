/** Handles signals: to end, or to reload content. */
import type { Log } from '../../telemetry/events.ts'

/**
 * A second signal within this time is ignored: a terminal and systemd signal the whole process
 * group, and a parent then signals its children too.
 */
const ONCE_MS = 1_000

export function onSignals({
  log,
  ends,
  insists,
  reloads,
  hangUpEnds,
}: {
  log: Log
  /** The process should end gracefully. */
  ends: () => void
  /** It was asked to end again, later: end at once. */
  insists: () => void
  /** Content may have changed. */
  reloads: () => void
  /** Whether closing the terminal ends the process. */
  hangUpEnds: boolean
}): void {
  let told: number | undefined
  const end = () => {
    if (told === undefined) {
      told = performance.now()
      ends()
    } else if (performance.now() - told > ONCE_MS) insists()
  }
  process.on('SIGTERM', end)
  process.on('SIGINT', end)
  // without a listener either signal would end the process and all requests in flight
  process.on('SIGHUP', hangUpEnds ? end : reloads)
  process.on('SIGUSR2', () => log({ event: 'reload_ignored', signal: 'SIGUSR2' }))
}
