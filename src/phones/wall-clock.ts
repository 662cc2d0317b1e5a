/**
 * Wall-clock time in a time zone: what the clock shows at a moment, and at which moment it shows a
 * given time.
 */

/** The line's time zone, unless TIME_ZONE says otherwise. */
export const TIME_ZONE = 'America/Los_Angeles'

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

/** What a clock shows: the date, its day of the week (Monday is 0), and minutes since midnight. */
export type WallClock = { date: string; day: number; minute: number }

/** Whether this machine knows the time zone. */
export function isTimeZone(name: string): boolean {
  // EST and the like know no summer time, and would open desks an hour late
  if (/^[A-Z]{3,4}$/.test(name) && name !== 'UTC' && name !== 'GMT') return false
  try {
    formatter(name)
    return true
  } catch {
    return false
  }
}

/**
 * What the wall clock shows. Hours that daylight saving skips or repeats are reported as they are.
 */
export function wallClock(at: Date, timeZone: string): WallClock {
  const part: Partial<Record<Intl.DateTimeFormatPartTypes, string>> = {}
  for (const { type, value } of formatter(timeZone).formatToParts(at)) part[type] = value
  const date = `${part.year}-${part.month}-${part.day}`
  return { date, day: weekdayOf(date), minute: Number(part.hour) * 60 + Number(part.minute) }
}

/** The day before. */
export function dayBefore({ date, day }: WallClock): Pick<WallClock, 'date' | 'day'> {
  const before = new Date(Date.parse(date) - DAY_MS).toISOString().slice(0, 10)
  return { date: before, day: (day + 6) % 7 }
}

/**
 * The moment at which the clock shows `local` (2026-12-25T03:00): the earlier one if that happens
 * twice, undefined if daylight saving skips it.
 */
export function momentOf(local: string, timeZone: string): Date | undefined {
  const shown = Date.parse(`${local}Z`)
  // one of the two lies before a clock change, the other after it
  const moments = [shown - DAY_MS, shown + DAY_MS]
    .map((near) => shown - ahead(near, timeZone))
    .filter((moment) => moment + ahead(moment, timeZone) === shown)
  return moments.length > 0 ? new Date(Math.min(...moments)) : undefined
}

/** Milliseconds by which the clock is ahead of UTC. */
function ahead(moment: number, timeZone: string): number {
  const { date, minute } = wallClock(new Date(moment), timeZone)
  return Date.parse(date) + minute * MINUTE_MS - Math.floor(moment / MINUTE_MS) * MINUTE_MS
}

/** The day of the week of a date such as 2026-11-24; Monday is 0. */
export function weekdayOf(date: string): number {
  return (new Date(date).getUTCDay() + 6) % 7
}

/** One per zone, because creating one costs 70 us and using it a few. */
const formatters = new Map<string, Intl.DateTimeFormat>()

/** Throws RangeError for an unknown time zone. */
function formatter(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  })
  formatters.set(timeZone, made)
  return made
}
