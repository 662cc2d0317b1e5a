/** Work that goes on after an answer, and the clock that it goes by. */

export type Background = {
  /** Milliseconds since 1970. */
  now: () => number
  /** Hears of work that goes on after an answer. */
  run: (work: Promise<unknown>) => void
  /** Does something after so many milliseconds, if the process is still there. */
  later: (ms: number, work: () => Promise<void>) => void
}
