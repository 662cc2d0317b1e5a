/** Requests over REST that are answered later, by the simulated clock. */

export type Slow = {
  /** One more is under way; gives back what to call when it has been answered. */
  begin(): () => void
  /** Resolves as soon as one is under way: what waits for it can not be waited for. */
  any(): Promise<void>
}

export function createSlow(): Slow {
  let count = 0
  let waiting: (() => void)[] = []
  return {
    begin() {
      count++
      for (const resolve of waiting) resolve()
      waiting = []
      return () => {
        count--
      }
    },
    any() {
      if (count > 0) return Promise.resolve()
      return new Promise((resolve) => waiting.push(resolve))
    },
  }
}
