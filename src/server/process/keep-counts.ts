/** Counts of this process: kept in memory, and written to the folder of counts within seconds. */
import { randomBytes } from 'node:crypto'
import { resolve } from 'node:path'
import type { Config } from '../../config.ts'
import type { Count } from '../../counts/counts.ts'
import { foldCounts } from '../../counts/folding.ts'
import { createJournal } from '../../counts/journal.ts'
import { createTally } from '../../counts/sums.ts'
import type { Log } from '../../telemetry/events.ts'
import { kindOf } from '../../telemetry/kind.ts'

/** A killed process loses the counts of this interval. */
const BATCH_MS = 2_000
const FOLD_MS = 3_600_000

export type KeptCounts = {
  count: Count
  /** Writes pending counts. Never rejects. */
  flush: () => Promise<void>
}

/** Undefined if counting is off. `root` is the program's own folder. */
export function keepCounts(
  { counts, timeZone }: Pick<Config, 'counts' | 'timeZone'>,
  root: string,
  log: Log,
): KeptCounts | undefined {
  if (counts.days === 0) return undefined
  const folder = resolve(root, counts.folder)
  const by = randomBytes(6).toString('hex')
  const failed = (error: unknown) => log({ event: 'counts_trouble', kind: kindOf(error) })
  const tally = createTally()
  const { flush } = createJournal({ folder, timeZone, tally, process: by, failed })
  const fold = () =>
    foldCounts({ folder, timeZone, keepDays: counts.days, by, now: Date.now() }).catch(failed)
  setInterval(flush, BATCH_MS).unref()
  setInterval(fold, FOLD_MS).unref()
  void fold()
  return { count: tally.count, flush }
}
