/** Limits login attempts: a burst at first, then one every so often, whoever makes them. */

/** The size of the burst. */
const AT_ONCE = 10
/** Time until one more attempt is allowed. */
const ONE_MORE_MS = 30_000

export type Attempts = {
  /**
   * Takes an attempt, or returns false if none is left. It counts before it is checked, so that
   * parallel attempts do not help.
   */
  take: () => boolean
  /** The last attempt was correct and does not count. */
  giveBack: () => void
  /** Seconds until an attempt is certainly available again. */
  readonly wait: number
}

/** `now` is in milliseconds. */
export function limitAttempts(now: () => number = Date.now): Attempts {
  let left = AT_ONCE
  let since = now()

  function refill(): void {
    const more = Math.floor((now() - since) / ONE_MORE_MS)
    // a clock set back neither adds nor removes any
    if (more <= 0) return
    left = Math.min(AT_ONCE, left + more)
    since += more * ONE_MORE_MS
  }

  return {
    take() {
      refill()
      if (left === 0) return false
      left -= 1
      return true
    },
    giveBack() {
      left = Math.min(AT_ONCE, left + 1)
    },
    wait: ONE_MORE_MS / 1000,
  }
}
