/** A circuit breaker: after failures, stops trying for a while, so that answers stay quick. */

/** Consecutive failures that open it. */
const FAILURES_TO_REST = 3
const REST_MS = 5_000
/** Failures closer together than this count as one: many commands lost at the same moment. */
const MOMENT_MS = 100

export type CircuitBreaker = ReturnType<typeof circuitBreaker>

/** Opens after a few consecutive failures, and lets one attempt through after each rest. */
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
    /** Returns whether this failure opened it. */
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
