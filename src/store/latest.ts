/**
 * What this process last wrote of a kind of record, for a moment: a guess at what the store holds, which
 * saves asking first. It proves right or wrong when it is written against. Of what it has not written, the
 * guess is that it is not there.
 */
import type { Hearer, Keys, Slot } from './vault.ts'

/** Longer than most take for their next text or key. */
const KEPT_MS = 30_000
const MOST = 1_000

type Entry = { readonly sealed: string; readonly text: string; readonly until: number }

export type Latest = Hearer & {
  /** What may be there; nothing where that can not be guessed. */
  of(keys: Keys): Slot | undefined
}

export function createLatest(most = MOST): Latest {
  /** The oldest first; each as two strings, which cost the collector least. */
  const entries = new Map<string, Entry>()
  let timer: NodeJS.Timeout | undefined

  function forgetOld(): void {
    clearTimeout(timer)
    timer = undefined
    const now = performance.now()
    for (const [key, { until }] of entries) {
      if (until > now && entries.size <= most) {
        timer = setTimeout(forgetOld, until - now).unref()
        return
      }
      entries.delete(key)
    }
  }

  return {
    of(keys) {
      // under another secret there may be something newer, of which only the store knows
      if (keys.length > 1) return undefined
      const entry = entries.get(keys[0])
      if (!entry || entry.until <= performance.now())
        return { keys, text: undefined, others: [], sealed: undefined }
      return { keys, text: entry.text, others: [], sealed: Buffer.from(entry.sealed, 'latin1') }
    },
    // it is not kept for longer than in the store
    wrote({ keys: [key, ...older], sealed, text }, seconds) {
      entries.delete(key)
      if (older.length > 0 || !sealed || text === undefined) return
      const until = performance.now() + Math.min(KEPT_MS, seconds * 1000)
      entries.set(key, { sealed: sealed.toString('latin1'), text, until })
      if (entries.size > most || !timer) forgetOld()
    },
    forget([key]) {
      entries.delete(key)
    },
  }
}
