/** A limit to how long the store is waited for. */
import { StoreError } from '../store/store.ts'

/** Throws StoreError when it takes longer than so many milliseconds. What it is goes on all the same. */
export function within<Value>(ms: number | undefined, work: Promise<Value>): Promise<Value> {
  if (ms === undefined) return work
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new StoreError('late')), ms)
    work.then(
      (value) => {
        clearTimeout(timer)
        resolve(value)
      },
      (error: unknown) => {
        clearTimeout(timer)
        reject(error)
      },
    )
  })
}
