/** Limits how long anything waits for the store. */
import { StoreError } from '../store/store.ts'

/** Throws StoreError if the work takes longer than `ms`; the work itself continues. */
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
