/** A limit to how long the store is waited for. */
import { StoreError } from '../store/store.ts'

/** Throws StoreError when it takes longer than so many milliseconds. What it is goes on all the same. */
export async function withTimeout<Value>(
  ms: number | undefined,
  work: Promise<Value>,
): Promise<Value> {
  if (ms === undefined) return work
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new StoreError('late')), ms)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
