/** Log and metrics of one process: the only one, the primary, or a worker. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Log } from '../../telemetry/events.ts'
import { createLog } from '../../telemetry/log.ts'

export type Telemetry = {
  log: Log
  /** The metrics of the whole line; undefined unless requested. */
  page: (() => Promise<string>) | undefined
  /** Flushes, for at most `ms`. `stuck`: only a kill ends this process. */
  close(ms: number): Promise<'ended' | 'stuck'>
}

/** `counted`: whether there is a metrics page; its code is loaded only then. */
export async function createTelemetry({
  level,
  counted,
  role,
}: {
  level: string
  counted: boolean
  role: 'alone' | 'primary' | 'worker'
}): Promise<Telemetry> {
  const shared = role !== 'alone'
  if (!counted) return { ...createLog({ level, shared }), page: undefined }
  const { createMetrics } = await import('../../telemetry/metrics.ts')
  const own = createMetrics()
  const { log, close } = createLog({ level, shared, count: own.count })
  if (role === 'alone') return { log, close, page: own.page }
  const { primaryMetrics, workerMetrics } = await import('../../telemetry/worker-metrics.ts')
  if (role === 'primary') {
    primaryMetrics(own)
    return { log, close, page: undefined }
  }
  const { page, handOver } = workerMetrics(own)
  return {
    log,
    page,
    async close(ms) {
      await Promise.race([handOver(), sleep(ms)])
      return close(ms)
    },
  }
}
