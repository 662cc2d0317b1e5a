/**
 * Metrics of several workers, aggregated. Whichever worker is asked for the page asks the primary,
 * which adds up the counts of all workers, including those that have ended.
 */
import cluster, { type Worker } from 'node:cluster'
import { EventEmitter, once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { AggregatorRegistry } from 'prom-client'
import type { Counts, Metrics } from './metrics.ts'

type ToPrimary = { metrics: 'page wanted'; id: number } | { metrics: 'counts'; counts: Counts }
type ToWorker = { metrics: 'counts wanted' } | { metrics: 'page'; id: number; page: string }

/** A worker that does not report within this time is shown with its last known counts. */
const WORKER_MS = 1_000
/** After this long without an answer the primary counts as gone. */
const PRIMARY_MS = 3_000

/** The worker's side. `handOver` sends its counts to the primary before it ends. */
export function workerMetrics(own: Metrics) {
  const waiting = new Map<number, (page: string) => void>()
  let asked = 0
  const handOver = async () => tellPrimary({ metrics: 'counts', counts: await own.counts() })
  process.on('message', (message: ToWorker) => {
    if (message.metrics === 'counts wanted') void handOver()
    if (message.metrics === 'page') waiting.get(message.id)?.(message.page)
  })
  return {
    handOver,
    async page(): Promise<string> {
      const id = ++asked
      const page = new Promise<string>((resolve) => waiting.set(id, resolve))
      try {
        await tellPrimary({ metrics: 'page wanted', id })
        const late = sleep(PRIMARY_MS, undefined, { ref: false })
        const shown = await Promise.race([page, late])
        if (shown === undefined) throw new Error('the primary does not say the counts')
        return shown
      } finally {
        waiting.delete(id)
      }
    },
  }
}

/** Resolves once the message is sent, or there is nobody to send it to. */
function tellPrimary(message: ToPrimary): Promise<void> {
  return new Promise((resolve) => {
    if (process.send) process.send(message, undefined, undefined, () => resolve())
    else resolve()
  })
}

/** The primary's side: aggregates. `own` is what the primary counts itself. */
export function primaryMetrics(own: Metrics): void {
  const latest = new Map<number, Counts>()
  /** Emits a worker's id when it has reported, or never will. */
  const heard = new EventEmitter()
  /** Counts of workers that have ended, so that no counter ever falls. */
  let gone: Counts[] = []

  cluster.on('message', async (worker, message: ToPrimary) => {
    if (message.metrics === 'counts') {
      latest.set(worker.id, message.counts)
      heard.emit(`${worker.id}`)
    }
    if (message.metrics === 'page wanted')
      tell(worker, { metrics: 'page', id: message.id, page: await page() })
  })
  cluster.on('disconnect', (worker) => {
    heard.emit(`${worker.id}`)
    const counts = latest.get(worker.id)
    latest.delete(worker.id)
    if (counts) gone.push(counts)
  })

  async function page(): Promise<string> {
    const workers = Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined)
    const all = Promise.all(workers.filter((worker) => worker.isConnected()).map(ask))
    await Promise.race([all, sleep(WORKER_MS, undefined, { ref: false })])
    if (gone.length > 1) gone = [await AggregatorRegistry.aggregate(gone).getMetricsAsJSON()]
    const sum = AggregatorRegistry.aggregate([...gone, ...latest.values(), await own.counts()])
    return sum.metrics()
  }

  function ask(worker: Worker): Promise<unknown> {
    tell(worker, { metrics: 'counts wanted' })
    return once(heard, `${worker.id}`)
  }
}

/** Does nothing if the worker has disconnected. */
function tell(worker: Worker, message: ToWorker): void {
  if (worker.isConnected()) worker.send(message, () => {})
}
