/**
 * Content for several processes: the primary checks it and learns from it once, and hands it to one
 * worker after another. A worker that starts later uses the same content as the others, whatever is
 * on disk.
 */
import cluster, { type Worker } from 'node:cluster'
import { EventEmitter, once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Prepared } from '../../content/prepared.ts'
import type { Log } from '../../telemetry/events.ts'
import { kindOf } from '../../telemetry/kind.ts'
import { giveBack } from './give-back.ts'

type ToPrimary = { content: 'wanted' | 'taken' }
type ToWorker = { prepared: Prepared }

/** How long to wait for a worker's confirmation. */
const TAKEN_MS = 10_000

/** The primary's side. `change` resolves once every worker uses the new content. */
export function handOutContent(first: Prepared) {
  let latest = first
  /** Emits a worker's id when it has taken new content, or is gone. */
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
  // what it took to check the content, and to hand it out
  cluster.on('listening', () => void giveBack())

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

/** A worker's side: the first content; `onChange` receives later ones, and may throw. */
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
