/** The circuit breaker: whoever fails is left alone for a while, so that answers stay quick. */

/** After this many failures in a row there is a rest. */
const FAILURES_TO_REST = 3
const REST_MS = 5_000
/** Failures closer to each other than this are one: a moment in which many commands were lost. */
const MOMENT_MS = 100

export type CircuitBreaker = ReturnType<typeof circuitBreaker>

/** Opens after a few failures in a row, and lets one try through each time the rest is over. */
export function circuitBreaker() {
  let failures = 0
  let latest = Number.NEGATIVE_INFINITY
  let restUntil = 0
  return {
    open: () => {
      if (failures < FAILURES_TO_REST) return false
      const now = performance.now()
      if (now < restUntil) return true
      restUntil = now + REST_MS
      return false
    },
    succeeded: () => {
      failures = 0
    },
    /** Whether this one opened it. */
    failed: () => {
      const now = performance.now()
      const sameMoment = now - latest < MOMENT_MS
      latest = now
      if (sameMoment) return false
      failures += 1
      restUntil = now + REST_MS
      return failures === FAILURES_TO_REST
    },
  }
}
