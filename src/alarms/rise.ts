/**
 * Detects that something happens more often than usual. Counts only, in the memory of one process,
 * and none of them about a person.
 */

export type RiseOptions = {
  /** The length of the window that is compared with the past, in milliseconds. */
  window: number
  /** Fewer than this is never a rise. */
  least: number
  /** Counts are reported as the highest of these that they have reached. */
  steps?: readonly number[]
  /** A monotonic clock, in milliseconds. */
  ticks: () => number
}

export type Rise = {
  add(): void
  /** The step that the current window has reached, if that is more than usual. */
  level(): number | undefined
}

/** This many times the usual rate is a rise. */
const TIMES = 3
/** Each window is counted in this many parts, so that it can slide. */
const PARTS = 10
/** How far back the usual rate is measured. */
const USUAL_MS = 7 * 24 * 3_600_000
export const STEPS: readonly number[] = [5, 10, 20, 50, 100, 200, 500, 1000]

export function createRise({ window, least, steps = STEPS, ticks }: RiseOptions): Rise {
  const part = window / PARTS
  const counts = new Map<number, number>()
  const now = () => Math.floor(ticks() / part)
  const began = now()

  return {
    add() {
      const at = now()
      counts.set(at, (counts.get(at) ?? 0) + 1)
    },
    level() {
      const at = now()
      let lately = 0
      let before = 0
      for (const [place, count] of counts) {
        if (place <= at - PARTS - USUAL_MS / part) counts.delete(place)
        else if (place > at - PARTS) lately += count
        else before += count
      }
      const parts = Math.min(Math.max(0, at - PARTS - began), USUAL_MS / part)
      // the past counts as whole windows, and as one at least
      const usual = before / Math.max(1, parts / PARTS)
      return lately >= Math.max(least, usual * TIMES)
        ? steps.findLast((step) => step <= lately)
        : undefined
    },
  }
}
