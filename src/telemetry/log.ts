/** The log: each event as a line of JSON on standard output, if its level is enabled. */
import { pino } from 'pino'
import { events, type Log, type LogEvent } from './events.ts'
import { createLineWriter } from './line-writer.ts'

/** Batched lines are flushed at least this often. */
const LOT_MS = 1_000
const MINUTE_MS = 60_000

type Reason = (LogEvent & { event: 'log_dropped' })['reason']

/**
 * `shared`: other processes write to the same output. `count` receives every event, including those
 * that are not written.
 */
export function createLog({
  level,
  shared = true,
  count = () => {},
}: {
  level: string
  shared?: boolean
  count?: Log | undefined
}) {
  // looking at a pipe makes it non-blocking; console output must not crash on it
  process.stdout.on('error', () => {})
  process.stderr.on('error', () => {})
  const dropped: Record<Reason, number> = { unwritable: 0, flood: 0 }
  const drop = (reason: Reason) => {
    dropped[reason] += 1
    count({ event: 'log_dropped', reason, lines: 1 })
  }
  const tellOf = (reason: Reason) => {
    const lines = dropped[reason]
    dropped[reason] = 0
    if (lines > 0) put({ event: 'log_dropped', reason, lines })
  }
  const out = createLineWriter({
    fd: 1,
    shared,
    dropped: () => drop('unwritable'),
    written: () => tellOf('unwritable'),
  })
  const logger = pino({ level, base: null }, out)
  const minutes = new Map<string, { began: number; lines: number }>()
  setInterval(() => out.flush(), LOT_MS).unref()

  return {
    log(event: LogEvent): void {
      count(event)
      if (isTooOften(event)) drop('flood')
      else put(event)
    },
    /** Writes what is left, for at most `ms`. `stuck`: only a kill ends this process. */
    close: out.close,
  }

  function isTooOften({ event }: LogEvent): boolean {
    const { perMinute } = events[event]
    if (perMinute === undefined) return false
    const now = performance.now()
    const minute = minutes.get(event)
    if (minute && now - minute.began < MINUTE_MS) {
      minute.lines += 1
      return minute.lines > perMinute
    }
    minutes.set(event, { began: now, lines: 1 })
    tellOf('flood')
    return false
  }

  function put(event: LogEvent): void {
    const { level, inLots } = events[event.event]
    logger[level](event)
    if (!inLots) out.flush()
  }
}
