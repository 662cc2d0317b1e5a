/**
 * The opening hours of a staffed desk as an operator writes them (mon-fri: 09:00-17:00), parsed
 * into openings.
 */
import { z } from 'zod'

/** As written in `hours`; a day's number is its index here. */
export const DAYS: readonly string[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
const DAY_MINUTES = 1440
const WEEK = 7 * DAY_MINUTES

/**
 * One opening in the week: its starting day, and minutes since that day's midnight. If it passes
 * midnight, `until` is above 1440.
 */
export type Opening = { day: number; from: number; until: number }
type Range = Omit<Opening, 'day'>

const Ranges = z.union(
  [z.string(), z.array(z.string()).min(1, 'leave out a day without hours')],
  'write one range such as 09:00-17:00, or a list of them',
)

/**
 * Parses `{ mon-fri: 09:00-17:00, sat: [10:00-12:00, 22:00-06:00] }` into openings, in the order of
 * the week.
 */
export const Hours = z
  .record(z.string(), Ranges, 'write the hours as { mon-fri: 09:00-17:00 }')
  .transform((written, { addIssue }): readonly Opening[] => {
    const openings: Opening[] = []
    for (const [key, texts] of Object.entries(written)) {
      const note = (message: string) => addIssue({ code: 'custom', path: [key], message })
      const days = daysOf(key)
      if (days.length === 0)
        note(`'${key}' is no day and no range of days; write mon, or mon-fri, of ${DAYS.join(' ')}`)
      // two entries for one day could mean "also" or "instead": nobody should have to guess
      for (const day of days)
        if (openings.some((opening) => opening.day === day))
          note(`${DAYS[day]} is named twice; write all hours of a day in one list`)
      const ranges = [texts].flat().flatMap((text) => {
        const range = rangeOf(text)
        if (!range)
          note(`'${text}' is no range of times; write 09:00-17:00, and 00:00-24:00 for a whole day`)
        return range ? [range] : []
      })
      ranges.sort((a, b) => a.from - b.from)
      if (ranges.some(({ from }, at) => from < (ranges[at - 1]?.until ?? 0)))
        note('two of these ranges overlap; make one of them')
      for (const day of days) openings.push(...ranges.map((range) => ({ day, ...range })))
    }
    if (Object.keys(written).length === 0)
      addIssue({ code: 'custom', message: 'is empty; name a day, or leave it out for always' })
    return openings.sort((a, b) => a.day - b.day)
  })

/**
 * How many desks are open at once at the busiest moment of a week; a desk without hours is always
 * open.
 */
export function mostOpen(desks: readonly (readonly Opening[] | undefined)[]): number {
  const starts = desks.flatMap((openings) => openings ?? [{ day: 0, from: 0, until: 1 }])
  return Math.max(0, ...starts.map(({ day, from }) => desks.filter(at(day, from)).length))

  function at(day: number, from: number) {
    const minute = day * DAY_MINUTES + from
    return (openings: readonly Opening[] | undefined) =>
      !openings ||
      openings.some((opening) => {
        const since = (minute - opening.day * DAY_MINUTES - opening.from + WEEK) % WEEK
        return since < opening.until - opening.from
      })
  }
}

/** "fri 09:00-17:00" */
export function openingText({ day, from, until }: Opening): string {
  return `${DAYS[day]} ${timeText(from)}-${timeText(until > DAY_MINUTES ? until - DAY_MINUTES : until)}`
}

/** "09:00" */
export function timeText(minute: number): string {
  const two = (value: number) => String(value).padStart(2, '0')
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`
}

/**
 * The days that a key names, wrapping around the week if need be (sat-mon); none if the key is
 * wrong.
 */
function daysOf(key: string): number[] {
  const [first = -1, last = first, ...more] = key.split('-').map((name) => DAYS.indexOf(name))
  const range = key.includes('-')
  if (first < 0 || last < 0 || more.length > 0 || (range && first === last)) return []
  const length = ((last - first + DAYS.length) % DAYS.length) + 1
  return Array.from({ length }, (_, at) => (first + at) % DAYS.length)
}

function rangeOf(text: string): Range | undefined {
  const match = /^([01]?\d|2[0-3]):([0-5]\d)-(?:([01]?\d|2[0-3]):([0-5]\d)|24:00)$/.exec(text)
  if (!match) return undefined
  const [, fromHour, fromMinute, hour = 24, minute = 0] = match
  const from = Number(fromHour) * 60 + Number(fromMinute)
  const until = Number(hour) * 60 + Number(minute)
  if (from === until) return undefined
  return { from, until: until > from ? until : until + DAY_MINUTES }
}
