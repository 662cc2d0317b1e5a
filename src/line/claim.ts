/**
 * Claims: decide which of several processes does something that only one should do, or says
 * something that should be said once.
 */
import { randomBytes } from 'node:crypto'
import { whole, word } from '../store/codec.ts'
import { type RecordDefinition, records } from '../store/record.ts'
import { StoreError } from '../store/store.ts'
import type { Vault } from '../store/vault.ts'

/** The level of the claim. It expires in the store, so that no process's clock matters. */
const claimRecord: RecordDefinition<number> = {
  name: 'claim',
  version: 1,
  codec: whole,
  // every claim names its own
  ttl: 60,
}

/**
 * Claims something for this process, for a number of seconds; a claim at a higher `level` succeeds
 * even if a lower one is held. Without the store, each process relies on its own claims.
 */
export type Claim = (name: string, seconds: number, level?: number) => Promise<boolean>

/** `ticks` is a monotonic clock, in milliseconds. */
export function createClaims(vault: Vault, ticks: () => number): Claim {
  const kept = records(vault, claimRecord)
  const own = new Map<string, { until: number; level: number }>()

  return async function claim(name, seconds, level = 1) {
    const before = own.get(name)
    if (before && before.until > ticks() && before.level >= level) return false
    const mine = await claimed(name, seconds, level)
    if (mine) own.set(name, { until: ticks() + seconds * 1000, level })
    return mine
  }

  async function claimed(name: string, seconds: number, level: number): Promise<boolean> {
    try {
      const { result, kept: how } = await kept.update(name, (taken) =>
        taken !== undefined && taken >= level
          ? { result: false }
          : { result: true, keep: level, ttl: seconds },
      )
      return result && how !== 'contended'
    } catch (error) {
      if (!(error instanceof StoreError)) throw error
      return true
    }
  }
}

/** Who is on duty: a random name that a process gives itself. */
const dutyRecord: RecordDefinition<string> = {
  name: 'duty',
  version: 1,
  codec: word,
  // two rounds of a minute each, and some slack
  ttl: 130,
}

/**
 * Whether this process is the one on duty, to be asked every minute. It stays on duty even while
 * the store is down; if it ends, another process takes over two minutes later.
 */
export function createDuty(vault: Vault): () => Promise<boolean> {
  const kept = records(vault, dutyRecord)
  const self = randomBytes(9).toString('hex')
  let mine = true

  return async function onDuty() {
    try {
      const { result, kept: how } = await kept.update('now', (taken) =>
        taken === undefined || taken === self ? { result: true, keep: self } : { result: false },
      )
      mine = result && how !== 'contended'
    } catch (error) {
      if (!(error instanceof StoreError)) throw error
    }
    return mine
  }
}
