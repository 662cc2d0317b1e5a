/** Handles signals: to end, or to reload content. */
import type { Log } from '../../telemetry/events.ts'

/**
 * A second signal within this time is ignored: a terminal and systemd signal the whole process
 * group, and a parent then signals its children too.
 */
const ONCE_MS = 1_000

export function onSignals({
  log,
  onEnd,
  onInsist,
  onReload,
  endsOnHangUp,
}: {
  log: Log
  /** The process should end gracefully. */
  onEnd: () => void
  /** It was asked to end again, later: end at once. */
  onInsist: () => void
  /** Content may have changed. */
  onReload: () => void
  /** Whether closing the terminal ends the process. */
  endsOnHangUp: boolean
}): void {
  let told: number | undefined
  const end = () => {
    if (told === undefined) {
      told = performance.now()
      onEnd()
    } else if (performance.now() - told > ONCE_MS) onInsist()
  }
  process.on('SIGTERM', end)
  process.on('SIGINT', end)
  // without a listener either signal would end the process and all requests in flight
  process.on('SIGHUP', endsOnHangUp ? end : onReload)
  process.on('SIGUSR2', () => log({ event: 'reload_ignored', signal: 'SIGUSR2' }))
}
