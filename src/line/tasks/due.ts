/**
 * Tasks that must happen later even if this process dies: stored in a few records that every
 * process checks. The process that created a task does it on a timer; once it is overdue, any other
 * takes over.
 */
import { createHash } from 'node:crypto'
import { records } from '../../store/record.ts'
import type { Vault } from '../../store/vault.ts'
import type { Background } from '../background.ts'
import { createStepWatch } from '../clock-step.ts'
import type { Try } from '../without-store.ts'
import { type DueTask, dueRecord, isSid } from './due-record.ts'
import type { DoTask, Task } from './task.ts'

export type DueDeps = {
  vault: Vault
  background: Background
  tryWithStore: Try
  doTask: DoTask
}

/** Delay before each retry, in milliseconds: ten minutes in all. */
export const AGAIN_MS = [15_000, 45_000, 120_000, 420_000]

/**
 * Number of records that tasks are spread over, by id, so that concurrent writes rarely collide.
 */
const RECORDS = 16
/** Most tasks per record; any more rely on the process that created them. */
const MOST = 200
/** Seconds a task may be late before another process takes it over. */
const LATE_S = 10
/** Tasks taken over from a record at once, and seconds allowed for them. */
const AT_ONCE = 5
const LEASE_S = 30
/** A task further in the future than this comes from a clock that has been set since. */
const AHEAD_S = 15 * 60
/** After a clock step nothing is taken over for this long: what looks late may be on time. */
const UNSURE_MS = 60_000

/** None of its functions throws, and all do nothing while the store is down. */
export type Due = ReturnType<typeof createDue>

/**
 * What a record's tasks become (`keep` undefined: unchanged), and which of them the caller gets.
 */
type Make = (found: readonly DueTask[]) => {
  keep?: readonly DueTask[] | undefined
  result: readonly DueTask[]
}

export function createDue({ vault, background, tryWithStore, doTask }: DueDeps) {
  const kept = records(vault, dueRecord)
  const sinceStep = createStepWatch(background)
  const nowS = () => Math.floor(background.now() / 1000)

  return { keep, drop, takeOver }

  /** Stores tasks that are due in `ms`, unless they are done first. */
  async function keep(tasks: readonly Task[], ms: number, tries = 0): Promise<void> {
    const at = nowS() + Math.ceil(ms / 1000)
    const given = tasks.filter(({ sid }) => isSid(sid))
    await eachRecord(given, (found, own) => {
      const due = own.map(({ what, sid }) => ({ what, sid, at, tries }))
      return [...without(found, own), ...due].slice(0, MOST)
    })
  }

  /** Removes tasks that are done or no longer wanted. */
  async function drop(tasks: readonly Sid[]): Promise<void> {
    await eachRecord(tasks, (found, own) => {
      const left = without(found, own)
      return left.length < found.length ? left : undefined
    })
  }

  /** Does whatever is overdue, whoever created it. */
  async function takeOver(): Promise<void> {
    if (sinceStep() < UNSURE_MS) return
    const all = Array.from({ length: RECORDS }, (_, record) => record)
    const claimed = await tryWithStore(
      () => Promise.all(all.map(claim)),
      () => [],
    )
    for (const task of claimed.flat()) {
      const again = (await doTask(task)) ? undefined : AGAIN_MS[task.tries]
      if (again === undefined) await drop([task])
      else await keep([task], again, task.tries + 1)
    }
  }

  /** Leases the overdue tasks of one record, so that no other process does them meanwhile. */
  function claim(record: number): Promise<readonly DueTask[]> {
    return change(record, (found) => {
      const now = nowS()
      const isOverdue = ({ at }: DueTask) => at + LATE_S <= now || at > now + AHEAD_S
      const result = found.filter(isOverdue).slice(0, AT_ONCE)
      if (result.length === 0) return { result }
      const leased = result.map((task) => ({ ...task, at: now + LEASE_S - LATE_S }))
      return { result, keep: [...without(found, result), ...leased] }
    })
  }

  async function eachRecord<Given extends Sid>(
    given: readonly Given[],
    make: (found: readonly DueTask[], own: readonly Given[]) => readonly DueTask[] | undefined,
  ): Promise<void> {
    const places = Array.from(new Set(given.map(recordOf)))
    const work = () =>
      Promise.all(
        places.map((place) => {
          const own = given.filter((task) => recordOf(task) === place)
          return change(place, (found) => ({ keep: make(found, own), result: [] }))
        }),
      )
    await tryWithStore(work, () => [])
  }

  /** Changes a record; a claim that lost every race counts as none. */
  async function change(record: number, make: Make): Promise<readonly DueTask[]> {
    const done = await kept.update(`${record}`, (found) => make(found ?? []))
    return done.kept === 'contended' ? [] : done.result
  }
}

type Sid = { readonly sid: string }

function without(tasks: readonly DueTask[], others: readonly Sid[]): readonly DueTask[] {
  const gone = new Set(others.map(({ sid }) => sid))
  return tasks.filter(({ sid }) => !gone.has(sid))
}

function recordOf({ sid }: Sid): number {
  return (createHash('sha256').update(sid).digest()[0] ?? 0) % RECORDS
}
