/**
 * The journal of one process: what it has counted on a day, written whole every few seconds, so that a
 * process that is killed loses what it counted since. Whatever the disk does, nobody waits for it.
 */
import { mkdir } from 'node:fs/promises'
import { wallClock } from '../phones/wall-clock.ts'
import { nameOf, writeFileOf } from './files.ts'
import { addSums, type Sums, type Tally, withHour } from './sums.ts'

export type JournalDeps = {
  folder: string
  timeZone: string
  tally: Tally
  /** A name that no other process has had. */
  process: string
  /** Hears that counts could not be written; they are kept, and tried again. */
  failed: (error: unknown) => void
  now?: () => number
}

const DAY_MS = 86_400_000

export type Journal = { flush: () => Promise<void> }

export function createJournal(deps: JournalDeps): Journal {
  const { folder, timeZone, tally, process, failed, now = Date.now } = deps
  /** Of this day, and of earlier ones that are still to be written. */
  const days = new Map<string, Sums>()
  const unwritten = new Set<string>()
  let today = ''
  let writing = Promise.resolve()

  /** What was counted belongs to the moment at which it is taken: nothing is ever added to a day that is over. */
  function take(): void {
    const { date, minute } = wallClock(new Date(now()), timeZone)
    // a clock that is set back a little does not open a day again that has been shown; further: it was wrong before
    if (date > today || Date.parse(today) - Date.parse(date) > DAY_MS) today = date
    const taken = tally.take()
    if (!taken) return
    const sums = days.get(today) ?? {}
    addSums(sums, withHour(taken, Math.floor(minute / 60)))
    days.set(today, sums)
    unwritten.add(today)
  }

  async function write(): Promise<void> {
    if (unwritten.size === 0) return
    await mkdir(folder, { recursive: true, mode: 0o700 })
    for (const day of Array.from(unwritten)) {
      unwritten.delete(day)
      try {
        const content = { holds: [process], sums: days.get(day) ?? {} }
        await writeFileOf(folder, nameOf.process(day, process), content, process)
      } catch (error) {
        unwritten.add(day)
        throw error
      }
      if (day !== today && !unwritten.has(day)) days.delete(day)
    }
  }

  return {
    /** Writes what was counted since the last time. It never rejects. */
    flush() {
      take()
      writing = writing.then(write).catch(failed)
      return writing
    },
  }
}
