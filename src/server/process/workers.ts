/**
 * Several worker processes behind one port. A worker that dies is replaced, as long as that helps.
 */
import cluster, { type Worker } from 'node:cluster'
import { exit } from './exit.ts'
import { onSignals } from './signals.ts'
import type { Telemetry } from './telemetry.ts'

/** A worker that lived this long was healthy; one that dies sooner may do so again. */
const WELL_MS = 10_000
/** Pauses before retrying, once each worker has been replaced immediately. */
const FIRST_PAUSE_MS = 200
const LONGEST_PAUSE_MS = 5_000
/** Give up after this many early deaths per worker in a row, if none is healthy. */
const TRIES = 3
/** A worker that does not end is killed this long after its deadline. */
const LATE_MS = 1_500

/**
 * Sent by a worker that cannot start, so that the reason is printed once and not by each of them.
 */
type Refusal = { refused: string }

/** A worker's side: has the primary print the sentence and end. */
export function refuseInPrimary(sentence: string): Promise<void> {
  return new Promise((resolve) => {
    const refusal: Refusal = { refused: sentence }
    process.send?.(refusal, undefined, undefined, () => resolve())
  })
}

/**
 * `environment` holds generated values that must be the same in all workers; `endMs` is how long a
 * worker may take to end.
 */
export function superviseWorkers({
  count,
  environment,
  endMs,
  onReload,
  endsOnHangUp,
  telemetry,
}: {
  count: number
  environment: Record<string, string>
  endMs: number
  /** Content may have changed. */
  onReload: () => void
  endsOnHangUp: boolean
  telemetry: Telemetry
}): void {
  const { log } = telemetry
  const born = new Map<number, number>()
  let diedYoung = 0
  let code = 0
  let ending = false

  // structured clone, so that learnt data is passed as it is
  cluster.setupPrimary({ serialization: 'advanced' })
  for (let worker = 0; worker < count; worker++) fork()
  cluster.on('exit', (worker, exitCode, signal) => {
    const lived = performance.now() - (born.get(worker.id) ?? 0)
    born.delete(worker.id)
    if (ending) {
      if (alive().length === 0) exit(code, telemetry)
      return
    }
    log({
      event: 'worker_ended',
      how: signal ?? `code ${exitCode}`,
      lived_s: Math.round(lived / 1000),
    })
    replace(lived)
  })
  cluster.on('message', (_worker, { refused }: Partial<Refusal>) => {
    if (refused === undefined || ending) return
    console.error(refused)
    end(1)
  })
  onSignals({
    log,
    onEnd: () => end(0),
    onInsist: () => {
      for (const worker of alive()) worker.process.kill('SIGKILL')
    },
    onReload,
    endsOnHangUp,
  })

  function fork(): void {
    if (ending) return
    born.set(cluster.fork(environment).id, performance.now())
  }

  function replace(lived: number): void {
    diedYoung = lived < WELL_MS ? diedYoung + 1 : 0
    const others = Array.from(born.values(), (since) => performance.now() - since)
    if (diedYoung >= TRIES * count && !others.some((age) => age >= WELL_MS)) {
      log({ event: 'gave_up' })
      end(1)
    } else if (diedYoung <= count) fork()
    else setTimeout(fork, Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (diedYoung - count - 1)))
  }

  function end(withCode: number): void {
    ending = true
    code = withCode
    if (alive().length === 0) exit(code, telemetry)
    for (const worker of alive()) worker.process.kill('SIGTERM')
    setTimeout(() => {
      for (const worker of alive()) worker.process.kill('SIGKILL')
    }, endMs + LATE_MS).unref()
  }
}

function alive(): Worker[] {
  return Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined)
}
