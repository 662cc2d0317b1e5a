/** Work that goes on after an answer, and the clocks that it goes by. */

export type Background = {
  /** Milliseconds since 1970: for dates, and for what processes share. It may be set at any moment. */
  now: () => number
  /** Milliseconds that only go forward, whatever is done to the clock: for what this process counts. */
  ticks: () => number
  /** Hears of work that goes on after an answer. */
  run: (work: Promise<unknown>) => void
  /** Does something after so many milliseconds, if the process is still there. */
  later: (ms: number, work: () => Promise<void>) => void
}
