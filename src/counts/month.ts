/** A month's files summed up: per day, and for the whole month with its hours by weekday. */
import { weekdayOf } from '../phones/wall-clock.ts'
import { type CountsFile, type Found, findFiles, nameOf, readFileOf } from './files.ts'
import { addSums, mapSums, type Sums, withoutHours } from './sums.ts'

export type Month = { readonly sums: Sums; readonly days: ReadonlyMap<string, Sums> }

/**
 * Reads are retried this often when a fold moves files underneath them; each retry means that at
 * least one more day has been folded.
 */
const TRIES = 32

/**
 * The exact sums of a month. Not to be shown to anybody as they are: read.ts decides what is shown.
 */
export async function sumsOfMonth(folder: string, month: string): Promise<Month> {
  for (let tries = 1; ; tries++)
    try {
      const found = (await findFiles(folder)).get(month)
      return found ? await addUp(folder, month, found) : { sums: {}, days: new Map() }
    } catch (error) {
      const isGone = (error as NodeJS.ErrnoException).code === 'ENOENT'
      if (!isGone || tries === TRIES) throw error
    }
}

async function addUp(folder: string, month: string, found: Found): Promise<Month> {
  const sums: Sums = {}
  const days = new Map<string, Sums>()
  const hours = found.hours ? await readFileOf(folder, nameOf.hours(month)) : undefined
  for (const day of Array.from(new Set([...found.folded, ...found.processes.keys()])).toSorted()) {
    const { sums: ofDay } = await sumsOfDay(folder, day, found)
    days.set(day, withoutHours(ofDay))
    addSums(sums, hours?.holds.includes(day) ? withoutHours(ofDay) : byWeekday(day, ofDay))
  }
  // the totals are in the days already
  for (const [name, { hour }] of Object.entries(hours?.sums ?? {}))
    if (hour) addSums(sums, { [name]: { total: 0, hour } })
  return { sums, days }
}

/** The sums of all processes for a day, folded or not. */
export async function sumsOfDay(folder: string, day: string, found: Found): Promise<CountsFile> {
  const folded = found.folded.has(day) ? await readFileOf(folder, nameOf.day(day)) : undefined
  const sums: Sums = {}
  addSums(sums, folded?.sums ?? {})
  const holds = new Set(folded?.holds)
  for (const process of found.processes.get(day) ?? []) {
    if (holds.has(process)) continue
    addSums(sums, (await readFileOf(folder, nameOf.process(day, process))).sums)
    holds.add(process)
  }
  return { holds: Array.from(holds).toSorted(), sums }
}

/** A day's hours, keyed by weekday and hour. */
export function byWeekday(day: string, sums: Sums): Sums {
  const weekday = weekdayOf(day)
  const named = (hour: Record<string, number>) =>
    Object.fromEntries(Object.entries(hour).map(([at, n]) => [`${weekday} ${at}`, n]))
  return mapSums(sums, (sum) => (sum.hour ? { ...sum, hour: named(sum.hour) } : sum))
}
