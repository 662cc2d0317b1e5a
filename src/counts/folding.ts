/**
 * Retention of the count files. Hourly counts are folded into days after two days, and months are
 * deleted as a whole, so that what remains of a month never reveals the days that are gone.
 */
import { rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { wallClock } from '../phones/wall-clock.ts'
import { type Found, findFiles, nameOf, readFileOf, writeFileOf } from './files.ts'
import { byWeekday, sumsOfDay } from './month.ts'
import { addSums, type Sums, withoutHours } from './sums.ts'

/** How long a day's hourly counts are kept after it ends. */
const HOURS_MS = 48 * 3_600_000
const DAY_MS = 24 * 3_600_000
/** Lock file held while folding; one older than STALE_MS was left behind by a process that died. */
const LOCK = '.folding'
const STALE_MS = 600_000

export type Folding = {
  folder: string
  timeZone: string
  /** Days that counts are kept. A month is deleted once its last day is older than that. */
  keepDays: number
  /** A name for this process. */
  by: string
  now: number
}

/** Folds and deletes whatever is due, unless another process is doing so right now. */
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
    // hours first: if the process dies in between, whoever continues does not add them again
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
    // the folder does not exist until something has been counted
    if (code === 'ENOENT') return false
    if (code !== 'EEXIST') throw error
    const since = await stat(path).catch(() => undefined)
    if (since && now - since.mtimeMs > STALE_MS) await rm(path, { force: true })
    return false
  }
}
