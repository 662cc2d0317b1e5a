/** Limits how long anything waits. Whatever waits equally long shares one timer, since every turn passes through here twice. */
import { StoreError } from '../store/store.ts'

/** As the work ends, or as `late` does if that takes too long; the work itself continues. */
export type Within = <Value>(work: Promise<Value>, late: () => Promise<Value>) => Promise<Value>

/** Something that waits, between what began before it and what began after. */
type Waiting = {
  readonly until: number
  readonly late: () => void
  before: Waiting | undefined
  after: Waiting | undefined
  isOver: boolean
}

/** A limit of so many milliseconds. */
export function createDeadline(ms: number): Within {
  let first: Waiting | undefined
  let last: Waiting | undefined
  let isWatched = false

  function enter(late: () => void): Waiting {
    const until = performance.now() + ms
    const waiting: Waiting = { until, late, before: last, after: undefined, isOver: false }
    if (last) last.after = waiting
    else first = waiting
    last = waiting
    if (!isWatched) watch(ms)
    return waiting
  }

  function leave(waiting: Waiting): void {
    if (waiting.isOver) return
    waiting.isOver = true
    const { before, after } = waiting
    if (before) before.after = after
    else first = after
    if (after) after.before = before
    else last = before
    // otherwise whatever comes after one that has grown old would grow old with it
    waiting.before = undefined
    waiting.after = undefined
  }

  // what arrived while the event loop was busy is read before anything counts as late
  function watch(left: number): void {
    isWatched = true
    setTimeout(() => setImmediate(look), left).unref()
  }

  function look(): void {
    const now = performance.now()
    while (first && first.until <= now) {
      const { late } = first
      leave(first)
      late()
    }
    isWatched = first !== undefined
    if (first) watch(first.until - now)
  }

  return (work, late) =>
    new Promise((resolve, reject) => {
      const waiting = enter(() => resolve(late()))
      work.then(
        (value) => {
          leave(waiting)
          resolve(value)
        },
        (error) => {
          leave(waiting)
          reject(error)
        },
      )
    })
}

/** Throws StoreError if the store takes too long; without a limit it takes what it takes. */
export function storeWithin<Value>(
  within: Within | undefined,
  work: Promise<Value>,
): Promise<Value> {
  return within ? within(work, tooLate) : work
}

async function tooLate(): Promise<never> {
  throw new StoreError('late')
}
