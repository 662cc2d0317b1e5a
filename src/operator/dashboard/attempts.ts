/** Attempts to log in: a few at once, then one now and then, whoever makes them. */

/** So many may be wrong one after the other. */
const AT_ONCE = 10
/** After so long there is one more. */
const ONE_MORE_MS = 30_000

export type Attempts = {
  /** Whether one more may be made. It counts before it is looked at, so that many at once do not help. */
  take: () => boolean
  /** The last one was right, and does not count. */
  giveBack: () => void
  /** Seconds until there is one more at the latest. */
  readonly wait: number
}

/** `now` in milliseconds. */
export function limitAttempts(now: () => number = Date.now): Attempts {
  let left = AT_ONCE
  let since = now()

  function refill(): void {
    const more = Math.floor((now() - since) / ONE_MORE_MS)
    // a clock that was set back gives and takes nothing
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
