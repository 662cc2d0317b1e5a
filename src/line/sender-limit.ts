/**
 * The pace of a sender: how many texts came in the last quarter of an hour. It is kept in front of
 * the session, in the same value, so that it costs no round trip and ends with it.
 */

/** A count of texts, and when it began, in seconds. */
export type Pace = { readonly count: number; readonly since: number }

/** Seconds after which counting begins anew. */
export const PACE_S = 15 * 60

// six letters, since a million of them share one Redis: two for the count, four for the time
const FORM = /^([0-9a-z]{2})([0-9a-z]{4})(\[.*)$/
const MOST = 36 ** 2 - 1
/** The time comes round after 19 days; nothing that holds it lives for more than an hour. */
const ROUND_S = 36 ** 4

/** What is kept, apart: the pace as it was, if there is one, and the session's own text. */
export function readPace(
  text: string | undefined,
  now: number,
): { pace: Pace | undefined; session: string | undefined } {
  const [, count = '', since = '', session] = FORM.exec(text ?? '') ?? []
  if (session === undefined) return { pace: undefined, session: text }
  const ago = (now - Number.parseInt(since, 36)) % ROUND_S
  const pace = { count: Number.parseInt(count, 36), since: now - ((ago + ROUND_S) % ROUND_S) }
  return { pace, session }
}

export function writePace({ count, since }: Pace, session: string): string {
  const short = (value: number, places: number) => value.toString(36).padStart(places, '0')
  return short(Math.min(count, MOST), 2) + short(since % ROUND_S, 4) + session
}

/** The pace with one text more. */
export function counted(pace: Pace | undefined, now: number): Pace {
  if (!pace || now - pace.since >= PACE_S) return { count: 1, since: now }
  return { ...pace, count: pace.count + 1 }
}
