/**
 * Cohorts: whatever comes to a point in one round of the event loop goes on from there together, so
 * that the code and data of a step are still in the processor's caches for the next one. A busy
 * line takes a fifth to a third less CPU by it: docs/performance.md.
 * Source: Larus and Parkes, Using Cohort Scheduling to Enhance Server Performance, USENIX 2002.
 */
export type Cohort = () => Promise<void>

/** A point at which to wait for the others. */
export function createCohort(): Cohort {
  let together: Promise<void> | undefined
  return () => {
    together ??= new Promise((resolve) => {
      setImmediate(() => {
        together = undefined
        resolve()
      })
    })
    return together
  }
}
