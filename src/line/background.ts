/** Work that outlives the answer, and the clocks that it uses. */

export type Background = {
  /**
   * Wall clock, in milliseconds since 1970: for dates, and for times that processes share. It may
   * be set at any moment.
   */
  now: () => number
  /** Monotonic clock, in milliseconds: for whatever only this process measures. */
  ticks: () => number
  /** Runs work that goes on after the answer. */
  run: (work: Promise<unknown>) => void
  /** Runs work after a delay in milliseconds, if the process is still alive. */
  later: (ms: number, work: () => Promise<void>) => void
}
