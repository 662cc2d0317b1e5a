/** Whether something happens more often than it usually does: counts of one process in memory, of nobody. */

export type RiseOptions = {
  /** How long is lately, in milliseconds. */
  window: number
  /** It never rises below so many. */
  least: number
  /** What is told of a number: the last of these that it has reached. */
  steps?: readonly number[]
  /** Milliseconds that only go forward. */
  ticks: () => number
}

export type Rise = {
  add(): void
  /** The step that is reached lately, when that is more than usual. */
  level(): number | undefined
}

/** So many times as often as usual is more than usual. */
const TIMES = 3
/** A window is counted in so many parts. */
const PARTS = 10
/** What is usual is learnt from so long before. */
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
      // what there is of the past counts as whole windows, at least one
      const usual = before / Math.max(1, parts / PARTS)
      return lately >= Math.max(least, usual * TIMES)
        ? steps.findLast((step) => step <= lately)
        : undefined
    },
  }
}
