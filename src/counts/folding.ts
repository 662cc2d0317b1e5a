/**
 * What becomes of the files: hours are folded into days after two days, and months are thrown away as a
 * whole, so that what is left of one never tells what was on the days that are gone.
 */
import { rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { wallClock } from '../phones/wall-clock.ts'
import { type Found, findFiles, nameOf, readFileOf, writeFileOf } from './files.ts'
import { byWeekday, sumsOfDay } from './month.ts'
import { addSums, type Sums, withoutHours } from './sums.ts'

/** A day's hours are kept for so long after its end. */
const HOURS_MS = 48 * 3_600_000
const DAY_MS = 24 * 3_600_000
/** Whoever folds says so by this file; one that is as old was left by a process that has ended. */
const LOCK = '.folding'
const STALE_MS = 600_000

export type Folding = {
  folder: string
  timeZone: string
  /** Days that counts are kept; a month goes when its last day is older. */
  keepDays: number
  /** Who folds. */
  by: string
  now: number
}

/** Folds and throws away what is due, unless another process does at this moment. */
export async function foldCounts(folding: Folding): Promise<void> {
  const { folder, timeZone, keepDays, now } = folding
  if (!(await lock(folder, now))) return
  try {
    const before = (ms: number) => wallClock(new Date(now - ms), timeZone).date
    const [foldBefore, keepFrom] = [before(HOURS_MS), before(keepDays * DAY_MS)]
    for (const [month, found] of await findFiles(folder))
      if (`${month}-31` < keepFrom) await throwAway(folder, month, found)
      else await foldMonth(folding, month, { found, foldBefore })
  } finally {
    await rm(join(folder, LOCK), { force: true })
  }
}

async function foldMonth(
  { folder, by }: Folding,
  month: string,
  { found, foldBefore }: { found: Found; foldBefore: string },
): Promise<void> {
  const due = Array.from(found.processes.keys()).filter((day) => day < foldBefore)
  for (const day of due.toSorted()) {
    const { holds, sums } = await sumsOfDay(folder, day, found)
    // the hours first: what is in them already is not added again by whoever goes on after an end between the two
    await addHoursOf(day, sums, { folder, month, by })
    await writeFileOf(folder, nameOf.day(day), { holds, sums: withoutHours(sums) }, by)
    for (const process of found.processes.get(day) ?? [])
      await rm(join(folder, nameOf.process(day, process)), { force: true })
  }
}

async function addHoursOf(
  day: string,
  ofDay: Sums,
  { folder, month, by }: { folder: string; month: string; by: string },
): Promise<void> {
  const name = nameOf.hours(month)
  const exists = (await findFiles(folder)).get(month)?.hours
  const before = exists ? await readFileOf(folder, name) : { holds: [], sums: {} }
  if (before.holds.includes(day)) return
  const sums: Sums = {}
  addSums(sums, before.sums)
  for (const [count, sum] of Object.entries(byWeekday(day, ofDay)))
    if (sum.hour) addSums(sums, { [count]: { total: sum.total, hour: sum.hour } })
  await writeFileOf(folder, name, { holds: [...before.holds, day], sums }, by)
}

async function throwAway(folder: string, month: string, found: Found): Promise<void> {
  const days = new Set([...found.folded, ...found.processes.keys()])
  for (const day of days) {
    for (const process of found.processes.get(day) ?? [])
      await rm(join(folder, nameOf.process(day, process)), { force: true })
    await rm(join(folder, nameOf.day(day)), { force: true })
  }
  await rm(join(folder, nameOf.hours(month)), { force: true })
}

async function lock(folder: string, now: number): Promise<boolean> {
  const path = join(folder, LOCK)
  try {
    await writeFile(path, '', { flag: 'wx' })
    return true
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    // before the first thing that was counted there is no folder
    if (code === 'ENOENT') return false
    if (code !== 'EEXIST') throw error
    const since = await stat(path).catch(() => undefined)
    if (since && now - since.mtimeMs > STALE_MS) await rm(path, { force: true })
    return false
  }
}
