/** Limits how long anything waits. One promise and no race: every turn passes through here twice. */
import { StoreError } from '../store/store.ts'

/** As the work ends, or as `late` does after so many `ms`; the work itself continues. */
export function withTimeout<Value>(
  ms: number,
  work: Promise<Value>,
  late: () => Promise<Value>,
): Promise<Value> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(late()), ms)
    work.then(
      (value) => {
        clearTimeout(timer)
        resolve(value)
      },
      (error) => {
        clearTimeout(timer)
        reject(error)
      },
    )
  })
}

/** Throws StoreError if the store takes longer than `ms`; none: it takes what it takes. */
export function storeWithin<Value>(ms: number | undefined, work: Promise<Value>): Promise<Value> {
  if (ms === undefined) return work
  return withTimeout(ms, work, async () => {
    throw new StoreError('late')
  })
}
