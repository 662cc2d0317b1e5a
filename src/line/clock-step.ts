/**
 * Detects that the wall clock was set: times stored before that cannot be compared with times
 * after.
 */
import type { Background } from './background.ts'

/** Smaller adjustments are ordinary clock discipline. */
const STEP_MS = 1_000

/** Returns how long ago, in milliseconds, the clock was last seen to have been set. */
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
