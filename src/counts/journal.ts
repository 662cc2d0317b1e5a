/**
 * One process's journal: its counts for each day, written to disk as a whole every few seconds, so
 * that a killed process loses only the last seconds. A slow or full disk never holds anybody up.
 */
import { mkdir } from 'node:fs/promises'
import { wallClock } from '../phones/wall-clock.ts'
import { nameOf, writeFileOf } from './files.ts'
import { addSums, type Sums, type Tally, withHour } from './sums.ts'

export type JournalDeps = {
  folder: string
  timeZone: string
  tally: Tally
  /** A name that no other process has ever had. */
  process: string
  /** Called when counts could not be written; they are kept and retried. */
  failed: (error: unknown) => void
  now?: () => number
}

const DAY_MS = 86_400_000

export type Journal = { flush: () => Promise<void> }

export function createJournal(deps: JournalDeps): Journal {
  const { folder, timeZone, tally, process, failed, now = Date.now } = deps
  /** Today's counts, and those of earlier days that are still to be written. */
  const days = new Map<string, Sums>()
  const unwritten = new Set<string>()
  let today = ''
  let writing = Promise.resolve()

  /**
   * Counts belong to the day on which they are taken from the tally: nothing is ever added to a day
   * that is over.
   */
  function take(): void {
    const { date, minute } = wallClock(new Date(now()), timeZone)
    // a clock set back slightly must not reopen a day that has been shown; one set back by more was
    // wrong before
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
    /** Writes what was counted since the last call. Never rejects. */
    flush() {
      take()
      writing = writing.then(write).catch(failed)
      return writing
    },
  }
}
