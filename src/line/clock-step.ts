/** Notices when the clock is set: the times that were kept before say nothing about those after. */
import type { Background } from './background.ts'

/** Less than this is the clock's own work, which keeps it right little by little. */
const STEP_MS = 1_000

/** Says how long ago, in milliseconds, the clock was last seen to have been set. */
export function createStepWatch({ now, ticks }: Pick<Background, 'now' | 'ticks'>): () => number {
  let offset = now() - ticks()
  let at = Number.NEGATIVE_INFINITY
  return function sinceStep() {
    const moment = ticks()
    const found = now() - moment
    if (Math.abs(found - offset) >= STEP_MS) at = moment
    offset = found
    return moment - at
  }
}
