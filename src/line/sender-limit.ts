/**
 * The limit of a sender: how many texts came from one number in the last quarter of an hour. The count
 * is kept in the conversation itself, so that it costs no round trip and ends with it.
 */

/** A count of texts, and when it began, in seconds since 1970. */
export type Pace = { readonly count: number; readonly since: number }

/** Seconds after which counting begins anew. */
export const PACE_S = 15 * 60

/** The count with one text more. One that begins later than now is of a clock that has been set since. */
export function counted(pace: Pace | undefined, now: number, seconds = PACE_S): Pace {
  if (!pace || now < pace.since || now - pace.since >= seconds) return { count: 1, since: now }
  return { ...pace, count: pace.count + 1 }
}
