/** The embedded store: one process, nothing on disk, bounded in size and time. */
import type { Exchange, Store } from './store.ts'

/**
 * `limit`: entries kept at most; beyond it the entry written longest ago goes first.
 * `now`: a clock in milliseconds that never jumps back.
 */
export function memoryStore({ limit = 200_000, now = () => performance.now() } = {}): Store {
  const entries = new Map<string, { value: Buffer; expires: number }>()
  let hand = entries.entries()

  function read(key: string): Buffer | undefined {
    const entry = entries.get(key)
    if (!entry) return undefined
    if (entry.expires > now()) return entry.value
    entries.delete(key)
    return undefined
  }

  // two steps of a clock hand with each write, so that the dead are found without a pause
  function sweep(): void {
    for (let step = 0; step < 2; step++) {
      const next = hand.next()
      if (next.done) {
        hand = entries.entries()
        return
      }
      const [key, { expires }] = next.value
      if (expires <= now()) entries.delete(key)
    }
  }

  function write(key: string, value: Buffer, ttl: number): void {
    entries.delete(key)
    entries.set(key, { value: Buffer.from(value), expires: now() + ttl * 1000 })
    if (entries.size > limit) {
      const [oldest] = entries.keys()
      if (oldest !== undefined) entries.delete(oldest)
    }
    sweep()
  }

  return {
    async get(key) {
      return read(key)
    },
    async exchange(key, expected, value, ttl): Promise<Exchange> {
      const current = read(key)
      if (!same(current, expected)) return { written: false, current }
      write(key, value, ttl)
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

function same(a: Buffer | undefined, b: Buffer | undefined): boolean {
  return a === undefined || b === undefined ? a === b : a.equals(b)
}
