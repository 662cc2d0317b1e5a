/**
 * The per-sender limit: how many texts a number has sent in the last 15 minutes. The count is
 * stored in the conversation itself, so it costs no round trip and ends with it.
 */

/** A count of texts, and when it started, in seconds since 1970. */
export type Pace = { readonly count: number; readonly since: number }

/** Seconds after which counting starts over. */
export const PACE_S = 15 * 60

/**
 * The count after one more text. A count that starts in the future comes from a clock that has been
 * set since.
 */
export function counted(pace: Pace | undefined, now: number, seconds = PACE_S): Pace {
  if (!pace || now < pace.since || now - pace.since >= seconds) return { count: 1, since: now }
  return { ...pace, count: pace.count + 1 }
}
