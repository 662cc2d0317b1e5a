/** The embedded store: one process, nothing on disk, bounded in size and time. */
import type { Exchange, Expected, Life, Store } from './store.ts'

/** Entries swept on each write, and when the store is full. */
const STEPS = 2
const STEPS_WHEN_FULL = 64

/**
 * `limit` is the maximum number of entries; beyond it expired entries are dropped first, then the
 * least recently written. `now` is a monotonic clock in milliseconds.
 */
export function memoryStore({ limit = 200_000, now = () => performance.now() } = {}): Store {
  // one-byte strings take half the memory of small buffers, and are immutable
  const entries = new Map<string, { value: string; expires: number }>()
  let hand = entries.entries()

  function read(key: string): Buffer | undefined {
    const entry = entries.get(key)
    if (!entry) return undefined
    if (entry.expires > now()) return Buffer.from(entry.value, 'latin1')
    entries.delete(key)
    return undefined
  }

  /** Sweeps the next few entries for expired ones, so that there is never a long pause. */
  function sweep(steps: number): void {
    for (let step = 0; step < steps; step++) {
      let next = hand.next()
      if (next.done) {
        hand = entries.entries()
        next = hand.next()
      }
      if (next.done) return
      const [key, { expires }] = next.value
      if (expires <= now()) entries.delete(key)
    }
  }

  /**
   * Drops one percent at once, because iterating a map from its start walks over every dropped
   * entry.
   */
  function dropOldest(): void {
    for (const key of entries.keys()) {
      if (entries.size <= limit - Math.floor(limit / 100)) return
      entries.delete(key)
    }
  }

  function write(key: string, value: Buffer, ttl: number, life: Life): void {
    const before = life === 'left' ? entries.get(key) : undefined
    const expires = before?.expires ?? now() + ttl * 1000
    entries.delete(key)
    entries.set(key, { value: value.toString('latin1'), expires })
    sweep(STEPS)
    if (entries.size > limit) sweep(STEPS_WHEN_FULL)
    if (entries.size > limit) dropOldest()
  }

  return {
    async get(key) {
      return read(key)
    },
    async exchange(key, expected, value, ttl, life = 'new'): Promise<Exchange> {
      const current = read(key)
      if (!isExpected(current, expected)) return { written: false, current }
      write(key, value, ttl, life)
      return { written: true }
    },
    async delete(key) {
      entries.delete(key)
    },
    async health() {
      return 'up'
    },
    async close() {
      entries.clear()
    },
  }
}

function isExpected(current: Buffer | undefined, expected: Expected): boolean {
  if (current === undefined || expected === undefined) return current === expected
  if ('begins' in expected)
    return current.subarray(0, expected.begins.length).equals(expected.begins)
  return current.equals(expected)
}
