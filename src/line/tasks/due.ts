/**
 * What is due later even if this process ends: tasks in a few records that every process looks through.
 * Whoever gave a task does it by its own timer; what is overdue, another one takes over.
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

/** Milliseconds until each further try, ten minutes in all. */
export const AGAIN_MS = [15_000, 45_000, 120_000, 420_000]

/** Records that tasks are spread over, by their ids, so that few of them are written at the same time. */
const RECORDS = 16
/** Tasks in each; more than that are left to the process that gave them. */
const MOST = 200
/** Seconds that a task may be late before another process does it. */
const LATE_S = 10
/** Tasks of a record that are taken over at once, and seconds that there are for them. */
const AT_ONCE = 5
const LEASE_S = 30
/** A task further ahead than this is of a clock that has been set since. */
const AHEAD_S = 15 * 60
/** After a step of the clock nothing is taken over for so long: what looks late may be on time. */
const UNSURE_MS = 60_000

/** All of them never throw, and do nothing while the store is away. */
export type Due = ReturnType<typeof createDue>

/** What becomes of the tasks of a record: which are kept (none: as they are), and which the caller gets. */
type Make = (found: readonly DueTask[]) => {
  keep?: readonly DueTask[] | undefined
  result: readonly DueTask[]
}

export function createDue({ vault, background, tryWithStore, doTask }: DueDeps) {
  const kept = records(vault, dueRecord)
  const sinceStep = createStepWatch(background)
  const nowS = () => Math.floor(background.now() / 1000)

  return { keep, drop, takeOver }

  /** Keeps tasks that are due in so many milliseconds, unless they are done before. */
  async function keep(tasks: readonly Task[], ms: number, tries = 0): Promise<void> {
    const at = nowS() + Math.ceil(ms / 1000)
    const given = tasks.filter(({ sid }) => isSid(sid))
    await eachRecord(given, (found, own) => {
      const due = own.map(({ what, sid }) => ({ what, sid, at, tries }))
      return [...without(found, own), ...due].slice(0, MOST)
    })
  }

  /** Forgets tasks that are done, or no longer wanted. */
  async function drop(tasks: readonly Sid[]): Promise<void> {
    await eachRecord(tasks, (found, own) => {
      const left = without(found, own)
      return left.length < found.length ? left : undefined
    })
  }

  /** Does what is overdue, whoever gave it. */
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

  /** Takes what is overdue in one record for as long as the lease: nobody else does it meanwhile. */
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

  /** A claim that others wrote over each time is none. */
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
