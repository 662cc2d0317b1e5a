/** What a process is told from outside: to end, or to read content again. */
import type { Log } from '../../telemetry/events.ts'

/**
 * Twice within this long is once: a terminal and systemd tell the whole group of processes, and a parent
 * then tells its children too.
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
  /** The process is to end, in good order. */
  ends: () => void
  /** It was said again, later: at once. */
  insists: () => void
  /** Content may have changed. */
  reloads: () => void
  /** Whether the end of the terminal is the end of the process. */
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
  // without a listener both would end the process and whatever is under way
  process.on('SIGHUP', hangUpEnds ? end : reloads)
  process.on('SIGUSR2', () => log({ event: 'reload_ignored', signal: 'SIGUSR2' }))
}
