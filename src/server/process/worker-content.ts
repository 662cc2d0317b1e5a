/**
 * Content in several processes: the primary has it checked and learnt from, once, and hands it to one
 * worker after the other. A worker that comes later speaks what the others do, whatever lies on the disk.
 */
import cluster, { type Worker } from 'node:cluster'
import { EventEmitter, once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Prepared } from '../../content/prepared.ts'
import type { Log } from '../../telemetry/events.ts'
import { kindOf } from '../../telemetry/kind.ts'

type ToPrimary = { content: 'wanted' | 'taken' }
type ToWorker = { prepared: Prepared }

/** A worker that does not say so for so long is not waited for. */
const TAKEN_MS = 10_000

/** In the primary. `change`: resolves once every worker speaks the next. */
export function handOutContent(first: Prepared) {
  let latest = first
  /** Emits the id of a worker that has taken what it was handed, or is gone. */
  const done = new EventEmitter()
  const hand = (worker: Worker) => {
    const message: ToWorker = { prepared: latest }
    if (worker.isConnected()) worker.send(message, () => {})
  }
  cluster.on('message', (worker, { content }: Partial<ToPrimary>) => {
    if (content === 'wanted') hand(worker)
    if (content === 'taken') done.emit(`${worker.id}`)
  })
  cluster.on('disconnect', (worker) => done.emit(`${worker.id}`))

  return {
    version: () => latest.version,
    async change(next: Prepared): Promise<void> {
      latest = next
      for (const worker of Object.values(cluster.workers ?? {})) {
        if (!worker?.isConnected()) continue
        const taken = once(done, `${worker.id}`)
        hand(worker)
        await Promise.race([taken, sleep(TAKEN_MS, undefined, { ref: false })])
      }
    },
  }
}

/** In a worker: what it is handed first; `onChange` hears of what it is handed later, and may throw. */
export async function contentFromPrimary(log: Log) {
  let latest: Prepared | undefined
  let take: ((next: Prepared) => void) | undefined
  const first = new Promise<Prepared>((resolve) => {
    process.on('message', ({ prepared }: Partial<ToWorker>) => {
      if (!prepared) return
      resolve(prepared)
      latest = prepared
      change(prepared)
    })
  })
  tell('wanted')
  const prepared = await first

  function change(next: Prepared): void {
    if (!take) return
    try {
      take(next)
    } catch (error) {
      log({ event: 'reload_failed', kind: kindOf(error) })
    }
    tell('taken')
  }

  return {
    prepared,
    onChange(listener: (next: Prepared) => void): void {
      take = listener
      if (latest && latest !== prepared) change(latest)
    },
  }
}

function tell(content: ToPrimary['content']): void {
  const message: ToPrimary = { content }
  process.send?.(message)
}
