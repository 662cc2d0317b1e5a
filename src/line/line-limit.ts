/** The limit of the whole line: so much a minute, and a minute's worth at once. One process, in memory. */

/**
 * Takes one of what is left, or says that nothing is. `perMinute` 0: without limit. `ticks`:
 * milliseconds that never go back, or a clock that was set back would be a debt.
 */
export function tokenBucket(perMinute: number, ticks: () => number): () => boolean {
  let left = perMinute
  let at = ticks()
  return function take() {
    if (perMinute === 0) return true
    const moment = ticks()
    left = Math.min(perMinute, left + ((moment - at) / 60_000) * perMinute)
    at = moment
    if (left < 1) return false
    left -= 1
    return true
  }
}
